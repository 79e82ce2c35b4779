"""Work that is done step by step, so that whoever steps it can do other things in between."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeVar

Result = TypeVar("Result")

Steps = Generator[None, None, Result]
"""It yields between two steps, and in the end returns what has come of it."""


def finished(steps: Generator[Any, None, Result]) -> Result:
    """What comes of it, if nobody wants to do anything else meanwhile."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value
