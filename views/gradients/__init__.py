"""The window on gradients through time: how far back a network can learn."""
