"""A search over texts in four languages that knows how their words bend. Everything is in memory; nothing is asked."""
