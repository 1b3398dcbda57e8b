"""Figures of points over a time: what is read for them, what they come to, and how they are told."""
