"""Loading what draws, in the background, and the window that stands there meanwhile."""

from __future__ import annotations

import sys
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from importlib import import_module

from PyQt5.QtCore import QObject, QSize, Qt, pyqtSignal
from PyQt5.QtWidgets import QWidget

from formatting import one_line
from views.buttons import Push, push_button
from views.labels import make_text
from views.own_matplotlib import FOR_WINDOWS, PlotsUnavailable, import_matplotlib, is_imported
from views.rows import lines_of, row_of

LOADING = "Loading the plots…"
_USUAL_SIZE = QSize(1000, 560)
_TURN = 0.0005
"""Seconds that a thread keeps Python's lock for at most while a window closes: a tenth of usual."""


@contextmanager
def short_turns() -> Iterator[None]:
    """Let threads take turns more often within.

    What a window that closes waits for would else stand behind an import, that cannot be left,
    each time it needs Python's lock.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    yield
    sys.setswitchinterval(usual)


class PlotsLoading(QObject):
    """The import of matplotlib on a plain thread, one at a time.

    Signals:
        begun: it is under way.
        ended: it is done, or has failed: :attr:`problem` then says why.

    Attributes:
        problem: one sentence, empty if nothing went wrong.
    """

    begun = pyqtSignal()
    ended = pyqtSignal()
    _came_back = pyqtSignal(str)

    def __init__(self, modules: Collection[str]) -> None:
        """``modules`` are imported afterwards: those that tasks and windows are made of."""
        super().__init__()
        self._modules = modules
        self.problem = ""
        self._thread: threading.Thread | None = None
        self._windows: threading.Thread | None = None
        self._is_over = threading.Event()
        self.stop = self._is_over.set  # Imports would only stand in the way of what is to end.
        self._came_back.connect(self._end)

    @property
    def are_here(self) -> bool:
        """Whether a window with plots can be made at once."""
        return is_imported(FOR_WINDOWS)

    @property
    def is_under_way(self) -> bool:
        """Whether a thread is at work, around which the process must not be taken down."""
        threads = (self._thread, self._windows)
        return any(thread is not None and thread.is_alive() for thread in threads)

    def begin(self) -> None:
        """Load, unless that is done or under way; after a failure this tries again."""
        if self._thread is not None or self.are_here:
            return
        self.problem = ""
        self._thread = threading.Thread(target=self._load, daemon=True)
        self._thread.start()
        self.begun.emit()

    def _load(self) -> None:
        """On the thread."""
        try:
            import_matplotlib(FOR_WINDOWS)
        except PlotsUnavailable as error:
            self._came_back.emit(one_line(str(error)))
        else:
            self._came_back.emit("")

    def _load_windows(self) -> None:
        """On a thread of its own: what tasks and windows need.

        Imported when one is first asked for, it would let the others stand still for a tenth
        of a second, or several on a busy machine.
        """
        for module in self._modules:
            if not self._is_over.is_set():
                import_module(module)

    def _end(self, problem: str) -> None:
        assert self._thread is not None  # It is what has come back.
        self._thread.join()
        self._thread = None
        if self._is_over.is_set():
            return  # What else would be made ready now, nobody waits for.
        self.problem = problem
        if not problem:
            self._windows = threading.Thread(target=self._load_windows, daemon=True)
            self._windows.start()
        self.ended.emit()


class WaitingWindow(QWidget):
    """Stands where a window will be, until the plots in it can be drawn."""

    def __init__(self, plots: PlotsLoading, parent: QWidget) -> None:
        super().__init__(parent, Qt.Window, objectName="waitingWindow")
        self.setWindowTitle("Loading the plots – LSTM Lab")
        self._plots = plots
        self._label = make_text("plotsLoadingLabel", "What is waited for")
        self._label.setAlignment(Qt.AlignCenter)
        again = Push(
            "loadPlotsButton",
            "&Try again",
            "Load what draws the plots again",
            plots.begin,
            spoken="Load the plots again",
        )
        self._again = push_button(again, self)
        self.setLayout(lines_of(None, self._label, row_of(None, self._again, None), None))
        plots.begun.connect(self._render)
        plots.ended.connect(self._render)
        self._render()
        self.resize(_USUAL_SIZE)

    def _render(self) -> None:
        self._label.setText(self._plots.problem or LOADING)
        self._again.setVisible(bool(self._plots.problem))
