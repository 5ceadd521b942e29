"""The commands of ``python -m geo``, by subject; each imports what it needs when it runs."""
