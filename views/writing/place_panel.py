"""One place of a text: what stands there, and what else could."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QWidget

from inspection.written_text import WrittenText
from tasks.sampling import Sampling
from views.labels import make_text
from views.rows import fill, lines_of
from views.writing.choice_bars import LEGEND, ChoiceBars
from views.writing.choices import choices
from views.writing.words import drawn_words, place_words

PANEL_MARGINS = 6, 6, 6, 0
"""Pixels around what stands beside a text."""
_LINES, _LINES_OF_DRAWING = 4, 2


class PlacePanel(QWidget):
    """Words on a place, and below them its probabilities as bars."""

    def __init__(self) -> None:
        super().__init__()
        self._words = make_text("writingPlaceLabel", "What stands in the place shown", _LINES)
        meaning = "What the bars below show"
        self._drawing = make_text("writingDrawnLabel", meaning, _LINES_OF_DRAWING)
        self._drawing.setAlignment(Qt.AlignBottom | Qt.AlignLeft)
        self._bars = ChoiceBars()
        legend = make_text("writingBarsLegend", "What the bars mean")
        legend.setText(LEGEND)
        fill(self, lines_of(self._words, self._drawing, self._bars, legend, None))
        self.setContentsMargins(*PANEL_MARGINS)

    def show_place(
        self,
        written: WrittenText,
        place: int | None,
        classes: Sequence[str],
        symbol: str,
        sampling: Sampling,
    ) -> None:
        """Show a place of a text as it would be drawn now.

        Args:
            written: the text.
            place: a symbol of it; None in its beginning.
            classes: how each class is written.
            symbol: what a symbol is called.
            sampling: how is drawn now, whatever the text was drawn with.
        """
        p = None if place is None else written.probabilities_at(place)
        self._words.setText(_words(written, place, symbol, p))
        if place is None or p is None or not np.isfinite(p).all():
            self._drawing.setText("")
            self._bars.show_choices(())
        else:
            drawn = written.symbols[place] if place < len(written) else None
            self._drawing.setText(drawn_words(sampling))
            self._bars.show_choices(choices(p, classes, sampling, drawn))


def _words(written: WrittenText, place: int | None, symbol: str, p: np.ndarray | None) -> str:
    if not written.beginning:
        return f"Write something, then choose a {symbol} of it."
    words = place_words(written, place, symbol)
    if place is None or p is not None:
        return words
    return f"{words} To save memory, its probabilities are not kept any more."
