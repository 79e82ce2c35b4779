"""The steps from a source to what a network reads, one after the other, each with its count."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel

from tasks.reviews.corpus import PreparationStep
from views.labels import make_text

_MEANING = "What is done to the reviews before they are read, step by step"
_NO_BREAK = "\N{NO-BREAK SPACE}"
_MILLION, _FIRST_IN_THOUSANDS = 1_000_000, 10_000


def chain_label() -> QLabel:
    """The line, which takes two where it has no room for all in one."""
    label = make_text("reviewsChain", _MEANING, lines=2)
    label.setTextFormat(Qt.RichText)
    return label


def show_chain(label: QLabel, steps: Sequence[PreparationStep]) -> None:
    """Show these steps; what each has done stands in the tip."""
    label.setText(" › ".join(map(_told, steps)))
    told = (f"<p><b>{escape(each.title)}</b>: {escape(each.sentence)}</p>" for each in steps)
    label.setToolTip("".join(told))
    label.setAccessibleDescription(" ".join(each.sentence for each in steps))


def _told(step: PreparationStep) -> str:
    """Never parted by the end of a line."""
    title = escape(step.title).replace(" ", _NO_BREAK)
    return f"{title}{_NO_BREAK}<b>{short_count(step.count)}</b>"


def short_count(number: int) -> str:
    """A count in few digits: 4,321, 46k, 11.9M."""
    if number >= _MILLION:
        return f"{number / _MILLION:,.1f}M"
    return f"{number / 1_000:,.0f}k" if number >= _FIRST_IN_THOUSANDS else f"{number:,}"
