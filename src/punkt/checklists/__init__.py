"""The lists by which a point is opened, kept and closed: data with sources, in versions that are never changed."""
