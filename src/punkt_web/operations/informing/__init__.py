"""Official information: what is told at a moment, and what comes in and goes out as CAP."""
