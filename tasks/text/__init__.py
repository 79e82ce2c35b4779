"""Books: text that a network learns to write, how it is read, and how it is cut."""
