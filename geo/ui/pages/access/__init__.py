"""The page « Accès aux services »: its answer, its panels."""
