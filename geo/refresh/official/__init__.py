"""Official open data brought in: downloaded, read, compared, then published beside ``data/``."""
