"""How long an epoch and a run still take is told where that is long."""

import re
from dataclasses import replace

import held_out
import pytest
from small_session import go_on_to_the_end, train_to_the_end
from small_settings import SMALL

from networks.settings import NetworkChoice
from training import pace
from training.loop import PassDone
from training.present import Present
from training.states import RunState


def present_in_epoch(done, seconds, fraction, spent):
    """A run of four epochs that each took so long, of which so many are done."""
    now = Present(NetworkChoice("numpy", SMALL), state=RunState.TRAINING, goal=4, rests_at=4)
    records = held_out.records_of([1.0] * done, [1.0] * done)
    now.history.replace(replace(record, seconds=seconds) for record in records)
    now.note(PassDone(done + 1, fraction, spent))
    return now


@pytest.mark.parametrize(
    ("now", "left"),
    [
        (present_in_epoch(0, 0, 0.0, 0.0), 0),  # Nobody knows yet.
        (present_in_epoch(0, 0, 0.25, 10.0), 150),
        (present_in_epoch(2, 30.0, 0.5, 16.0), 44),
        (present_in_epoch(3, 30.0, 0.9, 40.0), 0),  # It takes longer than the one before.
    ],
)
def test_the_time_left_follows_from_what_epochs_have_taken(now, left):
    assert now.pace.left == pytest.approx(left)


def test_of_a_long_epoch_the_status_says_how_far_it_has_come(session, monkeypatch, wait_for):
    told = []
    session.changed.connect(lambda: told.append(session.view.status))
    monkeypatch.setattr(pace, "LONG", -1.0)
    train_to_the_end(session, wait_for, 2)
    whole = re.compile(r"Training: epoch [12] of 2, \d+ % of it done; about 1 s left\.")
    assert any(map(whole.fullmatch, told))
    monkeypatch.undo()
    told.clear()
    go_on_to_the_end(session, wait_for)
    assert "Training: epoch 3 of 4." in told
