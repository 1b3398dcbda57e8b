"""Papers: a tree of blocks becomes a PDF that anybody can read, archive and check, number by number."""
