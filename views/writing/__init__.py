"""The window in which a network writes."""
