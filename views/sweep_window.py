"""What every window of a sweep does: begin, cancel, forget, show how far it is, save."""

from __future__ import annotations

from collections.abc import Callable

from PyQt5.QtCore import QSize
from PyQt5.QtGui import QCloseEvent
from PyQt5.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from experiments.sweep import Sweep
from views.buttons import Push, push_buttons
from views.plot_window import PlotWindow
from views.rows import row_of


class SweepWindow(PlotWindow):
    """Lets a sweep be begun and left, and shows how far it is.

    A subclass makes what is chosen and shown, and says in :meth:`start` and :meth:`save_table` what
    that is about. :meth:`render` is called whenever the sweep has another state.

    Attributes:
        experiment: measures and keeps.
        buttons: by their object names, in their order.
        bar: how far it is.
    """

    experiment: Sweep

    def __init__(self, topic: str, title: str, size: QSize, parent: QWidget | None) -> None:
        super().__init__(topic, title, size, parent)
        self.bar = QProgressBar(objectName=f"{topic}ProgressBar")
        self.bar.setAccessibleName("How much is measured")
        self.bar.setToolTip("What is being measured, and how much is done")

    def start(self) -> None:
        """Measure what is missing."""
        raise NotImplementedError

    def save_table(self) -> None:
        """Ask where to, and save what is shown as a table."""
        raise NotImplementedError

    def render(self) -> None:
        """Show the sweep as it is now."""
        raise NotImplementedError

    @property
    def is_busy(self) -> bool:
        """Whether there is something to cancel."""
        return self.experiment.is_running

    def cancel(self) -> None:
        """Give up what is under way."""
        self.experiment.cancel()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Cancel; what is measured is kept, and Start goes on from there."""
        self.cancel()
        event.accept()

    # For subclasses

    def make_buttons(self, begin: str, noun: str, table: str, shown: str) -> None:
        """Make the buttons.

        Args:
            begin: what Start does.
            noun: what is measured one after the other.
            table: what is saved as numbers.
            shown: what is saved as a picture.
        """
        pushes = (
            self._push("Start", "&Start", begin, self._start),
            self._push(
                "Cancel",
                "&Cancel",
                f"Give up the {noun} under way; all that are done stay",
                self.cancel,
            ),
            *self._forgetting(),
            self.save_push(lambda: self.topic, shown),
            self._push(
                "SaveTable",
                "Save table…",
                f"Save {table} as a table (CSV)",
                self.save_table,
                "Ctrl+Shift+S",
            ),
            self.help_push(),
        )
        self.buttons: dict[str, QPushButton] = {
            button.objectName(): button for button in push_buttons(pushes, self)
        }

    def _forgetting(self) -> tuple[Push, ...]:
        return (
            self._push(
                "Forget",
                "Forget results",
                "Let all results go, to measure anew; they can be brought back",
                self.experiment.forget,
            ),
            self._push(
                "BringBack",
                "Bring back",
                "Bring back all results that were let go; what was measured since stays too",
                self.experiment.bring_back,
            ),
        )

    def control_rows(self) -> tuple[QHBoxLayout, QHBoxLayout]:
        """The rows at the foot of the window: what begins it and its bar, message and the rest."""
        start, cancel, *others = self.buttons.values()
        return (
            row_of(start, cancel, self.bar, stretched=self.bar),
            row_of(self.message, *others, stretched=self.message),
        )

    def show_progress(self, words: str) -> None:
        """How far it is, and what went wrong."""
        experiment = self.experiment
        self.bar.setRange(0, max(experiment.wanted, 1))
        self.bar.setValue(experiment.done)
        self.bar.setFormat(words)
        if experiment.problem:
            self.message.tell(experiment.problem, went_well=False)

    def enable(self, may_start: bool, has_results: bool) -> None:
        """Let those buttons be pressed that have something to do."""
        experiment = self.experiment
        may = {
            "Start": may_start and not experiment.is_running,
            "Cancel": self.is_busy,
            "Forget": bool(experiment.curves),
            "BringBack": experiment.has_forgotten,
            "Save": has_results,
            "SaveTable": has_results,
        }
        for name, is_possible in may.items():
            self.buttons[f"{self.topic}{name}Button"].setEnabled(is_possible)

    def _start(self) -> None:
        self.message.clear()
        self.start()

    def _push(
        self, name: str, text: str, tip: str, slot: Callable[[], object], keys: str = ""
    ) -> Push:
        return Push(f"{self.topic}{name}Button", text, tip, slot, keys)
