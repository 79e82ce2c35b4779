"""The reviews that a network gets most wrong, to be read."""

from __future__ import annotations

from collections.abc import Callable

from PyQt5.QtCore import QModelIndex, QSize, Qt, pyqtSignal
from PyQt5.QtWidgets import (
    QListWidget,
    QPlainTextEdit,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from formatting import shown
from views.judgement.scene import Wrong
from views.labels import make_label
from views.rows import column_of, fill, lines_of

_TITLE = "Most wrong after epoch {:,}: {:,} of {:,} mistakes"
_NONE = "After epoch {:,} no review is judged wrongly"
_MEANING = "The reviews that the network judges most wrongly, the surest mistake first"
_LIST_TIP = "Choose one to read it; double-click, or press Enter, to have it explained word by word"
_MARGIN = 9


class _NoWider(QStyledItemDelegate):
    """Ends a line in … where the list has no more room, in place of a bar to scroll it by."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """As high as it has to be."""
        return QSize(0, super().sizeHint(option, index).height())


class WorstPanel(QWidget):
    """Lists them, and shows the whole of the one that is chosen.

    Signals:
        review_wanted: one is to be explained, word by word; its text.
    """

    review_wanted = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self._wrong: tuple[Wrong, ...] = ()
        self._spell: Callable[[int], str] = lambda _review: ""
        self.list = QListWidget(objectName="judgementWorstList", toolTip=_LIST_TIP)
        self.list.setAccessibleName(_MEANING)
        self.list.setItemDelegate(_NoWider(self.list))
        self.text = QPlainTextEdit(objectName="judgementWorstText", readOnly=True)
        self.text.setAccessibleName("The review that is chosen")
        self.text.setToolTip("The whole of it, as the network is given it")
        self.text.setTabChangesFocus(True)
        self._title = make_label("judgementWorstTitle", _MEANING)
        parts = QSplitter(Qt.Vertical, objectName="judgementWorstParts", childrenCollapsible=False)
        parts.addWidget(column_of(self._title, self.list, stretched=self.list))
        parts.addWidget(self.text)
        fill(self, lines_of(parts))
        self.layout().setContentsMargins(0, _MARGIN, _MARGIN, 0)
        self.list.currentRowChanged.connect(self._read)
        self.list.itemActivated.connect(lambda _item: self._want())

    def show_wrong(
        self, epoch: int, wrong: tuple[Wrong, ...], of: int, spell: Callable[[int], str]
    ) -> None:
        """Show these ``of`` so many, after this epoch; ``spell`` gives a text by its number."""
        self._title.setText((_TITLE if wrong else _NONE).format(epoch, len(wrong), of))
        self._spell = spell
        if wrong == self._wrong:
            return
        self._wrong = wrong
        self.list.clear()
        self.text.clear()
        self.list.addItems([f"{each.told}: {shown(spell(each.review))}" for each in wrong])

    def _read(self, row: int) -> None:
        self.text.setPlainText(self._text(row))

    def _want(self) -> None:
        if text := self._text(self.list.currentRow()):
            self.review_wanted.emit(text)

    def _text(self, row: int) -> str:
        return self._spell(self._wrong[row].review) if 0 <= row < len(self._wrong) else ""
