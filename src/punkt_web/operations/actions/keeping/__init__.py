"""Writing what those at a point keep."""
