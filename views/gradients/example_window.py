"""The gradients of a prepared example, which is trained when its window is opened."""

from __future__ import annotations

from PyQt5.QtGui import QShowEvent
from PyQt5.QtWidgets import QWidget

from experiments.gradient_examples import EXAMPLES
from networks.networks import Workshop
from training.group import Member
from views.example_training import NOT_YET, ExampleTraining
from views.gradients.window import GradientsWindow
from views.rows import label_of


class ExampleWindow(GradientsWindow):
    """Trains the networks of an example in the background and shows them."""

    def __init__(self, name: str, workshop: Workshop, parent: QWidget | None = None) -> None:
        """``name`` is that of one of the :data:`EXAMPLES`, ``workshop`` makes its networks."""
        self._training = training = ExampleTraining(EXAMPLES[name], workshop)
        title = training.example.title
        super().__init__(f"{name}GradientWindow", title, training.cursor, training.side, parent)
        training.setParent(self)
        self.layout().insertWidget(0, training.words)

    @property
    def members(self) -> tuple[Member, ...]:
        """The networks of the example."""
        return self.side.members

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """The seed."""
        return label_of("See&d:", self._training.seed), self._training.seed

    @property
    def why_empty(self) -> str:
        """That it will come."""
        return NOT_YET

    def showEvent(self, event: QShowEvent) -> None:
        """Train, as long as that is not done."""
        super().showEvent(event)
        self._training.begin()
