"""Words and shapes of the field, shared by every other room."""
