"""The bars of what could be drawn, with what they stand for."""

from itertools import product

from PyQt5.QtGui import QColor, QFont, QFontMetrics

from views.colours import colours_for
from views.writing.choice_bars import ChoiceBars
from views.writing.choices import Choice


def width_of_ink(bars):
    """Pixels from the first to the last column in which anything is written."""
    image, ink = bars.grab().toImage(), QColor(colours_for(bars.palette()).text).rgb()
    rows = range(image.height())
    columns = [x for x in range(image.width()) if any(image.pixel(x, y) == ink for y in rows)]
    return columns[-1] - columns[0]


def test_what_cannot_be_drawn_at_temperature_0_has_no_bar(qtbot):
    bars = qtbot.added(ChoiceBars())
    bars.resize(bars.sizeHint())
    filled = QColor(colours_for(bars.palette()).predicted).rgb()
    for share, has_bar in ((1.0, True), (0.0004, True), (0.0, False)):
        bars.show_choices([Choice("a", share=share, drawn_at=share, is_drawn=False)])
        image = bars.grab().toImage()
        places = product(range(image.width()), range(image.height()))
        assert any(image.pixel(x, y) == filled for x, y in places) == has_bar


def test_where_bars_have_the_least_width_what_is_drawn_for_certain_is_told_whole(qtbot):
    bars = qtbot.added(ChoiceBars())
    certain, bold = Choice("", share=1.0, drawn_at=1.0, is_drawn=True), QFont(bars.font())
    bars.show_choices([certain])
    bars.resize(bars.minimumSizeHint())
    bold.setBold(True)
    edges = 4  # Blurred, so not of the colour of the text.
    assert width_of_ink(bars) > QFontMetrics(bold).tightBoundingRect(certain.told).width() - edges
