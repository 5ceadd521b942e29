"""One module a table; none knows another."""
