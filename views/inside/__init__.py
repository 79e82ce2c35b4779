"""The window inside the network, and the views it shows."""
