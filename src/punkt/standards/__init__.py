"""Standards as data: requirements with sources, and what points have of what is asked."""
