"""The only writers of the network."""
