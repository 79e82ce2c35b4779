"""How well a network judges: what it gets right and wrong, how sure it is, and the test set."""
