"""The library: numbers and rules of a network of resilience points. No Django, no network, no global state."""

__version__ = "0.1.0"
