"""The colours of every picture, for a light and for a dark palette.

Text keeps a contrast of at least 4.5:1 against the background, marks 3:1. Blue
and orange are told apart by nearly everyone; still, a letter, a marker or a line
style always says the same as the colour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    # The terminal draws in these colours too, and must do without Qt.
    from PyQt5.QtGui import QPalette


class Colours(NamedTuple):
    """Colours by what they mean, as ``#rrggbb``.

    Attributes:
        background: behind plots and drawings.
        panel: behind a box on the background.
        text: words and numbers.
        muted: words of less weight, axes and ticks.
        grid: faint lines that only guide the eye.
        actual: what was really there: real symbols, targets.
        predicted: what the network says.
        predicted_panel: behind a predicted symbol.
        loss: the loss curve.
        accuracy: the accuracy curve.
        certain: behind a symbol that the network was certain of; less certain, it fades.
        accent: the one accent: the part that is on, the cursor.
        error: the sentence about bad input, a wrong prediction.
    """

    background: str
    panel: str
    text: str
    muted: str
    grid: str
    actual: str
    predicted: str
    predicted_panel: str
    loss: str
    accuracy: str
    certain: str
    accent: str
    error: str

    @property
    def inks(self) -> tuple[str, ...]:
        """Those of lines that stand beside each other, in turn."""
        return self.actual, self.predicted, self.text, self.muted


LIGHT = Colours(
    background="#ffffff",
    panel="#f3f5f7",
    text="#1b1f24",
    muted="#57606a",
    grid="#e1e5ea",
    actual="#0072b2",
    predicted="#b84a00",
    predicted_panel="#fdeee2",
    loss="#b84a00",
    accuracy="#0072b2",
    certain="#b9a3e3",
    accent="#0072b2",
    error="#b3261e",
)

DARK = Colours(
    background="#1e2126",
    panel="#292d34",
    text="#eceff3",
    muted="#aab2bd",
    grid="#3a4049",
    actual="#6cb8f0",
    predicted="#ff9a57",
    predicted_panel="#43301f",
    loss="#ff9a57",
    accuracy="#6cb8f0",
    certain="#5b4691",
    accent="#6cb8f0",
    error="#ff8a80",
)


def colours_for(palette: QPalette) -> Colours:
    """The set that goes with a widget's palette."""
    is_dark = palette.color(palette.Window).lightness() < 128
    return DARK if is_dark else LIGHT
