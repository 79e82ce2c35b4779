"""What the windows behind the main window need is imported beside it, once plots can be drawn.

Imported when a window is first asked for, it would let the others stand still for a tenth of a
second, or several on a busy machine.
"""

from __future__ import annotations

import threading
from importlib import import_module

MODULES = (
    "progress_window",
    "views.architecture_window",
    "views.inside.window",
    "views.review.window",
    "views.judgement.window",
    "views.writing.window",
    "views.embedding.window",
    "views.gradients.own_window",
    "views.settings_dialog",
    "views.shelf.window",
    "views.race.window",
    "views.gradients.example_window",
    "views.inside.counting_window",
    "views.lag.window",
    "views.gates.window",
)
"""Those that windows are made of."""


def load_windows(is_over: threading.Event) -> threading.Thread:
    """Begin to import them on a plain thread; no further one once ``is_over`` is set."""
    thread = threading.Thread(target=_import_all, args=(is_over,), name="windows", daemon=True)
    thread.start()
    return thread


def _import_all(is_over: threading.Event) -> None:
    for module in MODULES:
        if not is_over.is_set():
            import_module(module)
