"""Pages of what is known: the guide, practices and areas of concern, and the search. It has no tables."""
