"""What is known about running points: practices and areas of concern, chapters of a guide, a search over all of it."""
