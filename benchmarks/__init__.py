"""Measurements of learning and speed, each a command: ``python -m benchmarks.NAME``."""

from main import prepare_environment

# NumPy's library reads it at its first import, so it is set before that of any benchmark.
prepare_environment()
