"""Measurements of learning and speed, each a command: ``python -m benchmarks.NAME``."""
