"""The window of the lag experiment: how many steps back networks can remember."""
