"""One cursor for all views: it stays within the steps and the network, and tells when it moves."""

import pytest

from views.epoch_cursor import EpochCursor
from views.inside.cursor import Cursor


@pytest.fixture
def cursor(qapp, training) -> Cursor:
    training.go_on(2)
    cursor = Cursor(EpochCursor(training.history), (7, 5))
    cursor.set_extent(32, (7, 5))
    return cursor


@pytest.fixture
def moves(cursor) -> list[tuple]:
    """Where the cursor was each time that it told of a move."""
    places = []
    cursor.moved.connect(
        lambda: places.append((cursor.epoch, cursor.step, cursor.layer, cursor.unit))
    )
    return places


def test_it_goes_where_it_is_told_and_says_so_once(cursor, moves):
    cursor.go_to(step=4, layer=1, unit=3)
    assert moves == [(2, 4, 1, 3)]


def test_what_is_not_named_stays(cursor, moves):
    cursor.go_to(step=4, unit=3)
    cursor.go_to(unit=2)
    assert moves[-1] == (2, 4, 0, 2)


def test_going_where_it_stands_is_no_move(cursor, moves):
    cursor.go_to(step=0, layer=0, unit=0)
    cursor.set_extent(32, (7, 5))
    assert moves == []


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ({"step": -1}, (0, 0, 0)),
        ({"step": 99}, (31, 0, 0)),
        ({"layer": 2}, (0, 1, 0)),
        ({"unit": 7}, (0, 0, 6)),
        ({"layer": 1, "unit": 6}, (0, 1, 4)),
    ],
)
def test_it_never_leaves_the_net(cursor, asked, place):
    cursor.go_to(**asked)
    assert (cursor.step, cursor.layer, cursor.unit) == place


def test_a_layer_with_fewer_units_takes_the_last_of_them(cursor):
    cursor.go_to(unit=6)
    cursor.go_to(layer=1)
    assert (cursor.units, cursor.unit) == (5, 4)


def test_a_shorter_sequence_or_a_smaller_net_pulls_it_in(cursor, moves):
    cursor.go_to(step=31, layer=1, unit=4)
    cursor.set_extent(10, (3,))
    assert moves[-1] == (2, 9, 0, 2)
    assert (cursor.steps, cursor.layers, cursor.units) == (10, 1, 3)


def test_the_epoch_is_that_of_all_windows(cursor, moves):
    cursor.epoch_cursor.show(1)
    assert moves == [(1, 0, 0, 0)]


def test_down_and_up_lead_from_row_to_row_of_the_order_shown(cursor):
    cursor.set_order([3, 0, 6, 1, 2, 5, 4])
    cursor.go_to(unit=3)
    found = []
    for rows in (1, 1, -1, 99, 1, -99, -1):
        cursor.go_down(rows)
        found.append(cursor.unit)
    assert found == [0, 6, 0, 4, 4, 3, 3]


@pytest.mark.parametrize("order", [[], [2, 1, 0]])
def test_without_an_order_of_this_layer_units_follow_by_number(cursor, order):
    cursor.set_order(order)
    cursor.go_down(2)
    assert cursor.unit == 2
    cursor.go_down(-1)
    assert cursor.unit == 1
