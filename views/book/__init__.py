"""The book in the main window: where it comes from, and how it is cut."""
