"""What the network of each epoch writes, one below the other: one reads how it learns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from PyQt5.QtCore import QLocale, Qt, pyqtSignal
from PyQt5.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QStyledItemDelegate

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
