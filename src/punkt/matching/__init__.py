"""Which known point a row of a list may be: proposals with a score and a reason, for a person to decide."""
