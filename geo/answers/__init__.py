"""What a reader asks, as records: a view, a sentence, a fiche, a place, a comparison."""
