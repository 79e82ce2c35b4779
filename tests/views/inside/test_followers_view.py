"""Units that follow a property of a book are found, and the text is shown in their colours."""

from dataclasses import replace
from threading import Event

import numpy as np
import pytest
from own_book import own_book
from PyQt5.QtWidgets import QComboBox, QLabel, QListWidget
from samples import untrained_state

from inspection.microscope import Microscope
from inspection.units import ReadUnits, read_units
from tasks.registry import TASKS
from training.checkpoint import TrainedState
from training.loop import Position
from training.record import History
from views.epoch_cursor import EpochCursor
from views.inside import followers_view
from views.inside.colour_scales import SIGNED
from views.inside.coloured_text import ColouredText
from views.inside.cursor import Cursor
from views.inside.followers_view import BY_HAND, FollowersView
from views.inside.scene import Scene

BOOK = own_book(20_000)
TASK = TASKS["text"]
SETTINGS = TASK.fit(BOOK, replace(TASK.settings, units=(12,), rows=2))


def scene_of(seed=0, book=BOOK):
    settings = TASK.fit(book, SETTINGS)
    state = untrained_state(book, settings, seed)
    seen = Microscope(settings).look(1, state, TASK.sample(book))
    return Scene(seen, None, 0, 0, 0, state)


@pytest.fixture
def cursor(qapp):
    return Cursor(EpochCursor(History()), SETTINGS.units)


@pytest.fixture
def view(qtbot, cursor, monkeypatch):
    """One of a book in which unit 3 is 1 inside quotation marks and unit 4 a place in the line."""

    def read(settings, state, symbols):
        of_net = read_units(settings, state, symbols[:20])
        assert of_net.states[0, "c"].shape == (20, SETTINGS.units[0])
        states = np.random.default_rng(0).normal(0, 0.1, (len(symbols), 8))
        for unit, place in ((3, 0), (4, 1)):
            states[:, unit] += wanted(place)
        return ReadUnits({(0, "c"): states})

    monkeypatch.setattr(followers_view, "read_units", read)
    view = qtbot.added(FollowersView(cursor))
    view.resize(900, 400)
    qtbot.show(view)
    yield view
    assert view.inquiry.close()


def wanted(place):
    first = BOOK.held_out_from
    each = TASK.passages.properties(BOOK)[place]
    return each.values(BOOK, first, len(BOOK.symbols) - first - 1)


def words(view):
    return view.findChild(QLabel, "followersWordsLabel").text()


@pytest.fixture
def found(qtbot, view):
    view.show_scene(scene_of())
    units = view.findChild(QListWidget)
    qtbot.waitUntil(lambda: units.count() > 0)
    return units


def test_the_best_unit_is_first_and_the_text_wears_its_colours(view, found, cursor):
    assert "c of unit 4, layer 1" in found.item(0).text()
    assert cursor.unit == 3
    assert "follows “inside quotation marks” with r = +0.9" in words(view)
    text, values = view.findChild(ColouredText), view._read.values(view._found[0].unit)
    reach = np.abs(values).max()
    expected = SIGNED((values / reach + 1) / 2, bytes=True)[:, :3]
    np.testing.assert_array_equal(text._fills, expected)
    np.testing.assert_array_equal(text._underlined, wanted(0) > 0)


def test_another_property_finds_another_unit(view, found, cursor):
    combo = view.findChild(QComboBox)
    assert combo.currentText() == "inside quotation marks"
    combo.setCurrentIndex(1)
    assert "c of unit 5, layer 1" in found.item(0).text()
    assert cursor.unit == 4
    assert not view.findChild(ColouredText)._underlined.any()
    found.setCurrentRow(1)
    assert "c of unit 5" not in words(view)


def test_units_stand_in_the_order_of_what_is_shown_of_them(view, found):
    for place in range(view.findChild(QComboBox).count()):
        view.findChild(QComboBox).setCurrentIndex(place)
        texts = [found.item(row).text() for row in range(found.count())]
        shown = [abs(float(text.split()[0].replace("−", "-"))) for text in texts]
        assert shown == sorted(shown, reverse=True)


def test_what_is_marked_by_hand_is_looked_for_until_a_click_unmarks_it(view, found):
    text = view.findChild(ColouredText)
    text.marked.emit(10, 60)
    assert view.findChild(QComboBox).currentText() == BY_HAND
    assert text._underlined[10:60].all()
    assert text._underlined.sum() == 50
    assert ", unchecked" in found.item(0).text()
    assert "may be chance" in words(view)
    text.chosen.emit(5)
    assert not text._underlined.any()
    assert found.count() == 0
    assert words(view).startswith("Drag over the text")


def test_another_epoch_is_read_anew_with_the_same_property(qtbot, view, found):
    view.findChild(QComboBox).setCurrentIndex(1)
    scene = scene_of(seed=1)
    view.show_scene(scene)
    assert words(view).startswith("Reading")
    qtbot.waitUntil(lambda: view._of is scene.state)
    assert view.findChild(QComboBox).currentIndex() == 1
    assert "c of unit 5" in words(view)


def test_what_was_read_of_another_book_meanwhile_is_let_go(qtbot, view, monkeypatch):
    may_end, lengths = Event(), []

    def read(settings, state, symbols):
        may_end.wait(10)
        lengths.append(len(symbols))
        return ReadUnits({(0, "c"): np.random.default_rng(0).normal(size=(len(symbols), 8))})

    monkeypatch.setattr(followers_view, "read_units", read)
    shorter = scene_of(book=own_book(4_000))
    view.show_scene(scene_of())
    view.show_scene(shorter)
    may_end.set()
    qtbot.waitUntil(lambda: view._of is shorter.state)
    assert lengths[0] > lengths[1]
    assert view.findChild(QListWidget).count() > 0


def test_where_there_is_no_text_it_says_so(view):
    scene = scene_of()
    other = TrainedState(TASKS["echo"].example, Position(2), {})
    view.show_scene(Scene(scene.inspection, None, 0, 0, 0, other))
    assert view.findChild(QLabel, "followersEmptyLabel").text().startswith("Units are looked for")
