"""Writing requests and stock."""
