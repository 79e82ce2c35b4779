"""What the windows behind the main window need is imported beside it, once plots can be drawn.

Imported when a window is first asked for, it would let the others stand still for a tenth of a
second, or several on a busy machine.
"""

from __future__ import annotations

import threading
from collections.abc import Collection
from importlib import import_module


def load_windows(modules: Collection[str], is_over: threading.Event) -> threading.Thread:
    """Begin to import them on a plain thread; no further one once ``is_over`` is set."""
    wanted = modules, is_over
    thread = threading.Thread(target=_import_all, args=wanted, name="windows", daemon=True)
    thread.start()
    return thread


def _import_all(modules: Collection[str], is_over: threading.Event) -> None:
    for module in modules:
        if not is_over.is_set():
            import_module(module)
