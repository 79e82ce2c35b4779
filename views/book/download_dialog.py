"""Asks which book is to be fetched from the net, and shows how it comes."""

from __future__ import annotations

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QDialog, QProgressBar, QWidget

from tasks.text.gutenberg import SUGGESTED
from views.buttons import Push, push_buttons
from views.colours import colours_for
from views.labels import make_text
from views.rows import label_of, lines_of, row_of
from views.text_field import TextField

_WORDS = (
    "The number of a book at Project Gutenberg (gutenberg.org), or the address of any plain text. "
    f"{SUGGESTED} is Heart of Darkness. What was fetched once is kept, and needs no net again."
)
_LINES_OF_WORDS, _LINES = 3, 2
_WIDTH = 460
"""Pixels."""


class DownloadDialog(QDialog):
    """One field, one button, and how far the book has come.

    Attributes:
        message: what went wrong.

    Signals:
        wanted: what is typed, which is to be fetched.
        unwanted: nobody waits for it any more.
    """

    wanted = pyqtSignal(str)
    unwanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, objectName="downloadDialog")
        self.setWindowTitle("Download a book")
        self._field = TextField(objectName="downloadField", accessibleName="Number or address")
        self._field.setText(str(SUGGESTED))
        self._field.selectAll()
        self._bar = QProgressBar(objectName="downloadBar", accessibleName="How much of it is there")
        self.message = make_text("downloadMessage", "What went wrong with the download", _LINES)
        self.message.setStyleSheet(f"color: {colours_for(self.palette()).error}")
        self._get, self._leave = push_buttons(
            (
                Push("downloadButton", "&Download", "Fetch this book", self._ask),
                Push("cancelDownloadButton", "Cancel", "Fetch nothing", self.reject),
            ),
            self,
        )
        self._get.setDefault(True)
        words = make_text("downloadWords", "What can be asked for", _LINES_OF_WORDS)
        words.setText(_WORDS)
        field = row_of(label_of("&Book:", self._field), self._field, stretched=self._field)
        self.setLayout(
            lines_of(words, field, self._bar, self.message, row_of(None, self._get, self._leave))
        )
        self.setMinimumWidth(_WIDTH)
        self.rejected.connect(self.unwanted)
        self._wait(False)

    def show_fetched(self, done: int, total: int | None) -> None:
        """Show how many bytes there are, and of how many."""
        self._bar.setRange(0, total or 0)
        self._bar.setValue(min(done, total or 0))
        self._bar.setFormat(f"{done / 1e6:.1f} MB")

    def refuse(self, sentence: str) -> None:
        """Say why there is no book, and let it be asked for again."""
        self._wait(False)
        self.message.setText(f"✗ {sentence}")
        self._get.setDefault(True)
        self._field.setFocus()
        self._field.selectAll()

    def _ask(self) -> None:
        self._wait(True)
        self.message.clear()
        self.wanted.emit(self._field.text())

    def _wait(self, waits: bool) -> None:
        self._get.setEnabled(not waits)
        self._field.setEnabled(not waits)
        # Without an end it only shows that something goes on.
        self._bar.setRange(0, 0 if waits else 1)
        self._bar.setValue(0)
        self._bar.setTextVisible(waits)
