"""What is said after a step hangs on what was read before it, and the text shows how much."""

import numpy as np
import pytest
from samples import untrained_state
from written import inspected, settings_for

from inspection.connectivity import connectivity
from training.record import History
from views.epoch_cursor import EpochCursor
from views.inside.colour_scales import FROM_0_TO_1
from views.inside.coloured_text import ColouredText
from views.inside.cursor import Cursor
from views.inside.heeds_view import HeedsView
from views.inside.scene import Scene


@pytest.fixture
def cursor(qapp):
    cursor = Cursor(EpochCursor(History()), (6, 5))
    cursor.set_extent(21, (6, 5))
    return cursor


@pytest.fixture
def view(qtbot, cursor):
    view = qtbot.added(HeedsView(cursor))
    view.resize(600, 300)
    qtbot.show(view)
    yield view
    assert view.inquiry.close()


SEEN = inspected()


def scene_at(step):
    return Scene(SEEN, None, step, 0, 0, untrained_state(None, settings_for()))


def shown_in(view):
    return view.findChild(ColouredText)._fills


def test_each_symbol_before_is_coloured_by_its_share_of_the_longest(qtbot, view):
    scene = scene_at(7)
    view.show_scene(scene)
    qtbot.waitUntil(lambda: shown_in(view) is not None)
    lengths = connectivity(scene.inspection, scene.state, 7)
    expected = FROM_0_TO_1(lengths / lengths.max(), bytes=True)[:, :3]
    np.testing.assert_array_equal(shown_in(view), expected)
    words = view._words.text()
    assert words.startswith(f"After step 8 it says {scene.said_after(7)}. The last ")
    assert "90 % of what it hangs on" in words


def test_a_click_on_a_symbol_takes_the_cursor_there(view, cursor):
    view.show_scene(scene_at(7))
    view.findChild(ColouredText).chosen.emit(12)
    assert cursor.step == 12


def test_what_comes_late_of_another_place_is_not_shown(qtbot, view):
    view.show_scene(scene_at(7))
    view.show_scene(scene_at(3))
    qtbot.waitUntil(lambda: shown_in(view) is not None)
    assert len(shown_in(view)) == 4
