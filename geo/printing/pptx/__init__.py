"""Decks and fiches set as PPTX files."""
