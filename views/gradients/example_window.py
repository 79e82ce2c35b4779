"""The gradients of a prepared example, which is trained when its window is opened."""

from __future__ import annotations

from PyQt5.QtWidgets import QWidget

from experiments.gradient_examples import EXAMPLES
from networks.networks import Workshop
from views.example_training import NOT_YET, ExampleTraining
from views.gradients.window import GradientsWindow
from views.rows import label_of


class ExampleWindow(GradientsWindow):
    """Trains the networks of an example in the background and shows them."""

    def __init__(self, name: str, workshop: Workshop, parent: QWidget | None = None) -> None:
        """``name`` is that of one of the :data:`EXAMPLES`, ``workshop`` makes its networks."""
        training = ExampleTraining(EXAMPLES[name], workshop)
        title = training.example.title
        controls = (label_of("See&d:", training.seed), training.seed)
        told = (training.cursor, training.side, controls, NOT_YET)
        super().__init__(f"{name}GradientWindow", title, *told, parent)
        training.setParent(self)
        self.begin_seen(training.begin)
        self.layout().insertWidget(0, training.words)
