"""Reading inspections: who may see which, how far each is, and what it came to."""
