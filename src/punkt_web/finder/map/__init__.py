"""The map beside an answer: land, borders and settlements drawn here, points in clusters, nothing from other hosts."""
