"""A book: how it is read, cut and written on, and what simpler means reach on it."""
