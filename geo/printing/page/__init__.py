"""What every printed page shares: grid, letters, spaces, fonts."""
