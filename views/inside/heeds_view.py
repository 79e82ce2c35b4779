"""The tab with what a prediction hangs on: the symbols before it, coloured by its gradient."""

from __future__ import annotations

import numpy as np
from PyQt5.QtWidgets import QWidget

from inspection.connectivity import connectivity
from inspection.inquiry import Inquiry
from inspection.microscope import Inspection
from views.elided_label import ElidedLabel
from views.inside.colour_scales import FROM_0_TO_1, ColourLegend
from views.inside.coloured_text import ColouredText
from views.inside.cursor import Cursor
from views.inside.scene import Scene
from views.rows import fill, label_of, lines_of, row_of

_MOST = 0.9
"""Of all that a prediction hangs on: how few symbols have so much of it is told."""
_MARGIN = 9
_LEGEND = "Length of the gradient of ln p by what is read at a step"


class HeedsView(QWidget):
    """Shows what the network said after a step, and how much each symbol before mattered."""

    def __init__(self, cursor: Cursor) -> None:
        super().__init__()
        self._scene: Scene | None = None
        self._shown: tuple[Inspection, int] | None = None
        self._words = ElidedLabel("heedsWordsLabel", "What is said, and what it hangs on")
        self.inquiry = Inquiry("connectivity", self)
        self.inquiry.answered.connect(self._on_answered)
        self.inquiry.failed.connect(self._words.setText)
        self._text = ColouredText(
            "heedsText", "What was read: click a symbol to see what is said after it hangs on"
        )
        self._text.chosen.connect(lambda step: cursor.go_to(step=step))
        self._legend = ColourLegend(FROM_0_TO_1, _LEGEND)
        legend = row_of(label_of("|∂ ln p / ∂x|", self._legend), self._legend, None)
        lines = fill(self, lines_of(self._words, self._text, legend, stretched=self._text))
        lines.layout().setContentsMargins(_MARGIN, 4, _MARGIN, 0)

    def show_scene(self, scene: Scene) -> None:
        """Ask what is said after the scene's step hangs on; until it is known, show the text."""
        self._scene = scene
        self._text.show_glyphs(scene.inspection.sample.shown)
        self._text.frame(scene.step)
        state = scene.state
        if state is None:
            return
        question = scene.inspection, scene.step
        if self._shown != question:
            self.inquiry.ask(question, lambda: connectivity(scene.inspection, state, scene.step))

    def _on_answered(self, question: object, lengths: np.ndarray) -> None:
        scene = self._scene
        if scene is None or question != (scene.inspection, scene.step):
            return
        self._shown = scene.inspection, scene.step
        known = np.nan_to_num(lengths, posinf=0.0)
        shown = scene.inspection.sample.shown
        tips = [f"{glyph}: {each:.3g}" for glyph, each in zip(shown, lengths, strict=False)]
        self._text.show_colours(self._legend.colours_of(known), tips)
        self._words.setText(
            f"After step {scene.step + 1} it says {scene.said_after(scene.step)}. {_told(known)}"
        )


def _told(lengths: np.ndarray) -> str:
    """How far back the most of it lies."""
    if not lengths.any():
        return "Nothing that was read has any part in it."
    shares = np.cumsum(lengths[::-1]) / lengths.sum()
    last = int(np.searchsorted(shares, _MOST)) + 1
    symbols = "symbol alone has" if last == 1 else f"{last:,} symbols have"
    return f"The last {symbols} {100 * _MOST:.0f} % of what it hangs on."
