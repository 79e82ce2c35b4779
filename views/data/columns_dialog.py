"""Asks in which columns of a table the reviews and their labels stand."""

from __future__ import annotations

from collections.abc import Callable

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QWidget

from formatting import shorten
from tasks.reviews.columns import ColumnsOpen
from views.calm_wheel import CalmComboBox
from views.labels import make_text
from views.rows import label_of, lines_of

_LONGEST_EXAMPLE = 60
_WORDS = (
    "Where in this table do the reviews stand, and where their labels? Beside each column is what "
    "its first line has there."
)


class ColumnsDialog(QDialog):
    """Two columns are chosen; which they may be is asked again if they are the same."""

    def __init__(
        self,
        question: ColumnsOpen,
        chosen: Callable[[tuple[str, str]], object],
        parent: QWidget | None = None,
    ) -> None:
        """``chosen`` is given the names of both."""
        super().__init__(parent, objectName="columnsDialog", windowTitle="Columns of a table")
        self._review = _combo("reviewColumnCombo", "Column of the reviews", question)
        self._label = _combo("labelColumnCombo", "Column of the labels", question)
        self._label.setCurrentIndex(min(1, self._label.count() - 1))
        buttons = QDialogButtonBox(QDialogButtonBox.Ok | QDialogButtonBox.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._ok = buttons.button(QDialogButtonBox.Ok)
        form = QFormLayout()
        for words, combo in (("&Review:", self._review), ("&Label:", self._label)):
            combo.currentIndexChanged.connect(self._look)
            form.addRow(label_of(words, combo), combo)
        words = make_text("columnsWords", "What is asked", lines=2)
        words.setText(_WORDS)
        self.setLayout(lines_of(words, form, buttons))
        self.accepted.connect(lambda: chosen(self._chosen))
        self.setAttribute(Qt.WA_DeleteOnClose)
        self._look()

    @property
    def _chosen(self) -> tuple[str, str]:
        return self._review.currentData(), self._label.currentData()

    def _look(self) -> None:
        review, label = self._chosen
        self._ok.setEnabled(review != label)


def _combo(name: str, spoken: str, question: ColumnsOpen) -> CalmComboBox:
    combo = CalmComboBox(objectName=name, accessibleName=spoken)
    for column, example in zip(question.columns, question.examples, strict=True):
        combo.addItem(f"{column}: {shorten(example, _LONGEST_EXAMPLE)}", column)
    return combo
