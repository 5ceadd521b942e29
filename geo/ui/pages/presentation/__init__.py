"""The page « Présentation »: what is asked, a deck prepared, then shown full screen."""
