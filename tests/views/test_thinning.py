"""What the pixels can show: whole periods, axes that grow in steps, peaks that survive thinning."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from views.thinning import (
    last_epoch_on_axis,
    next_step,
    symbols_shown,
    thin_epochs,
    thin_values,
    top_of_losses,
)


@pytest.mark.parametrize(
    ("period", "room", "shown"),
    [
        (2, 100, 24),  # short periods: more of them than three
        (7, 100, 28),
        (16, 100, 48),  # three periods
        (40, 100, 80),  # two have room
        (60, 100, 60),
        (10_000, 100, 100),  # a part of one
        (10_000, 5_000, 200),  # never more than can be taken in
        (3, 5, 24),  # never less than makes a picture
    ],
)
def test_a_stretch_is_some_whole_periods_as_far_as_there_is_room(period, room, shown):
    assert symbols_shown(period, available=20_000, room=room) == shown


def test_a_stretch_is_never_longer_than_what_there_is():
    assert symbols_shown(16, available=20, room=100) == 20


@pytest.mark.parametrize(
    ("epochs", "planned", "last"),
    [
        (0, 10, 10),  # a short plan is shown whole
        (7, 30, 30),
        (1, 10_000, 50),  # of a long one, as much as is near
        (51, 10_000, 100),
        (2_001, 3_000, 3_000),  # never past the plan
        (15, 10, 20),  # more epochs than were planned, as in a loaded history
        (0, 0, 1),
    ],
)
def test_the_epoch_axis_ends_at_the_plan_or_at_a_round_number(epochs, planned, last):
    assert last_epoch_on_axis(epochs, planned) == last


@given(epochs=st.integers(0, 20_000), planned=st.integers(0, 20_000))
def test_the_epoch_axis_has_room_for_every_epoch(epochs, planned):
    assert last_epoch_on_axis(epochs, planned) >= epochs


def test_the_epoch_axis_moves_rarely():
    ends = {last_epoch_on_axis(epochs, 10_000) for epochs in range(10_001)}
    assert len(ends) < 10


@pytest.mark.parametrize(("value", "step"), [(0.7, 1), (1, 1), (1.01, 2), (16.1, 20), (300, 500)])
def test_steps_are_round(value, step):
    assert next_step(value) == step


@pytest.mark.parametrize(("highest", "top"), [(1, 1), (1.2, 1.5), (2.1, 3), (5.5, 6), (11, 15)])
def test_an_axis_of_losses_leaves_little_of_it_empty(highest, top):
    assert top_of_losses(highest) == top


@given(values=st.lists(st.floats(0, 16), min_size=1, max_size=200), bin_size=st.integers(1, 50))
def test_thinning_loses_no_peak_and_keeps_values_with_their_epochs(values, bin_size):
    values = np.array(values)
    thinned = thin_values(values, bin_size)
    epochs = thin_epochs(len(values), bin_size)
    assert len(thinned) == len(epochs)
    assert (thinned.min(), thinned.max()) == (values.min(), values.max())
    assert epochs[0] >= 1
    assert epochs[-1] <= len(values)
    assert (np.diff(epochs) >= 0).all()


def test_thinning_keeps_the_lowest_and_the_highest_of_every_bin():
    values = np.array([3.0, 1.0, 2.0, 9.0, 7.0, 8.0])
    assert thin_values(values, 3).tolist() == [1, 3, 7, 9]
    assert thin_epochs(6, 3).tolist() == [2, 2, 5, 5]


def test_one_broken_loss_does_not_hide_its_neighbours():
    assert thin_values(np.array([0.5, np.nan, 0.7]), 3).tolist() == [0.5, 0.7]
