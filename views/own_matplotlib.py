"""The import of matplotlib, so that nobody's settings but this program's decide how it draws."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from threading import Lock

FOR_FILES = "matplotlib.backends.backend_agg"
FOR_WINDOWS = "matplotlib.backends.backend_qtagg"
"""What draws; the second one needs Qt."""

_one_at_a_time = Lock()
_imported: set[str] = set()


class PlotsUnavailable(RuntimeError):
    """matplotlib is not installed, or does not load here. Its message is one sentence."""


def is_imported(drawer: str) -> bool:
    """Whether what draws is here; until then nothing else may import a part of matplotlib.

    Two threads that import different parts of it at once each see the other's half done, and
    it stays broken.
    """
    return drawer in _imported


def import_matplotlib(drawer: str) -> None:
    """Import what draws, which takes up to a second; on any thread, and whoever comes second waits.

    A style, a backend or a font that somebody has chosen for pictures of their own, in the
    environment, in a file of the home folder or of the one that is worked in, does not count.

    Args:
        drawer: :data:`FOR_FILES` or :data:`FOR_WINDOWS`.

    Raises:
        PlotsUnavailable: it is not installed, or does not load here; it can be tried again.
    """
    with _one_at_a_time:
        if is_imported(drawer):
            return
        try:
            with _unaware_of_settings():
                import_module(drawer)
                # Most of the rest comes with it.
                import_module("matplotlib.figure")
            import_module("matplotlib").rcdefaults()
            import_module("views.fonts").use_everywhere()
        except Exception as error:
            # Not only ImportError: a library that does not suit this machine fails in its own ways.
            _forget_what_is_half_imported()
            raise PlotsUnavailable(
                f"Nothing can be drawn: matplotlib does not load here ({error})."
            ) from error
        _imported.add(drawer)


@contextmanager
def _unaware_of_settings() -> Iterator[None]:
    """Keep the settings that matplotlib looks for at its import out of its sight."""
    import logging  # The main window need not wait for it.

    os.environ.pop("MPLBACKEND", None)
    os.environ["MATPLOTLIBRC"] = os.devnull
    # It complains of each folder that it cannot write to, and then takes another one.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    with _out_of_folder_with("matplotlibrc"):
        yield


@contextmanager
def _out_of_folder_with(name: str) -> Iterator[None]:
    """Work elsewhere if a file of that name is here: it would be read before any other."""
    if not os.path.lexists(name):
        yield
        return
    here = Path.cwd()
    os.chdir(here.anchor)
    try:
        yield
    finally:
        os.chdir(here)


def _forget_what_is_half_imported() -> None:
    """Parts that have been loaded belong to a whole that is gone, and would not fit the next."""
    for name in list(sys.modules):
        if name.partition(".")[0] == "matplotlib":
            del sys.modules[name]
