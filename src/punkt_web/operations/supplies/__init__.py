"""What points ask for, what depots hold, what is on its way, and what should be brought from where."""
