"""How long a point can go on. The one formula: for points at work now, and for rehearsals."""
