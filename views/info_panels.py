"""Network Information and Training Information, side by side at the foot of the window."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QAction, QFormLayout, QGroupBox

from formatting import share_text
from networks.network import LayerDescription
from networks.settings import MOST_EPOCHS
from tasks.heads import SIGMOID
from tasks.loss_unit import unit_of
from tasks.registry import task_of
from tasks.task import Problem
from training.record import History
from training.states import RunState
from training.view import View
from views.actions import make_button
from views.adapting import Adapting
from views.labels import keep_room, make_value_label
from views.network_words import OVER_ALL_STEPS, parameters_by_layer, units_text
from views.rows import lines_of, row_of
from views.small_curve import SmallCurve

STATE_WORDS = {
    RunState.READY: "Ready",
    RunState.WAITING: "Waiting",
    RunState.TRAINING: "Training",
    RunState.STEPPING: "Training one epoch",
    RunState.PAUSING: "Pausing…",
    RunState.PAUSED: "Paused",
    RunState.FINISHED: "Finished",
    RunState.RESETTING: "Resetting…",
    RunState.PREDICTING: "Predicting…",
    RunState.SAVING: "Saving…",
    RunState.OPENING: "Opening…",
    RunState.GOING_BACK: "Going back…",
    RunState.UNAVAILABLE: "Not available",
}


_LONG_LOSS = 88.8888
"""Hardly any takes more room."""
_MOST_LINES = 3
"""For as many layers as most networks have: on a laptop's screen there is no room for more."""


class NetworkPanel(Adapting, QGroupBox):
    """What the network is: its parameters, and one line per layer."""

    def __init__(self, show_architecture: QAction, look_inside: QAction, settings: QAction) -> None:
        super().__init__("Network Information")
        self._shown: tuple[tuple[LayerDescription, ...], bool] | None = None
        self.parameters = make_value_label("parametersLabel", "Total parameters")
        self._layers = make_value_label("layersLabel", "Layers of the network")
        self._layers.setTextFormat(Qt.RichText)
        self._keep_room()
        self.on_font(self._keep_room)
        buttons = row_of(
            make_button(show_architecture, "architectureButton", "Show Model Architecture"),
            make_button(look_inside, "insideButton", "Look Inside"),
            make_button(settings, "settingsButton", "Settings…"),
        )
        self.setLayout(lines_of(self.parameters, self._layers, None, buttons))

    def _keep_room(self) -> None:
        """Have room for all lines that there can be, so that nothing above it moves."""
        shown = self._layers.text()
        self._layers.setMinimumHeight(0)
        self._layers.setText(_table_of(["<tr><td>Layer</td></tr>"] * _MOST_LINES))
        self._layers.setMinimumHeight(self._layers.sizeHint().height())
        self._layers.setText(shown)

    def render(self, view: View) -> None:
        """Show the network that ``view`` tells of."""
        if (view.layers, view.tells_of_next) == self._shown:
            return
        self._shown = view.layers, view.tells_of_next
        when = " (being prepared)" if view.tells_of_next else ""
        self.parameters.setText(f"Total parameters: {view.parameters:,}{when}")
        self.parameters.setToolTip(parameters_by_layer(view.layers))
        whole = _table_of(map(_layer_row, count(1), view.layers))
        joined = len(view.layers) > _MOST_LINES
        self._layers.setText(_table_of(_joined_rows(view.layers)) if joined else whole)
        self._layers.setToolTip(whole if joined else self._layers.accessibleName())


class TrainingPanel(Adapting, QGroupBox):
    """How training stands: status, epoch, loss and accuracy, and the curves of both.

    Attributes:
        curve: of the history that is given; update it when that has changed.

    A network that is still being prepared has learned nothing, whatever that before it has.
    """

    def __init__(self, history: History) -> None:
        super().__init__("Training Information")
        self._status = make_value_label("trainingStatusLabel", "Training status")
        self.epoch = make_value_label("epochLabel", "Current epoch")
        self.loss = make_value_label("lossLabel", "Loss")
        self.accuracy = make_value_label("accuracyLabel", "Accuracy")
        self.loss.setToolTip(
            "Mean −ln p of the symbols to be predicted, in nats; of a text −log₂ p a character; of "
            "numbers half the mean square. Where a part is held out, it is that of this part"
        )
        self.accuracy.setToolTip(
            "Share of the symbols, or of the answers, that the network predicts rightly"
        )
        self._history, self._no_history = history, History()
        self.curve = SmallCurve(history)
        form = QFormLayout()
        self.setLayout(row_of(form, self.curve, stretched=self.curve))
        form.addRow("Status:", self._status)
        form.addRow("Current epoch:", self.epoch)
        form.addRow("Loss:", self.loss)
        form.addRow("Accuracy:", self.accuracy)
        self._unit = unit_of(SIGMOID)
        self._keep_room()
        self.on_font(self._keep_room)

    def _keep_room(self) -> None:
        """Have room for what is longest, so that the curve beside it does not move."""
        longest = {
            self._status: max(STATE_WORDS.values(), key=len),
            self.epoch: f"{MOST_EPOCHS:,} of {MOST_EPOCHS:,}",
            self.loss: self._unit.told(_LONG_LOSS),
        }
        for label, text in longest.items():
            keep_room(label, text)

    def render(self, view: View) -> None:
        """Show the training of the network that ``view`` tells of."""
        self.curve.show_history(self._no_history if view.tells_of_next else self._history)
        if view.tells_of_next:
            view = view.before_training
        self._status.setText(STATE_WORDS[view.state])
        self.epoch.setText(f"{view.current_epoch:,} of {max(view.goal, view.current_epoch):,}")
        last, problem = view.last, view.trained_problem
        self._measure_in(problem or view.typed)
        if last is None or problem is None:
            self.loss.setText("–")
            self.accuracy.setText("–")
            return
        self.loss.setText(self._unit.told(last.loss))
        self.accuracy.setText(share_text(last.accuracy))

    def _measure_in(self, problem: Problem | None) -> None:
        """Tell losses in the unit of a problem."""
        if problem is not None:
            unit = task_of(problem).loss_unit(problem)
            if unit != self._unit:
                self._unit = unit
                self._keep_room()


def _table_of(rows: Iterable[str]) -> str:
    return f'<table cellspacing="0" cellpadding="0">{"".join(rows)}</table>'


def _layer_row(number: int, layer: LayerDescription) -> str:
    squashed = layer.activation if layer.parameters else OVER_ALL_STEPS
    return _row(f"Layer {number}:", layer.kind, units_text(layer), squashed)


def _joined_rows(layers: Sequence[LayerDescription]) -> Iterable[str]:
    """A line for the first layer, one for the last, and between them one for all others."""
    first, *middle, last = layers
    yield _layer_row(1, first)
    kinds = ", ".join(dict.fromkeys(layer.kind for layer in middle))
    recurrent = [layer for layer in middle if layer.recurrent]
    numbers = f"Layers 2–{len(layers) - 1}:"
    yield _row(numbers, kinds, units_text(*recurrent), recurrent[0].activation)
    yield _layer_row(len(layers), last)


def _row(numbers: str, kind: str, units: str, squashed: str) -> str:
    cells = (numbers, f"<b>{kind}</b>", units, squashed)
    return "<tr>" + "".join(f'<td style="padding-right:10px">{c}</td>' for c in cells) + "</tr>"
