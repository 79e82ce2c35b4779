"""A symbol that the usual font lacks is taken from another one, if one has it."""

from types import SimpleNamespace

import numpy as np
import pytest

from views import fonts
from views.axes_style import drawable
from views.inside.glyph_grid import picture_of


def test_faces_are_drawn_between_letters_of_equal_width():
    # The font of such letters has none: matplotlib would warn, and draw a box.
    pictures = [picture_of(each, 10.0) for each in "😀😍□"]
    assert all(picture.any() for picture in pictures)
    assert not np.array_equal(pictures[0], pictures[1])
    assert not np.array_equal(pictures[0], pictures[2])


def test_what_no_font_has_is_a_box():
    assert drawable("a\ue000") == "a□"


@pytest.mark.parametrize("first", ["DejaVu Sans", fonts.EQUALLY_WIDE])
def test_a_font_with_symbols_that_the_system_has_is_looked_through_after_the_usual_ones(
    monkeypatch, first
):
    known = [*fonts.fontManager.ttflist, SimpleNamespace(name="Symbola")]
    monkeypatch.setattr(fonts.fontManager, "ttflist", known)
    names = fonts.families(first)
    assert names[0] == first
    assert names[-1] == "Symbola"
    assert names.count("DejaVu Sans") == 1
