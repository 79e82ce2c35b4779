"""What the dialog of the settings asks for, as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PyQt5.QtWidgets import QCheckBox, QWidget

from cells.registry import CELLS
from networks.settings import ACTIVATION_NAMES, OPTIMIZERS
from networks.settings_draft import UNITS
from views.calm_wheel import CalmComboBox
from views.log_spin_box import LogSpinBox
from views.number_field import DecimalField, WholeField


@dataclass(frozen=True)
class FieldRow:
    """One value.

    Attributes:
        name: that of the :class:`Draft`.
        label: beside it, with ``&`` before its mnemonic.
        tip: what it does, in one sentence.
        make: makes its widget.
    """

    name: str
    label: str
    tip: str
    make: Callable[[], QWidget]


def _choice_of(titles: Mapping[str, str]) -> Callable[[], CalmComboBox]:
    def make() -> CalmComboBox:
        combo = CalmComboBox()
        for name, title in titles.items():
            combo.addItem(title, name)
        return combo

    return make


def _bias() -> DecimalField:
    field = DecimalField()
    field.setSingleStep(0.5)
    return field


NETWORK = (
    FieldRow(
        "cell",
        "&Cell:",
        "What each recurrent layer is made of",
        _choice_of({name: cell.title for name, cell in CELLS.items()}),
    ),
    FieldRow("layers", "Recurrent &layers:", "How many stand one upon the other", WholeField),
    *(
        FieldRow(
            name,
            f"Units of layer &{number}:",
            f"How many numbers layer {number} passes on at each step",
            WholeField,
        )
        for number, name in enumerate(UNITS, start=1)
    ),
    FieldRow(
        "activation",
        "&Activation:",
        "Squashes the candidate and the state that is shown; gates are always sigmoid",
        _choice_of(ACTIVATION_NAMES),
    ),
    FieldRow(
        "forget_bias",
        "&Forget-gate bias:",
        "Where the bias of the forget gate begins: above 0 the young network remembers, "
        "below 0 it forgets. Only for cells with such a gate",
        _bias,
    ),
)
LEARNING = (
    FieldRow(
        "optimizer",
        "&Optimizer:",
        "How gradients become new weights. Its own learning rate comes with it, unless "
        "another one was chosen",
        _choice_of({name: kind.title for name, kind in OPTIMIZERS.items()}),
    ),
    FieldRow(
        "learning_rate",
        "Learning &rate:",
        "How far an update of the first epoch goes; it falls to a fifth over ten epochs",
        LogSpinBox,
    ),
    FieldRow(
        "clips",
        "Cli&p the gradient:",
        "Shorten the gradient when it is too long, so that a steep window cannot throw "
        "the weights far",
        QCheckBox,
    ),
    FieldRow("clip_norm", "Largest &norm:", "The length to which the gradient is cut", LogSpinBox),
    FieldRow(
        "window",
        "&Window:",
        "Symbols fed in one forward pass: so many steps back a gradient reaches",
        WholeField,
    ),
    FieldRow(
        "rows",
        "Row&s:",
        "Sequences side by side in an update. There are at least as many as steps in a "
        "window, so that every moment is a target",
        WholeField,
    ),
    FieldRow(
        "stateful",
        "Carr&y the state on:",
        "Whether a window begins with the state that the one before ended with, or with zeros",
        QCheckBox,
    ),
    FieldRow("seed", "S&eed:", "The same seed gives the same initial weights", WholeField),
)
