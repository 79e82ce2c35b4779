"""Labels whose text changes: each can be found, read aloud and asked what it is.

Qt takes a text for HTML that has a tag in it. Names and what is typed may have one, so a label
shows its text as it stands, unless it is told to hold HTML; in that, all from elsewhere is escaped.
"""

from __future__ import annotations

from typing import Any, TypeVar

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QAbstractButton, QLabel, QWidget

_Label = TypeVar("_Label", bound=QLabel)


def make_label(name: str, meaning: str, longest: str = "") -> QLabel:
    """A label of that objectName; ``meaning`` says in a few words what its text tells.

    It has room for its ``longest`` text from the start.
    """
    label = QLabel(objectName=name, accessibleName=meaning, toolTip=meaning)
    label.setTextFormat(Qt.PlainText)
    if longest:
        keep_room(label, longest)
    return label


def as_it_stands(text: str) -> str:
    """A text for a tip or a question, where Qt decides by itself: seen as it is, tags and all."""
    if not Qt.mightBeRichText(text):
        return text
    return str(Qt.convertFromPlainText(text, Qt.WhiteSpaceNormal))


def keep_room(widget: QLabel | QAbstractButton, longest: str) -> None:
    """Be as wide as for this text, so that nothing moves when the text changes."""
    text = widget.text()
    widget.setMinimumWidth(0)  # That of another font would count, too.
    widget.setText(longest)
    widget.setMinimumWidth(widget.sizeHint().width())
    widget.setText(text)


class LinesLabel(QLabel):
    """Sentences that may wrap. It is at least so many lines high, so that nothing below it moves.

    Attributes:
        lines: how many; of one or none it takes what its text needs.
    """

    lines = 0

    def __init__(self, **properties: Any) -> None:
        super().__init__(**properties)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)  # Qt sees to that with the first text alone.
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        """What the text needs, or all the lines, in the font as it is now."""
        room = max(0, self.indent()) + lines_high(self.lines, self)
        return max(super().heightForWidth(width), room)


def lines_high(lines: int, widget: QWidget) -> int:
    """Pixels of so many lines of text, in the font of a widget."""
    metrics = widget.fontMetrics()
    # The leading of many fonts is negative: the last line is higher than those before it.
    return lines * max(metrics.height(), metrics.lineSpacing())


def make_text(name: str, meaning: str, lines: int = 0) -> LinesLabel:
    """The same for sentences that may wrap, and hold what the user has written.

    It has room for so many ``lines`` from the start.
    """
    label = LinesLabel(objectName=name, accessibleName=meaning, toolTip=meaning, wordWrap=True)
    label.setTextFormat(Qt.PlainText)
    if lines:
        label.setAlignment(Qt.AlignTop | Qt.AlignLeft)
        label.lines = lines
    return label


def make_value_label(name: str, meaning: str) -> QLabel:
    """The same for a value, which can be selected and copied."""
    return _selectable(make_label(name, meaning))


def make_value_text(name: str, meaning: str) -> LinesLabel:
    """The same for a value that may be sentences."""
    return _selectable(make_text(name, meaning))


def _selectable(label: _Label) -> _Label:
    label.setTextInteractionFlags(Qt.TextSelectableByMouse | Qt.TextSelectableByKeyboard)
    return label
