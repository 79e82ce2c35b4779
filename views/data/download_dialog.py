"""Asks what is to be fetched from the net, and shows how it comes."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QDialog, QProgressBar, QWidget

from views.buttons import Push, push_buttons
from views.colours import colours_for
from views.labels import make_text
from views.rows import column_of, label_of, lines_of, row_of
from views.text_field import TextField

_LINES = 2
_WIDTH = 460
"""Pixels."""


@dataclass(frozen=True)
class Offer:
    """What can be fetched.

    Attributes:
        title: of the dialog.
        words: what it is, who made it, and what becomes of it.
        lines: that these take.
        label: what stands before the field in which is typed what is wanted; empty where there
            is only one thing, and no field.
        suggested: what stands in the field at first, or what the one thing is called.
        spoken: what a screen reader calls the field.
    """

    title: str
    words: str
    lines: int
    label: str = ""
    suggested: str = ""
    spoken: str = ""


class DownloadDialog(QDialog):
    """A field where there is a choice, one button, and how far it has come.

    Attributes:
        message: what went wrong.

    Signals:
        wanted: what is to be fetched, as it is typed or offered.
        unwanted: nobody waits for it any more.
    """

    wanted = pyqtSignal(str)
    unwanted = pyqtSignal()

    def __init__(self, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__(parent, objectName="downloadDialog", windowTitle=offer.title)
        self._field = TextField(objectName="downloadField", accessibleName=offer.spoken)
        self._field.setText(offer.suggested)
        self._field.selectAll()
        self._bar = QProgressBar(objectName="downloadBar", accessibleName="How much of it is there")
        self.message = make_text("downloadMessage", "What went wrong with the download", _LINES)
        self.message.setStyleSheet(f"color: {colours_for(self.palette()).error}")
        self._get, self._leave = push_buttons(
            (
                Push("downloadButton", "&Download", "Fetch it from the net", self._ask),
                Push("cancelDownloadButton", "Cancel", "Fetch nothing", self.reject),
            ),
            self,
        )
        self._get.setDefault(True)
        words = make_text("downloadWords", "What can be asked for", offer.lines)
        words.setText(offer.words)
        label = label_of(offer.label, self._field)
        field = column_of(row_of(label, self._field, stretched=self._field))
        field.setVisible(bool(offer.label))
        buttons = row_of(None, self._get, self._leave)
        self.setLayout(lines_of(words, field, self._bar, self.message, buttons))
        self.setMinimumWidth(_WIDTH)
        self.rejected.connect(self.unwanted)
        self._wait(False)

    def show_fetched(self, done: int, total: int | None) -> None:
        """Show how many bytes there are, and of how many."""
        self._bar.setRange(0, total or 0)
        self._bar.setValue(min(done, total or 0))
        self._bar.setFormat(f"{done / 1e6:.1f} MB")

    def show_share(self, share: float) -> None:
        """Show how much of what has come is read, 0 to 1."""
        self._bar.setRange(0, 100)
        self._bar.setValue(round(100 * share))
        self._bar.setFormat("read: %p %")

    def refuse(self, sentence: str) -> None:
        """Say why it cannot be had, and let it be asked for again."""
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
