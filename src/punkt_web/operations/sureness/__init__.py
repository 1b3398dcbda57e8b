"""How sure what is said of doors is, and how good it was."""
