"""What a network reaches on the held-out part, beside what simpler means do."""

from __future__ import annotations

from PyQt5.QtWidgets import QWidget

from tasks.simpler import BITS, NOTHING_KNOWN, Baselines, Scale
from views.beside_chart import Bar, BesideChart
from views.labels import make_label
from views.rows import fill, lines_of

NETWORK = "this network"
_AFTER_TEXT = 20
"""Pixels between the names of the bars and the lines of text that end before them."""


class BesidePanel(QWidget):
    """Bars of all that are known.

    Attributes:
        chart: the bars.
    """

    def __init__(self) -> None:
        super().__init__(objectName="besidePanel")
        self._shown: tuple[Scale, Baselines, float | None] = BITS, NOTHING_KNOWN, None
        self.chart = BesideChart("besideChart")
        self._title = make_label("besideTitle", "")
        self._name(BITS)
        fill(self, lines_of(self._title, self.chart, None))
        self.layout().setContentsMargins(_AFTER_TEXT, 0, 0, 0)

    def render(self, scale: Scale, baselines: Baselines, figure: float | None) -> None:
        """Show what is known so far; without ``figure`` the network has not been asked yet."""
        if (scale, baselines, figure) == self._shown:
            return
        if scale != self._shown[0]:
            self._name(scale)
        self._shown = scale, baselines, figure
        bars = [Bar(*told) for told in baselines.told()]
        if figure is not None:
            bars.append(Bar(NETWORK, figure, is_network=True))
        self.chart.show_bars(scale, bars)

    def _name(self, scale: Scale) -> None:
        self._title.setText(scale.title)
        self._title.setAccessibleName(scale.meaning)
        self._title.setToolTip(scale.meaning)
