"""Every write about hosts; each leaves an audit row."""
