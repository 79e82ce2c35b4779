"""The window inside a network that is prepared to be looked at, and trained when it is opened."""

from __future__ import annotations

from PyQt5.QtWidgets import QWidget

from experiments.counting_example import COUNTING, COUNTING_UNIT
from networks.networks import Workshop
from views.example_training import NOT_YET, ExampleTraining
from views.inside.window import InsideWindow
from views.rows import label_of, row_of

_MARGIN = 9


class CountingWindow(InsideWindow):
    """Trains two units in the background and shows the one that has learned to count."""

    why_empty = NOT_YET

    def __init__(self, workshop: Workshop, parent: QWidget | None = None) -> None:
        self._training = ExampleTraining(COUNTING, workshop)
        (member,) = self._training.side.members
        settings = member.learner.settings
        super().__init__(self._training.cursor, member.snapshots, settings, parent)
        self._training.setParent(self)
        self.end_with_it(self._training.side.close)
        self.begin_seen(self._training.begin)
        self.rest_unseen(self._training.side.stop)
        self._training.done.connect(lambda: self.cursor.go_to(unit=COUNTING_UNIT))
        self.setObjectName("countingWindow")
        self.set_title(COUNTING.title)
        self._branch.hide()
        self._put_words_above()
        self.show_tab("One unit")

    def _put_words_above(self) -> None:
        words, seed = self._training.words, self._training.seed
        row = row_of(words, label_of("See&d:", seed), seed, stretched=words)
        row.setContentsMargins(0, _MARGIN, _MARGIN, 0)
        self.layout().insertLayout(0, row)
