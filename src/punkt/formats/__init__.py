"""Files of the world <-> the model, pure: bytes in, drafts of points out, and nothing is dropped on the way."""
