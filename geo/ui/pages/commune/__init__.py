"""The page « Ma commune »: the choice of a commune, its fiche panel by panel."""
