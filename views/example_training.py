"""What every window of a prepared training has: the networks in the background, words, a seed."""

from __future__ import annotations

from PyQt5.QtCore import QObject, pyqtSignal

from experiments.prepared_training import PreparedTraining
from networks.networks import Workshop
from networks.settings_table import SEED
from training.side_training import SideTraining
from views.epoch_cursor import EpochCursor
from views.field_widgets import make_number
from views.labels import make_text
from views.number_field import WholeField

NOT_YET = "The first epoch is on its way."
_MARGIN = 9


class ExampleTraining(QObject):
    """Trains the networks of an example when it is told to, and moves a cursor along.

    Attributes:
        example: what is prepared.
        side: its networks.
        cursor: follows the training; when it is done, stands where the example is seen best.
        words: a label that says what happens.
        seed: a field; another seed trains the example anew.

    Signals:
        done: all epochs are there, and the cursor stands at the best one.
    """

    done = pyqtSignal()

    def __init__(self, example: PreparedTraining, workshop: Workshop) -> None:
        super().__init__()
        self.example = example
        self._is_new = True
        self.side = SideTraining(workshop, self)
        self._set_up(example.seed)
        # The last network of every example is one that is trained to its end.
        self.cursor = EpochCursor(self.side.members[-1].history, self)
        self.words = make_text("exampleLabel", "What happens in this example, and why")
        self._tell("")
        self.words.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, 0)
        self.seed = self._make_seed()
        self.side.changed.connect(self._move_cursor)

    def begin(self) -> None:
        """Train, as long as that is not done."""
        if self._is_new:
            self._train()

    def _make_seed(self) -> WholeField:
        tip = "Train the example anew from other initial weights"
        seed = make_number(SEED, "exampleSeedSpin", "Seed of the weights", tip)
        seed.setValue(self.example.seed)
        seed.valueChanged.connect(self._train)
        seed.refusal_changed.connect(lambda: self._tell(seed.refusal))
        return seed

    def _set_up(self, seed: int) -> None:
        self.side.learn(self.example.learners, self.example.problem, seed)

    def _tell(self, refusal: str) -> None:
        """Say what is wrong with the seed before what happens anyway."""
        self.words.setText(f"{refusal} {self.example.says}".lstrip())

    def _train(self) -> None:
        self._is_new = True
        self._set_up(self.seed.value())
        self.side.train(self.example.epochs)

    def _move_cursor(self) -> None:
        if self.cursor.epoch > self.cursor.last:
            self.cursor.history_replaced()
        else:
            self.cursor.history_grew()
        if self._is_new and self.side.goal and self.side.fraction == 1:
            self._is_new = False
            self.cursor.show(self.example.look_at)
            self.done.emit()
