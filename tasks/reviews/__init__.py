"""Reviews: whether the writer likes the film."""
