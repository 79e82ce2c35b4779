"""The window with the map of the embedding."""
