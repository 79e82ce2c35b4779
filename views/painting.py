"""What Qt calls by itself, at every repaint: it ends what it began, and fails once at most.

An exception in a paint event or an item model would come back each time that the widget is
painted, and a painter that is left active on it ends the program.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from PyQt5.QtGui import QPaintDevice, QPainter

_NOTHING = object()


@contextmanager
def painting_on(device: QPaintDevice) -> Iterator[QPainter]:
    """A painter that ends, whatever happens meanwhile."""
    painter = QPainter(device)
    try:
        yield painter
    finally:
        painter.end()


def fails_once(shown: Callable[[Any], object]) -> Callable[[Callable], Callable]:
    """Let a method of Qt's report its first exception and then do nothing, which returns None.

    It is tried again as soon as there is something else to show.

    Args:
        shown: what the object shows now; asked only after a failure.
    """

    def guard(method: Callable) -> Callable:
        place = f"_failed_{method.__name__}"

        @wraps(method)
        def guarded(self: Any, *arguments: Any, **named: Any) -> Any:
            failed = getattr(self, place, _NOTHING)
            if failed is not _NOTHING and failed == shown(self):
                return None
            try:
                return method(self, *arguments, **named)
            except Exception:
                setattr(self, place, shown(self))
                sys.excepthook(*sys.exc_info())
                return None

        return guarded

    return guard
