"""How far: straight lines made longer, a road network when there is one, what is told."""
