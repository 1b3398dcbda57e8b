"""How far the last word about a point can be trusted now."""
