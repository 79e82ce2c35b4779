"""The map of an embedding: symbols in their places, neighbours of one, epoch by epoch."""

from dataclasses import replace
from threading import Event, current_thread, main_thread

import numpy as np
import pytest
from own_book import own_book
from PyQt5.QtCore import QEvent, QPoint, Qt
from PyQt5.QtGui import QMouseEvent
from PyQt5.QtWidgets import QApplication, QLabel, QListWidget
from short_reviews import own_reviews

from inspection.embedding_map import embedding_map, neighbours
from inspection.gradient_follower import look_at
from networks.numpy_network import numpy_network
from tasks.registry import TASKS, task_of
from training.checkpoint import TrainedState
from training.loop import Position
from training.snapshots import EpochSnapshots
from views.embedding import window as embedding_window
from views.embedding.window import EmbeddingWindow
from views.epoch_cursor import EpochCursor

BOOK = own_book()
TASK = TASKS["text"]


def settings_for(book, embedding=8):
    task = task_of(book)
    small = replace(task.settings, units=(6,), rows=2, embedding=embedding)
    return task.fit(book, small)


class Kept:
    """Untrained networks, as if they were epochs of a training."""

    epochs = (1, 2, 3)

    def __init__(self, settings, book):
        self._network, self._book = numpy_network(settings), book
        self._states = {}

    def nearest(self, epoch):
        return epoch

    def at(self, epoch):
        if epoch not in self._states:
            self._network.initialise(epoch)
            snapshot = self._network.snapshot()
            self._states[epoch] = TrainedState(self._book, Position(epoch + 1), snapshot)
        return self._states[epoch]


def table_at(window, epoch):
    return window._snapshots.at(epoch).snapshot["weights/0"]


@pytest.fixture
def open_window(qtbot, show_window):
    def open_it(book=BOOK, **chosen):
        settings = settings_for(book, **chosen)
        cursor = EpochCursor(range(3))
        window = show_window(EmbeddingWindow(cursor, Kept(settings, book), settings))
        draw(qtbot, window)
        return window

    return open_it


def draw(qtbot, window):
    """A frame, all parts of it, as soon as the map is found that belongs to it."""
    window.draw_frame()
    if window._settings.embedding:
        look = look_at(window._settings, window._snapshots, window._cursor.epoch)
        qtbot.waitUntil(lambda: window._scene is not None and window._scene.state is look.state)
        window.draw_frame()
    window.canvas.draw_frame()


def place_of(canvas, symbol) -> QPoint:
    x, y = canvas._axes.transData.transform(canvas.scene.seen.places[symbol])
    return QPoint(round(x), round(canvas.height() - y))


def point_at(canvas, place):
    # QTest's own mouseMove moves the real cursor: none moves if it has been there before.
    event = QMouseEvent(QEvent.MouseMove, place, Qt.NoButton, Qt.NoButton, Qt.NoModifier)
    QApplication.sendEvent(canvas, event)


def words(window):
    return window.findChild(QLabel, "embeddingWordsLabel").text()


def near(window):
    listed = window.findChild(QListWidget, "embeddingNearList")
    return [listed.item(row).text() for row in range(listed.count())]


def click(qtbot, window, symbol):
    qtbot.mouseClick(window.canvas, Qt.LeftButton, pos=place_of(window.canvas, symbol))
    draw(qtbot, window)


def test_an_epoch_that_a_file_does_not_have_shows_the_nearest_and_says_why(qtbot, show_window):
    settings, kept, cursor = settings_for(BOOK), EpochSnapshots(), EpochCursor(range(3))
    kept.add(3, Kept(settings, BOOK).at(3))
    window = show_window(EmbeddingWindow(cursor, kept, settings))
    cursor.show(1)
    draw(qtbot, window)
    assert words(window).startswith(
        "Epoch 1 is not kept, the nearest is shown: 3. "
        "The networks of epochs before 3 are not in the file. The axes have "
    )


def test_each_kind_of_character_has_its_own_marks_in_the_places_of_the_map(open_window):
    window = open_window()
    seen = embedding_map(table_at(window, 3))
    drawn = {line.get_label(): line.get_xydata() for line in window.canvas._points}
    for kind in ("vowel", "consonant", "mark"):
        of_kind = [each == kind for each in TASK.passages.kinds(BOOK)]
        np.testing.assert_allclose(drawn[kind], seen.places[of_kind], atol=1e-6)
    assert f"{100 * seen.shares[0]:.0f} % and " in words(window)
    assert len(window.canvas._labels.written) > len(BOOK.vocabulary) / 2


