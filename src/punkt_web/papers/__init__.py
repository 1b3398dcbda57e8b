"""Papers of the product: what is printed of a point or a territory, and the check of a printed number."""
