"""Distances, directions, coordinates as people write them, and the points nearest to a place."""
