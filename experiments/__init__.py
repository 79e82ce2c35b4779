"""Trainings set against each other, and prepared ones."""
