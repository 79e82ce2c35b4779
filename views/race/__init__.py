"""The race: several networks side by side on the same problem."""
