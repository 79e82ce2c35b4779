"""What is done takes no more memory than it may."""

import tracemalloc
from contextlib import contextmanager


@contextmanager
def memory_within(most, kept=None):
    """Around what takes fewer bytes than ``most`` at any moment, and in the end than ``kept``."""
    tracemalloc.start()
    try:
        yield
        left, highest = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert highest < most
    assert kept is None or left < kept
