"""Activations: which points are asked to open, and how far they are."""
