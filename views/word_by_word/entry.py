"""Where a review is typed, pasted or chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QEvent, QMimeData, QSignalBlocker, QTimer, pyqtSignal
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QPlainTextEdit, QWidget

from tasks.explaining import Texts
from views.calm_wheel import CalmComboBox
from views.elided_label import ElidedLabel
from views.number_field import WholeField
from views.rows import fill, label_of, lines_of, row_of

FIRST_TEXT = "Not a dull moment."
SETTLED_AFTER = 300
"""Milliseconds without another key until a text is read."""
MOST_CHARACTERS = 30_000
"""Of a text that is pasted: twice as many as the longest of the usual reviews. Many times as many
would hold the window up while they are laid out."""
_TYPED = "Typed"


class ReviewField(QPlainTextEdit):
    """Takes Undo for itself only while there is typing to take back: then it is the window's.

    Signals:
        shortened: of what was pasted or dropped only a part has room.
    """

    shortened = pyqtSignal()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take plain text, as much of it as there is room for."""
        text = source.text()
        room = MOST_CHARACTERS - self.document().characterCount() + 1
        room += len(self.textCursor().selectedText())
        self.insertPlainText(text[: max(0, room)])
        if len(text) > room:
            self.shortened.emit()

    def event(self, event: QEvent) -> bool:
        """Leave the keys of Undo to the window's action where they would do nothing here."""
        asks_for_undo = event.type() == QEvent.ShortcutOverride and event.matches(QKeySequence.Undo)
        if asks_for_undo and not self.document().isUndoAvailable():
            event.ignore()
            return False
        return super().event(event)


class ReviewEntry(QWidget):
    """A text, and a choice of some.

    Attributes:
        text: what is to be read.

    Signals:
        changed: another text is there, and has come to rest.
    """

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.text = FIRST_TEXT
        self._texts: Sequence[Texts] = ()
        self._field = ReviewField(objectName="reviewField", accessibleName="Review")
        self._field.setToolTip("Type or paste a review; it is read as soon as you pause")
        self._field.setTabChangesFocus(True)
        self._field.setPlainText(FIRST_TEXT)
        self._field.selectAll()  # What is typed first takes its place.
        self._field.textChanged.connect(self._on_typed)
        self._field.shortened.connect(self._tell_shortened)
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_AFTER, timeout=self._take)
        self._make_choice()
        self.setFocusProxy(self._field)
        self._arrange()

    def _make_choice(self) -> None:
        self._source = CalmComboBox(objectName="reviewSourceCombo", accessibleName="Where from")
        self._source.setToolTip("Type a review, or choose one that is there")
        self._source.setSizeAdjustPolicy(CalmComboBox.AdjustToContents)
        self._source.activated.connect(lambda _row: self._choose())
        self._number = WholeField(objectName="reviewNumberField", accessibleName="Which of them")
        self._number.setToolTip("Which of the reviews to choose from; Up and Down go through them")
        self._number.setKeyboardTracking(False)
        self._number.valueChanged.connect(lambda _number: self._choose())
        self._told = ElidedLabel("reviewToldLabel", "What is known of the review that is chosen")
        self.offer(())

    def _arrange(self) -> None:
        choice = row_of(
            label_of("&Review:", self._source),
            self._source,
            label_of("&No.", self._number),
            self._number,
            self._told,
            stretched=self._told,
        )
        fill(self, lines_of(choice, self._field, stretched=self._field))

    def offer(self, texts: Sequence[Texts]) -> None:
        """Let one of these be chosen in place of others; what was read of those counts as typed."""
        self._source.clear()
        self._source.addItems([_TYPED, *(each.title for each in texts)])
        self._texts = texts
        self._show_number()

    def show_text(self, text: str) -> None:
        """Put this in place of what is there, as if it was typed; Undo brings that back."""
        self._field.selectAll()
        self._field.insertPlainText(text[:MOST_CHARACTERS])
        self._take()

    @property
    def _chosen_from(self) -> Texts | None:
        row = self._source.currentIndex()
        return self._texts[row - 1] if 0 < row <= len(self._texts) else None

    def _show_number(self) -> None:
        texts = self._chosen_from
        count = max(1, texts.count if texts else 1)
        with QSignalBlocker(self._number):
            self._number.setRange(1, count)
            self._number.setValue(min(max(1, self._number.value()), count))
            self._number.setSuffix(f" of {texts.count:,}" if texts else "")
        self._number.setEnabled(texts is not None)
        if texts is None:
            self._told.setText("")

    def _choose(self) -> None:
        """Put the text that is chosen into the field."""
        self._show_number()
        texts = self._chosen_from
        if texts is None or not texts.count:
            return
        chosen = texts.at(self._number.value() - 1)
        self._told.setText(chosen.told)
        with QSignalBlocker(self._field):
            self.show_text(chosen.text)

    def _tell_shortened(self) -> None:
        self._told.setText(f"Too long: the first {MOST_CHARACTERS:,} characters are kept.")

    def _on_typed(self) -> None:
        self._source.setCurrentIndex(0)
        self._show_number()
        self._settled.start()

    def _take(self) -> None:
        self._settled.stop()
        text = self._field.toPlainText()
        if text != self.text:
            self.text = text
            self.changed.emit()
