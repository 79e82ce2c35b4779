"""What the network wrote after each epoch, and what it went on after."""

from __future__ import annotations

from PyQt5.QtCore import QTimer
from PyQt5.QtWidgets import QWidget

from inspection.epoch_samples import EpochSamples
from networks.settings import Settings
from tasks.writing import ToWrite
from views.elided_label import ElidedLabel
from views.epoch_cursor import EpochCursor
from views.plot_window import FRAME_INTERVAL
from views.rows import fill, lines_of
from views.writing.sample_list import SampleList
from views.writing.words import sample_words


class SamplesPanel(QWidget):
    """Shows samples soon after they have come, several at once where many come.

    Attributes:
        samples: those that there are.
        list: they can be walked through in it.
    """

    def __init__(self, samples: EpochSamples, cursor: EpochCursor) -> None:
        super().__init__()
        self.samples, self._cursor = samples, cursor
        self.list = SampleList()
        self._words = ElidedLabel("writingAfterLabel", "What every sample goes on after")
        self._given = ""
        fill(self, lines_of(self._words, self.list, stretched=self.list))
        self._soon = QTimer(self, singleShot=True, interval=FRAME_INTERVAL, timeout=self._show)
        samples.changed.connect(self._show_soon)
        self.list.epoch_wanted.connect(cursor.show)
        cursor.changed.connect(lambda: self.list.show_epoch(cursor.epoch))

    def ask(self, settings: Settings, asked: ToWrite, given: str) -> None:
        """Let networks of these settings write this; ``given`` is what they read first."""
        self._given = f"Each epoch goes on after “{given}”"
        self.show_waiting(False)
        self.samples.ask(settings, asked)

    def show_waiting(self, waits: bool) -> None:
        """Say what samples go on after, or that they wait."""
        waiting = "Samples wait until the text beside is written"
        self._words.setText(waiting if waits else self._given)

    def _show_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _show(self) -> None:
        told = {epoch: sample_words(each) for epoch, each in self.samples.samples.items()}
        self.list.show_samples(told)
        self.list.show_epoch(self._cursor.epoch)
