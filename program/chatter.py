"""Keeping what TensorFlow's libraries say of themselves off the terminal."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

_CHATTER = re.compile(rb"WARNING: All log messages before absl|I\d{4} \d\d:\d\d:")
"""What the libraries log while they are loaded: their notes and a remark on them."""


@contextmanager
def without_chatter() -> Iterator[None]:
    """Keep TensorFlow's notes at its import off stderr; whatever else is written comes after.

    Its C++ libraries write them straight to the file descriptor before they read
    the setting that would silence them.
    """
    if sys.stderr is None:  # A program without a terminal has no such descriptor.
        yield
        return
    sys.stderr.flush()
    stderr = os.dup(2)
    with tempfile.TemporaryFile() as held_back:
        os.dup2(held_back.fileno(), 2)
        try:
            yield
        finally:
            sys.stderr.flush()
            os.dup2(stderr, 2)
            os.close(stderr)
            held_back.seek(0)
            for line in held_back:
                if not _CHATTER.match(line):
                    os.write(2, line)
