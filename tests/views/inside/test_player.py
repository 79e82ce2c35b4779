"""Playing goes to the end by itself, stops there, and begins anew when asked again."""

import pytest

from views.epoch_cursor import EpochCursor
from views.inside import player as player_module
from views.inside.cursor import Cursor
from views.inside.player import Player


@pytest.fixture
def cursor(qapp, training) -> Cursor:
    training.go_on(4)
    cursor = Cursor(EpochCursor(training.history), (7, 5))
    cursor.set_extent(5, (7, 5))
    return cursor


@pytest.fixture
def player(cursor, monkeypatch) -> Player:
    monkeypatch.setattr(player_module, "INTERVAL", 1)
    return Player(cursor)


@pytest.fixture
def places(cursor) -> list[tuple[int, int]]:
    """Epoch and step after each move."""
    seen = []
    cursor.moved.connect(lambda: seen.append((cursor.epoch, cursor.step)))
    return seen


def play_to_the_end(qtbot, player):
    player.play(True)
    with qtbot.waitSignal(player.playing_changed) as changed:
        pass
    assert changed.args == [False]


def test_steps_are_played_to_the_last_one(qtbot, player, cursor, places):
    cursor.go_to(step=2)
    play_to_the_end(qtbot, player)
    assert places == [(4, 2), (4, 3), (4, 4)]


def test_at_the_end_it_begins_anew(qtbot, player, cursor, places):
    cursor.go_to(step=4)
    play_to_the_end(qtbot, player)
    assert [step for _, step in places] == [4, 0, 1, 2, 3, 4]


def test_epochs_are_played_instead_if_chosen(qtbot, player, places):
    player.through_epochs = True
    play_to_the_end(qtbot, player)
    assert [epoch for epoch, _ in places] == [1, 2, 3, 4]


def test_it_can_be_stopped_on_the_way(qtbot, player, cursor, places):
    player.play(True)
    player.play(False)
    qtbot.wait(20)
    assert places == []
    assert not player.is_playing
