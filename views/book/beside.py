"""What a network reaches on the held-out part, beside what simpler means do."""

from __future__ import annotations

from PyQt5.QtWidgets import QWidget

from tasks.simpler import Baselines
from views.book.bits_chart import Bar, BitsChart
from views.labels import make_label
from views.rows import fill, lines_of

TITLE = "Bits per held-out character"
NETWORK = "this network"
_MEANING = (
    "How many bits each character of the last tenth takes, which nothing was trained on: the "
    "fewer, the better it is foreseen"
)
_BARS = 6


class BesidePanel(QWidget):
    """Bars of all that are known.

    Attributes:
        chart: the bars.
    """

    def __init__(self) -> None:
        super().__init__(objectName="besidePanel", toolTip=_MEANING)
        self._shown: tuple[Baselines, float | None] = Baselines(), None
        self.chart = BitsChart("besideChart", _BARS)
        title = make_label("besideTitle", _MEANING)
        title.setText(TITLE)
        fill(self, lines_of(title, self.chart, None))

    def render(self, baselines: Baselines, bits: float | None) -> None:
        """Show what is known so far; without ``bits`` the network has not been asked yet."""
        if (baselines, bits) == self._shown:
            return
        self._shown = baselines, bits
        bars = [Bar(*told) for told in baselines.told()]
        if bits is not None:
            bars.append(Bar(NETWORK, bits, is_network=True))
        self.chart.show_bars(bars)
