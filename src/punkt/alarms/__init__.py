"""When something at a point is wrong enough to tell somebody: rules, and what they say of the facts of a point."""
