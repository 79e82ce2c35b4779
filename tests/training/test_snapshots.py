"""Every epoch is kept until memory is short; then fewer, but always the oldest and the newest."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.checkpoint import TrainedState
from training.loop import Position
from training.snapshots import MOST_BYTES, EpochSnapshots

STATE_BYTES = 800
ROOM_FOR_EIGHT = 8 * STATE_BYTES


def state_after(epoch):
    """A state whose weights tell its epoch."""
    weights = np.full(STATE_BYTES // 8, epoch, np.float64)
    return TrainedState(None, Position(epoch + 1), {"weights/0": weights})


def snapshots_of(epochs, most_bytes=ROOM_FOR_EIGHT):
    snapshots = EpochSnapshots(most_bytes)
    for epoch in epochs:
        snapshots.add(epoch, state_after(epoch))
    return snapshots


def test_every_epoch_is_kept_while_there_is_room():
    snapshots = snapshots_of(range(1, 9))
    assert (snapshots.epochs, snapshots.stride) == ([1, 2, 3, 4, 5, 6, 7, 8], 1)
    assert snapshots.sentence == ""


def test_one_epoch_too_many_gives_up_every_other_one():
    snapshots = snapshots_of(range(1, 10))
    assert (snapshots.epochs, snapshots.stride) == ([1, 2, 4, 6, 8, 9], 2)
    assert snapshots.sentence == (
        "To save memory, 6 of the epochs 1 to 9 are kept, at least one in 2."
    )


def test_the_newest_stays_only_until_the_next_one_comes():
    assert snapshots_of(range(1, 12)).epochs == [1, 2, 4, 6, 8, 10, 11]


@given(last=st.integers(1, 300))
def test_however_long_the_training_the_bytes_stay_within_their_limit(last):
    snapshots = snapshots_of(range(1, last + 1))
    assert len(snapshots.epochs) <= 8
    assert {1, last} <= set(snapshots.epochs)
    between = range(snapshots.stride, last, snapshots.stride)
    assert snapshots.epochs == sorted({1, *between, last})
    for epoch in snapshots.epochs:
        assert snapshots.at(epoch).snapshot["weights/0"][0] == epoch


def test_two_states_are_kept_however_large_they_are():
    assert snapshots_of(range(1, 6), most_bytes=1).epochs == [1, 5]


def test_the_limit_leaves_room_for_hundreds_of_epochs_of_the_default_network():
    network_bytes = 30_651 * 4 * 3
    assert MOST_BYTES / network_bytes > 500


def test_a_training_from_a_file_begins_with_its_last_epoch_and_says_so():
    snapshots = snapshots_of([20, 21, 22])
    assert snapshots.epochs == [20, 21, 22]
    assert snapshots.sentence == "The networks of epochs before 20 are not in the file."


def test_an_epoch_that_is_not_kept_is_a_key_error():
    with pytest.raises(KeyError):
        snapshots_of(range(1, 10)).at(5)


@pytest.mark.parametrize(("wanted", "nearest"), [(1, 1), (5, 6), (7, 8), (9, 9), (500, 9)])
def test_the_nearest_of_two_equally_near_ones_is_the_later(wanted, nearest):
    assert snapshots_of(range(1, 10)).nearest(wanted) == nearest


def test_nothing_is_near_when_nothing_is_kept():
    with pytest.raises(ValueError, match="empty"):
        EpochSnapshots().nearest(1)


def test_truncating_gives_up_the_later_epochs_and_their_room():
    snapshots = snapshots_of(range(1, 9))
    snapshots.truncate(3)
    assert snapshots.epochs == [1, 2, 3]
    for epoch in range(4, 9):
        snapshots.add(epoch, state_after(epoch))
    assert (len(snapshots.epochs), snapshots.stride) == (8, 1)


def test_after_truncating_what_was_thinned_every_epoch_is_kept_while_there_is_room():
    snapshots = snapshots_of(range(1, 33))
    assert (snapshots.epochs, snapshots.stride) == ([1, 8, 16, 24, 32], 8)
    snapshots.truncate(16)
    for epoch in range(17, 22):
        snapshots.add(epoch, state_after(epoch))
    assert snapshots.epochs == [1, 8, 16, 17, 18, 19, 20, 21]
    assert snapshots.sentence == (
        "To save memory, 8 of the epochs 1 to 21 are kept, at least one in 8."
    )
    snapshots.add(22, state_after(22))
    assert (snapshots.epochs, snapshots.stride) == ([1, 8, 16, 18, 20, 22], 2)


def test_truncating_to_before_the_first_gap_leaves_nothing_to_tell():
    snapshots = snapshots_of(range(1, 10))
    snapshots.truncate(2)
    assert (snapshots.epochs, snapshots.sentence) == ([1, 2], "")


@given(
    last=st.integers(1, 100),
    ways_back=st.lists(st.tuples(st.integers(0, 7), st.integers(1, 60)), max_size=5),
)
def test_however_often_one_goes_back_the_sentence_is_true_and_the_room_is_enough(last, ways_back):
    snapshots = snapshots_of(range(1, last + 1))
    for place, more in ways_back:
        begin = snapshots.epochs[place % len(snapshots.epochs)]
        last = begin + more
        snapshots.truncate(begin)
        for epoch in range(begin + 1, last + 1):
            snapshots.add(epoch, state_after(epoch))
        assert snapshots.bytes == len(snapshots.epochs) * STATE_BYTES <= ROOM_FOR_EIGHT
        assert {1, last} <= set(snapshots.epochs)
        assert (snapshots.sentence == "") == (len(snapshots.epochs) == last)


def test_clearing_begins_anew():
    snapshots = snapshots_of(range(1, 10))
    snapshots.clear()
    assert (snapshots.epochs, snapshots.stride, snapshots.sentence) == ([], 1, "")
    snapshots.add(1, state_after(1))
    assert snapshots.epochs == [1]


def test_a_copy_goes_its_own_way_within_the_same_limit():
    snapshots = snapshots_of(range(1, 9))
    copy = snapshots.copy()
    snapshots.truncate(2)
    copy.add(9, state_after(9))
    assert snapshots.epochs == [1, 2]
    assert copy.epochs == [1, 2, 4, 6, 8, 9]
    snapshots.replace(copy)
    assert (snapshots.epochs, snapshots.stride) == (copy.epochs, 2)


# Of large networks


def large_after(epoch, optimizer=STATE_BYTES):
    """The same with an optimizer that remembers as much again."""
    state = state_after(epoch)
    memory = np.full(optimizer // 8, epoch, np.float64)
    more = {"optimizer/m/0": memory, "optimizer/step": np.array(epoch)}
    return TrainedState(None, state.position, {**state.snapshot, **more})


def test_of_a_large_network_the_optimizer_of_the_newest_epoch_alone_is_kept():
    snapshots = EpochSnapshots(ROOM_FOR_EIGHT)
    for epoch in (1, 2, 3):
        snapshots.add(epoch, large_after(epoch))
        assert snapshots.at(epoch).snapshot["optimizer/m/0"][0] == epoch
        assert snapshots.told_of(epoch) == ""
    for older in (1, 2):
        state = snapshots.at(older)
        assert state.snapshot["weights/0"][0] == older
        assert not state.snapshot["optimizer/m/0"].any()
        assert state.snapshot["optimizer/m/0"].shape == (STATE_BYTES // 8,)
        assert state.snapshot["optimizer/step"] == 0
        assert "begins anew" in snapshots.told_of(older)
    assert snapshots.bytes <= 4 * STATE_BYTES + 3 * 8
    assert snapshots.sentence == ""


def test_of_a_small_one_every_epoch_stays_whole():
    snapshots = EpochSnapshots(400 * STATE_BYTES)
    states = [large_after(epoch) for epoch in (1, 2, 3)]
    for epoch, state in enumerate(states, start=1):
        snapshots.add(epoch, state)
    assert [snapshots.at(epoch) for epoch in (1, 2, 3)] == states
    assert snapshots.told_of(1) == ""


def test_going_back_and_on_keeps_the_count_of_bytes():
    snapshots = EpochSnapshots(20 * STATE_BYTES)
    for epoch in range(1, 7):
        snapshots.add(epoch, large_after(epoch))
    snapshots.truncate(3)
    for epoch in range(4, 7):
        snapshots.add(epoch, large_after(epoch))
    held = sum(
        array.nbytes
        for e in snapshots.epochs
        for array in snapshots.at(e).snapshot.values()
        if array.strides != (0,)
    )
    assert snapshots.bytes == held
