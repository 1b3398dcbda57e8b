"""How ready points are: what standards ask, and what of it is there."""
