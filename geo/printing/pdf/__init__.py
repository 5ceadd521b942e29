"""Decks and fiches set as PDF by Typst."""
