"""A room that follows a deck: its current slide for the phones, and one phone that turns it."""
