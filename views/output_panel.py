"""Output Data: the pattern, how the network continues it, and the next value."""

from __future__ import annotations

from html import escape

from PyQt5.QtCore import QEvent
from PyQt5.QtWidgets import (
    QAction,
    QFormLayout,
    QGroupBox,
    QLabel,
    QSizePolicy,
    QWidget,
)

from formatting import confidence_text, counted, shorten, shorten_start
from networks.settings_table import PREDICTED
from tasks.task import Answer, Problem
from views.actions import make_button
from views.colours import colours_for
from views.field_widgets import make_widget
from views.labels import make_value_label
from views.message_line import MessageLine
from views.rows import lines_of, row_of
from views.symbol_strip import SymbolStrip

MOST_SHOWN = 16
"""Symbols of each kind in the sequence labels; the strip below shows them all."""
_MOST_CHARACTERS = 2 * MOST_SHOWN
"""Each symbol has its comma."""


class OutputPanel(QGroupBox):
    """Shows a pattern and its continuation, and lets the user ask for one."""

    def __init__(self, predict: QAction, parent: QWidget | None = None) -> None:
        super().__init__("Output Data", parent)
        self._pattern: Problem | None = None
        self._answer: tuple[Answer, int] | None = None
        self.original = _sequence_label("originalLabel", "Original sequence")
        self.updated = _sequence_label("updatedLabel", "Updated sequence, with predicted symbols")
        self.next = _sequence_label("nextLabel", "Predicted next value and its confidence")
        self.strip = SymbolStrip()
        self.strip.setObjectName("continuationStrip")
        # It takes what room there is and scrolls: the window must not jump with its lines.
        self.strip.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Ignored)
        self.strip.setMinimumHeight(self.strip.minimumSizeHint().height())
        self.steps = make_widget(PREDICTED, "predictSpin")
        self.steps.refusal_changed.connect(self._show_answer)
        self.trouble = MessageLine("troubleLabel", "Why the network predicts no more")
        self.predict_button = make_button(predict, "predictButton", "Predict")
        self._arrange()
        self.clear()

    def show_pattern(self, pattern: Problem | None) -> None:
        """Show the pattern that is typed now, or a dash while it is not a valid one.

        A continuation stands beside its own pattern alone; with that pattern it comes back.
        """
        self._pattern = pattern
        self.original.setText("–" if pattern is None else _beginning(str(pattern)))
        self._show_answer()

    def show_answer(self, answer: Answer, epochs: int) -> None:
        """Show what the network predicts after so many ``epochs`` of training."""
        self._answer = answer, epochs
        self._show_answer()

    def clear(self) -> None:
        """Forget the continuation: it is not that of the network any more."""
        self._answer = None
        self._show_answer()

    @property
    def _shown(self) -> tuple[Answer, int] | None:
        """The answer, if it is on the pattern that is typed now."""
        if self._answer is None:
            return None
        return self._answer if self._answer[0].problem == self._pattern else None

    def _show_answer(self) -> None:
        self._write_updated()
        if self._shown is None:
            self.next.setText("–")
            self.strip.clear()
            self._tell("")
            return
        answer, epochs = self._shown
        self._write_next(answer, epochs)
        self.strip.show_answer(answer)
        self._tell(answer.trouble)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change between the light and the dark palette."""
        super().changeEvent(event)
        if event.type() == QEvent.PaletteChange:
            self._write_updated()

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.AllNonFixedFieldsGrow)
        form.addRow("Original sequence:", self.original)
        form.addRow("Updated sequence:", self.updated)
        form.addRow("Predicted next value:", self.next)
        ask = row_of(self.predict_button, self.steps, self.trouble, stretched=self.trouble)
        self.setLayout(lines_of(form, self.strip, ask, stretched=self.strip))

    def _write_next(self, answer: Answer, epochs: int) -> None:
        after = f"after {counted(epochs, 'epoch')}"
        if not answer.said:
            self.next.setText(f"none  ({after})")
            return
        confidence = confidence_text(float(answer.confidences[0]))
        self.next.setText(f"{answer.said[0]}  ({confidence} confident, {after})")

    def _tell(self, trouble: str) -> None:
        """Say what is wrong, in the room that is kept for it; empty, nothing."""
        if sentence := self.steps.refusal or trouble:
            self.trouble.tell(sentence, went_well=False)
        else:
            self.trouble.clear()

    def _write_updated(self) -> None:
        if self._shown is None:
            self.updated.setText("–")
            return
        answer, _ = self._shown
        real = shorten_start(",".join(answer.given), _MOST_CHARACTERS)
        predicted = _beginning(answer.spelled(answer.said))
        colour = colours_for(self.palette()).predicted
        # Underlined as well as coloured, so that nobody depends on the colour.
        self.updated.setText(
            f"{escape(real)} <b>|</b> "
            f'<span style="color:{colour}; text-decoration:underline">{escape(predicted)}</span>'
        )


def _sequence_label(name: str, meaning: str) -> QLabel:
    label = make_value_label(name, meaning)
    # A long sequence must not widen the window.
    label.setSizePolicy(QSizePolicy.Ignored, QSizePolicy.Preferred)
    return label


def _beginning(glyphs: str) -> str:
    text = shorten(",".join(glyphs), _MOST_CHARACTERS)
    count = f" ({counted(len(glyphs), 'symbol')})" if len(glyphs) > MOST_SHOWN else ""
    return text + count
