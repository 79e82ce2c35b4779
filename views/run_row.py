"""The row of controls for a run: how long it takes, where it begins and what computes it."""

from __future__ import annotations

from PyQt5.QtWidgets import QAction, QWidget

from networks.settings_table import BACKEND, EPOCHS, PATIENCE, SEED
from tasks.registry import task_of
from training.states import Command
from training.view import View
from views.actions import make_button
from views.field_widgets import make_number, make_widget, show_value
from views.number_field import NumberField
from views.rows import fill, label_of, row_of
from views.wrapping_row import WrappingRow

_BETWEEN = 22
"""Pixels from one control to the words before the next."""


class RunRow(QWidget):
    """Epochs, patience, seed and backend.

    Attributes:
        epochs: how many a run takes.
        patience: after how many without a better one it ends; shown where something is held out.
        seed: of the initial weights.
        backend: what computes the network.
        numbers: the fields in which numbers are typed.
    """

    def __init__(self, new_weights: QAction) -> None:
        super().__init__()
        self.epochs = make_number(EPOCHS, "epochsSpin")
        self.patience = make_number(PATIENCE, "patienceSpin")
        self.seed = make_number(
            SEED,
            "seedSpin",
            "Seed of the initial weights",
            "The same seed gives the same initial weights; it can be set before training begins",
        )
        self.backend = make_widget(BACKEND, "backendCombo")
        self.numbers: tuple[NumberField, ...] = (self.epochs, self.patience, self.seed)
        self._label = label_of("Patience:", self.patience)
        parts = (
            (self.epochs,),
            (self._label, self.patience),
            (
                label_of("See&d:", self.seed),
                self.seed,
                make_button(new_weights, "newWeightsButton", "New weights"),
            ),
            (label_of("Computed &by:", self.backend), self.backend),
        )
        *first, last = (row_of(*part) for part in parts)
        fill(self, WrappingRow(*first, None, last, between=_BETWEEN))
        self.setFocusProxy(self.epochs)

    def render(self, view: View) -> None:
        """Show what is set now, and let be set what can be."""
        holds_out = view.typed is not None and task_of(view.typed).holds_out
        for each in (self._label, self.patience):
            each.setVisible(holds_out)
        # Where nothing can be set here, the letter is another field's.
        self._label.setText("Pat&ience:" if holds_out else "Patience:")
        self.seed.setEnabled(Command.SET_SEED in view.commands)
        self.backend.setEnabled(Command.CHOOSE_BACKEND in view.commands)
        self.backend.setCurrentIndex(self.backend.findData(view.backend))
        show_value(self.epochs, EPOCHS, view.epochs)
        show_value(self.seed, SEED, view.seed)
