"""Dates as the pages write them, where Django's own form for a language is not ours: days first, 24 hours."""
