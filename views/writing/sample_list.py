"""What the network of each epoch writes, one below the other: one reads how it learns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from PyQt5.QtCore import QLocale, Qt, QTimer, pyqtSignal
from PyQt5.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QWidget,
)

from inspection.epoch_samples import EpochSamples
from networks.settings import Settings
from tasks.writing import ToWrite
from views.elided_label import ElidedLabel
from views.epoch_cursor import EpochCursor
from views.plot_window import FRAME_INTERVAL
from views.rows import fill, lines_of
from views.writing.words import sample_words

_NAME = "What the network wrote after each epoch"
_TIP = "The same beginning, written on after each epoch. Click, or Enter: show that epoch"
_LONG_WORD = re.compile(r"\S{20,}")
_MAY_BREAK = "\u200b"


class _Wrapping(QStyledItemDelegate):
    """Breaks words that have no room in a row: Qt would cut them off."""

    def displayText(self, value: Any, locale: QLocale) -> str:
        """The same, to be broken in between."""
        text = super().displayText(value, locale)
        return _LONG_WORD.sub(lambda word: _MAY_BREAK.join(word[0]), text)


class SampleList(QListWidget):
    """Samples by epoch, the newest at the end, which is followed.

    Signals:
        epoch_wanted: that of a sample which was clicked on.
    """

    epoch_wanted = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__(objectName="writingSamples", accessibleName=_NAME, toolTip=_TIP)
        self.setWordWrap(True)
        self.setItemDelegate(_Wrapping(self))
        self.setTextElideMode(Qt.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollPerPixel)
        self.setResizeMode(QListWidget.Adjust)
        self.setAlternatingRowColors(True)
        for asked in (self.itemClicked, self.itemActivated):
            asked.connect(lambda item: self.epoch_wanted.emit(item.data(Qt.UserRole)))

    def show_samples(self, samples: Mapping[int, str]) -> None:
        """Show these by their epochs, ascending; those that stay are not touched."""
        bar = self.verticalScrollBar()
        follows = bar.value() == bar.maximum()
        for row in reversed(range(self.count())):
            if samples.get(self._epoch_at(row)) != self.item(row).text():
                self.takeItem(row)
        shown = {self._epoch_at(row) for row in range(self.count())}
        for row, (epoch, text) in enumerate(samples.items()):
            if epoch not in shown:
                self._insert(row, epoch, text)
        if follows:
            self.scrollToBottom()

    def show_epoch(self, epoch: int) -> None:
        """Let the sample of this epoch, or the last before it, be the current one."""
        rows = [row for row in range(self.count()) if self._epoch_at(row) <= epoch]
        self.setCurrentRow(rows[-1] if rows else -1)

    def _epoch_at(self, row: int) -> int:
        return self.item(row).data(Qt.UserRole)

    def _insert(self, row: int, epoch: int, text: str) -> None:
        item = QListWidgetItem(text)
        item.setData(Qt.UserRole, epoch)
        self.insertItem(row, item)


class SamplesPanel(QWidget):
    """Shows samples soon after they have come, several at once where many come.

    Attributes:
        samples: those that there are.
        list: they can be walked through in it.
    """

    def __init__(self, samples: EpochSamples, cursor: EpochCursor) -> None:
        super().__init__()
        self.samples, self._cursor = samples, cursor
        self.list = SampleList()
        self._words = ElidedLabel("writingAfterLabel", "What every sample goes on after", lines=2)
        self._given = ""
        fill(self, lines_of(self._words, self.list, stretched=self.list))
        self._soon = QTimer(self, singleShot=True, interval=FRAME_INTERVAL, timeout=self._show)
        samples.changed.connect(self._show_soon)
        self.list.epoch_wanted.connect(cursor.show)
        cursor.changed.connect(lambda: self.list.show_epoch(cursor.epoch))

    def ask(self, settings: Settings, asked: ToWrite, given: str) -> None:
        """Let networks of these settings write this; ``given`` is what they read first."""
        self._given = f"Each epoch goes on after “{given}”"
        self.show_waiting(False)
        self.samples.ask(settings, asked)

    def show_waiting(self, waits: bool) -> None:
        """Say what samples go on after, or that they wait."""
        waiting = "Samples wait until the text beside is written"
        self._words.setText(waiting if waits else self._given)

    def _show_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _show(self) -> None:
        told = {epoch: sample_words(each) for epoch, each in self.samples.samples.items()}
        self.list.show_samples(told)
        self.list.show_epoch(self._cursor.epoch)
