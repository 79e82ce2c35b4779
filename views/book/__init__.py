"""The book in the main window: where it comes from, how it is cut, and what simpler means reach."""
