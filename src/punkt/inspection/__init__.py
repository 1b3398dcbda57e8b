"""What is looked at when a point is inspected, what was answered, and what failed."""
