"""Every write to the registry; each leaves an audit row."""
