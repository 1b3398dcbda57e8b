"""Figures, each defined once, with its definition in words."""
