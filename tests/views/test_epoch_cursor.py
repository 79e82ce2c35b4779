"""One place in the history for all windows: it moves, it follows, it never leaves the history."""

import numpy as np
import pytest

from training.record import EpochRecord, History
from views.epoch_cursor import EpochCursor


def append(history: History, epochs: int) -> None:
    targets = np.array([0, 1], dtype=np.uint8)
    for _ in range(epochs):
        record = EpochRecord.from_evaluation(len(history) + 1, targets * 0.8, targets, 2, 0.5, 0.01)
        history.append(record)


@pytest.fixture
def history() -> History:
    return History()


@pytest.fixture
def cursor(qapp, history) -> EpochCursor:
    return EpochCursor(history)


@pytest.fixture
def told(cursor) -> list[int]:
    """The epochs that the cursor announces."""
    epochs = []
    cursor.epoch_shown.connect(epochs.append)
    return epochs


def test_before_the_first_epoch_there_is_nowhere_to_go(cursor, told):
    cursor.show(3)
    cursor.follow(True)
    assert (cursor.epoch, cursor.last, told) == (0, 0, [])


def test_it_follows_until_it_is_led_back(cursor, history, told):
    append(history, 3)
    cursor.history_grew()
    cursor.show(2)
    append(history, 1)
    cursor.history_grew()
    assert (cursor.epoch, cursor.last, cursor.is_following) == (2, 4, False)
    assert told == [3, 2]


def test_follow_leads_to_the_newest(cursor, history, told):
    append(history, 3)
    cursor.history_grew()
    cursor.show(1)
    cursor.follow(True)
    append(history, 1)
    cursor.history_grew()
    assert told == [3, 1, 3, 4]


@pytest.mark.parametrize(("asked", "shown"), [(-4, 1), (0, 1), (2, 2), (9, 3)])
def test_it_shows_the_nearest_epoch_there_is(cursor, history, asked, shown):
    append(history, 3)
    cursor.history_grew()
    cursor.show(asked)
    assert cursor.epoch == shown


def test_a_history_that_was_cut_is_followed_from_its_end(cursor, history, told):
    append(history, 5)
    cursor.history_grew()
    cursor.show(4)
    history.replace(list(history)[:2])
    cursor.history_replaced()
    assert (cursor.epoch, cursor.is_following) == (2, True)
    assert told == [5, 4, 2]


def test_a_growing_history_is_told_even_where_the_epoch_stays(cursor, history, qtbot):
    append(history, 2)
    cursor.history_grew()
    cursor.show(1)
    append(history, 1)
    with qtbot.waitSignal(cursor.changed), qtbot.assertNotEmitted(cursor.epoch_shown):
        cursor.history_grew()
