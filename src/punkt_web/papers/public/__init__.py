"""Papers for everybody: made of published facts only, the same for whoever asks."""
