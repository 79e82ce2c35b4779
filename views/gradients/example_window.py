"""The gradients of a prepared example, which is trained when its window is opened."""

from __future__ import annotations

from functools import cached_property

from PyQt5.QtGui import QShowEvent
from PyQt5.QtWidgets import QLabel, QSpinBox, QWidget

from training.gradient_examples import EXAMPLES
from training.settings import DEFAULT_SEED, LARGEST_SEED
from training.side_training import Run, SideTraining, Task
from utils import parse_pattern
from views.epoch_cursor import EpochCursor
from views.gradients.window import GradientsWindow
from views.labels import make_label

NOT_YET = "The first epoch is on its way."
_MARGIN = 9


class ExampleWindow(GradientsWindow):
    """Trains the networks of an example in the background and shows them."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """``name`` is that of one of the :data:`EXAMPLES`."""
        self._example = EXAMPLES[name]
        self._is_new = True
        side = SideTraining()
        side.set_up(self._example.plans, self._task(DEFAULT_SEED))
        # The last network of every example is one that is trained to its end.
        cursor = EpochCursor(side.runs[-1].history)
        super().__init__(f"{name}GradientWindow", self._example.title, cursor, side, parent)
        side.changed.connect(self._move_cursor)
        self._put_words_above()

    def _task(self, seed: int) -> Task:
        return Task(parse_pattern(self._example.pattern), seed)

    def _put_words_above(self) -> None:
        says = make_label("exampleLabel", "What happens in this example, and why")
        says.setText(self._example.says)
        says.setWordWrap(True)
        says.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, 0)
        self.layout().insertWidget(0, says)

    @property
    def runs(self) -> tuple[Run, ...]:
        """The networks of the example."""
        return self.side.runs

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """The seed."""
        label = QLabel("See&d:")
        label.setBuddy(self._seed)
        return label, self._seed

    @cached_property
    def _seed(self) -> QSpinBox:
        seed = QSpinBox(objectName="exampleSeedSpin", accessibleName="Seed of the weights")
        seed.setToolTip("Train the example anew from other initial weights")
        seed.setRange(0, LARGEST_SEED)
        seed.setKeyboardTracking(False)
        seed.setValue(DEFAULT_SEED)
        seed.valueChanged.connect(self._train)
        return seed

    @property
    def why_empty(self) -> str:
        """That it will come."""
        return NOT_YET

    def showEvent(self, event: QShowEvent) -> None:
        """Train, as long as that is not done."""
        super().showEvent(event)
        if self._is_new:
            self._train()

    def _train(self) -> None:
        self._is_new = True
        self.side.set_up(self._example.plans, self._task(self._seed.value()))
        self.side.train(self._example.epochs)

    def _move_cursor(self) -> None:
        """Follow the training; when it is done, go to where the example is seen best."""
        if self._cursor.epoch > self._cursor.last:
            self._cursor.history_replaced()
        else:
            self._cursor.history_grew()
        if self._is_new and self.side.goal and self.side.fraction == 1:
            self._is_new = False
            self._cursor.show(self._example.look_at)