def test_a_click_lists_the_ten_nearest_and_one_of_these_leads_on(qtbot, open_window):
    window = open_window()
    symbol = BOOK.vocabulary.index("e")
    click(qtbot, window, symbol)
    chosen = window._scene.chosen
    order, cosines = neighbours(table_at(window, 3), chosen)
    numbers = [f"{cosine:+.2f}".replace("-", "−") for cosine in cosines]
    glyphs = [BOOK.glyphs[each] for each in order]
    expected = [f"{number}   {glyph}" for number, glyph in zip(numbers, glyphs, strict=True)]
    assert near(window) == expected
    assert len(expected) == 10
    listed = window.findChild(QListWidget, "embeddingNearList")
    rect = listed.visualItemRect(listed.item(2))
    qtbot.mouseClick(listed.viewport(), Qt.LeftButton, pos=rect.center())
    assert window._scene.chosen == order[2]


def test_another_epoch_keeps_what_is_chosen_and_a_click_beside_all_lets_it_go(qtbot, open_window):
    window = open_window()
    click(qtbot, window, 5)
    chosen = window._scene.chosen
    window._cursor.show(1)
    draw(qtbot, window)
    assert window._scene.chosen == chosen
    assert f"Chosen: “{BOOK.glyphs[chosen]}”." in words(window)
    assert "Epoch 1." in words(window)
    window.canvas.picked.emit(-1)
    assert near(window) == []


def test_while_a_map_is_looked_for_in_another_thread_the_one_before_it_stays(
    qtbot, open_window, monkeypatch
):
    window, may_end, threads = open_window(), Event(), []

    def slow(table):
        threads.append(current_thread())
        may_end.wait(10)
        return embedding_map(table)

    monkeypatch.setattr(embedding_window, "embedding_map", slow)
    before = window._scene
    window._cursor.show(1)
    qtbot.waitUntil(lambda: len(threads) == 1)
    window.draw_frame()
    assert window.canvas.scene is before
    assert "Epoch 3." in words(window)
    may_end.set()
    draw(qtbot, window)
    assert "Epoch 1." in words(window)
    assert main_thread() not in threads


def test_the_pointer_names_what_is_under_it(qtbot, open_window):
    window = open_window()

    def points_at_something():
        # On a busy machine the window may be laid out between a look at the place and the event.
        point_at(window.canvas, place_of(window.canvas, 7))
        return words(window).startswith("“")

    qtbot.waitUntil(points_at_something)
    under = window.canvas.symbol_under
    assert words(window).startswith(f"“{BOOK.glyphs[under]}”, ")


def test_of_many_words_some_are_written_and_none_over_another(open_window):
    book = own_book(6_000, by="words")
    window = open_window(book)
    labels = window.canvas._labels
    reach = window.canvas._axes.get_xlim()[1]
    places = np.random.default_rng(0).normal(0, reach / 3, (10_000, 2))
    glyphs = tuple(f"word{number}" for number in range(10_000))
    labels.set_labels(glyphs, places, "black", "white")
    labels.draw(window.canvas.get_renderer())
    assert 20 < len(labels.written) <= 200
    assert labels.written == sorted(labels.written)


def test_what_no_font_has_is_left_out_and_its_name_is_told(qtbot, open_window):
    window = open_window()
    glyphs = ("🙄", "a", "\ue000", "😀")
    window._scene = replace(window._scene, glyphs=(*glyphs, *window._scene.glyphs[4:]), chosen=0)
    labels = window.canvas._labels
    labels.set_labels(glyphs, np.array([[0, 0], [0, 0.5], [0, -0.5], [0.5, 0]]), "black", "white")
    window.canvas._axes.set(xlim=(-1, 1), ylim=(-1, 1))
    labels.draw(window.canvas.get_renderer())
    assert {1, 3} <= set(labels.written)
    assert 2 not in labels.written
    window._read_out()
    assert "“🙄 (face with rolling eyes)”" in words(window)


def test_padding_which_is_never_read_has_no_place_on_the_map(open_window):
    reviews = own_reviews()
    window = open_window(reviews)
    scene = window._scene
    assert scene.glyphs == reviews.glyphs[1:]
    assert len(scene.seen.places) == len(scene.table) == len(scene.kinds) == len(scene.glyphs)
    np.testing.assert_array_equal(scene.table, table_at(window, 3)[1:])


@pytest.mark.parametrize("chosen", [{"embedding": 0}])
def test_a_network_that_embeds_nothing_says_so(open_window, chosen):
    window = open_window(**chosen)
    said = window.findChild(QLabel, "embeddingEmptyLabel").text()
    assert said.startswith("This network embeds nothing")
