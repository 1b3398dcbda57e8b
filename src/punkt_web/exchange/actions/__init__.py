"""Every write of an import. The registry is changed all at once or not at all."""
