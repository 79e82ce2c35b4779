"""The row in which the contestants of a race are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PyQt5.QtCore import QSignalBlocker, pyqtSignal
from PyQt5.QtWidgets import QSizePolicy, QWidget

from experiments.race import FEWEST, MOST
from training.learner import Learner
from views.calm_wheel import CalmComboBox
from views.rows import fill, label_of, row_of

NOBODY = "nobody"
SAME_TWICE = "✗ Two contestants are the same network: choose another one."
TOO_FEW = f"✗ A race needs {FEWEST} contestants or more."


class ContestantsBar(QWidget):
    """A combo box for each place; the last ones may stay empty.

    Attributes:
        controls: its combo boxes from left to right.

    Signals:
        changed: others are chosen.
    """

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._offered: list[Learner] = []
        self._decided: set[int] = set()  # Places for which somebody was chosen.
        self.controls = [self._make_combo(place) for place in range(MOST)]
        row = row_of()
        for place, combo in enumerate(self.controls):
            word = "Race" if place == 0 else "against" if place == 1 else "and"
            row.addWidget(label_of(f"{word} &{place + 1}:", combo))
            row.addWidget(combo, 1)
        fill(self, row)

    def _make_combo(self, place: int) -> CalmComboBox:
        combo = CalmComboBox(objectName=f"contestant{place + 1}Combo")
        combo.setAccessibleName(f"Contestant {place + 1}")
        combo.setToolTip(
            "A cell with all else as in the main window's network, or the network of a run on "
            "the shelf"
        )
        combo.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Fixed)
        combo.setMinimumContentsLength(10)
        combo.setSizeAdjustPolicy(CalmComboBox.AdjustToMinimumContentsLengthWithIcon)
        combo.currentIndexChanged.connect(partial(self._on_chosen, place))
        return combo

    def _on_chosen(self, place: int) -> None:
        self._decided.add(place)
        self.changed.emit()

    def offer(self, contestants: Sequence[Learner]) -> None:
        """Let these be chosen; who was chosen stays, as far as they are still among them.

        For the other places it is the first ones, which are usual.
        """
        if contestants == self._offered:
            return
        self._offered = list(contestants)
        for place, combo in enumerate(self.controls):
            chosen = self._place_of(combo) if place in self._decided else None
            if chosen is None:
                self._decided.discard(place)
                chosen = place if place < FEWEST else None
            with QSignalBlocker(combo):
                combo.clear()
                if place >= FEWEST:
                    combo.addItem(NOBODY)
                for contestant in self._offered:
                    combo.addItem(contestant.title, contestant)
                offset = 1 if place >= FEWEST else 0
                combo.setCurrentIndex(0 if chosen is None else chosen + offset)
        self.changed.emit()

    def choose(self, contestants: Sequence[Learner]) -> None:
        """Let these take part, who are offered, and nobody else."""
        self.keep()
        for place, combo in enumerate(self.controls):
            contestant = contestants[place] if place < len(contestants) else None
            with QSignalBlocker(combo):
                combo.setCurrentIndex(0 if contestant is None else combo.findText(contestant.title))
        self.changed.emit()

    def keep(self) -> None:
        """Take all as chosen who are shown."""
        self._decided.update(range(MOST))

    def _place_of(self, combo: CalmComboBox) -> int | None:
        """Where the one chosen in ``combo`` is among those offered now, fitted anew if need be."""
        chosen = combo.currentData()
        if chosen is None:
            return None
        settings = [contestant.settings for contestant in self._offered]
        titles = [contestant.title for contestant in self._offered]
        for wanted, offered in ((chosen.settings, settings), (chosen.title, titles)):
            if wanted in offered:
                return offered.index(wanted)
        return None

    @property
    def chosen(self) -> tuple[Learner, ...]:
        """Who takes part, from left to right."""
        found = (combo.currentData() for combo in self.controls)
        return tuple(contestant for contestant in found if contestant is not None)

    @property
    def problem(self) -> str:
        """Why these cannot race, in a sentence; empty if they can."""
        chosen = self.chosen
        if len(chosen) < FEWEST:
            return TOO_FEW
        if len({contestant.settings for contestant in chosen}) < len(chosen):
            return SAME_TWICE
        return ""
