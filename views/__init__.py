"""Widgets and windows that stand beside the main and the progress window."""
