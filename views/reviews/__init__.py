"""Reviews in the main window: where they come from, and what is done to them."""
