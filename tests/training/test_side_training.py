"""Networks trained beside the student's: as if trained alone, and going on where they were."""

from dataclasses import replace

import numpy as np
import pytest
from alike import check_alike
from kept_runs import trained
from small_session import WatchedWorkshop

from cells.registry import CELLS
from networks.settings import Settings
from tasks.pattern import Pattern
from training.learner import Learner
from training.side_training import SideTraining

SMALL = Settings(units=(4,), rows=4, window=4, updates=4, passes=2)
TASK = (Pattern.read("0011"), 5)
"""Pattern and seed."""


def learners():
    return [Learner(cell.title, replace(SMALL, cell=name)) for name, cell in CELLS.items()]


@pytest.fixture
def workshop():
    return WatchedWorkshop()


@pytest.fixture
def side(qapp, workshop):
    side = SideTraining(workshop)
    yield side
    assert side.close()


def wait_until_done(qtbot, side):
    qtbot.waitUntil(lambda: not side.is_running)


def train_alone(settings, epochs):
    """The same training without anything beside it: loss of each epoch, and the last state."""
    alone = trained(epochs=epochs, seed=TASK[1], settings=settings)
    return [record.loss for record in alone.records], alone.state.snapshot


def test_beside_others_a_network_learns_exactly_as_alone(qtbot, side):
    side.learn(learners(), *TASK)
    side.train(3)
    wait_until_done(qtbot, side)
    assert len(side.members) == len(CELLS)
    for member in side.members:
        losses, snapshot = train_alone(member.learner.settings, 3)
        np.testing.assert_array_equal(member.history.loss, losses)
        check_alike(member.snapshots.at(3).snapshot, snapshot)


def test_it_goes_on_from_the_epochs_there_are(qtbot, side):
    side.learn(learners()[:2], *TASK)
    side.train(2)
    wait_until_done(qtbot, side)
    assert side.fraction == 1
    side.train(4)
    assert side.fraction == 0.5
    wait_until_done(qtbot, side)
    for member in side.members:
        np.testing.assert_array_equal(
            member.history.loss, train_alone(member.learner.settings, 4)[0]
        )


def test_stopped_it_keeps_its_epochs_and_goes_on_to_its_goal(qtbot, side):
    side.learn(learners()[:1], *TASK)
    side.train(10_000)
    qtbot.waitUntil(lambda: side.epochs >= 2)
    side.stop()
    stopped_at = side.epochs
    qtbot.wait(50)
    assert side.epochs == stopped_at
    assert not side.is_running
    side.train(10_000)
    qtbot.waitUntil(lambda: side.epochs > stopped_at)
    losses, _ = train_alone(side.members[0].learner.settings, stopped_at + 1)
    assert side.members[0].history.loss[stopped_at] == losses[-1]


def test_another_task_begins_anew_in_the_same_histories(qtbot, side):
    side.learn(learners()[:1], *TASK)
    side.train(2)
    wait_until_done(qtbot, side)
    member = side.members[0]
    before = member.history.loss.copy()
    side.learn(learners()[:1], TASK[0], seed=6)
    assert side.members == (member,)
    assert len(member.history) == 0
    side.train(2)
    wait_until_done(qtbot, side)
    assert not np.array_equal(member.history.loss, before)


def test_the_same_networks_and_task_stay_as_they_are(qtbot, side):
    side.learn(learners()[:1], *TASK)
    side.train(2)
    wait_until_done(qtbot, side)
    side.learn(learners()[:1], Pattern(TASK[0].glyphs), TASK[1])
    assert side.epochs == 2


def test_without_networks_there_is_nothing_to_do(side):
    side.learn((), *TASK)
    side.train(5)
    assert not side.is_running
    assert side.fraction == 1


def test_a_network_that_explodes_ends_and_the_others_go_on(qtbot, side):
    wild = replace(
        SMALL, cell="simple_rnn", activation="linear", optimizer="sgd", clip_norm=None, window=16
    ).at_rate(0.5)
    side.learn([Learner("wild", wild), learners()[0]], *TASK)
    side.train(30)
    wait_until_done(qtbot, side)
    exploded, other = side.members
    assert exploded.exploded_in == len(exploded.history) + 1
    assert (len(other.history), other.exploded_in) == (30, 0)
    assert (side.problem, side.epochs, side.fraction) == ("", 30, 1)
    side.learn([Learner("wild", wild), learners()[0]], TASK[0], seed=1)
    assert exploded.exploded_in == 0


def test_a_failure_is_told_and_leaves_the_epochs_so_far(qtbot, side, workshop, monkeypatch):
    side.learn(learners()[:1], *TASK)
    side.train(1)
    wait_until_done(qtbot, side)

    def broken(*_):
        raise ValueError("The net is torn.")

    monkeypatch.setattr(workshop.made[0], "train_pass", broken)
    side.train(2)
    wait_until_done(qtbot, side)
    assert side.problem.startswith("The net is torn")
    assert side.epochs == 1
    side.train(3)
    wait_until_done(qtbot, side)
    assert (side.problem, side.epochs) == ("", 3)


def test_held_it_does_not_train_until_it_is_resumed(qtbot, side):
    side.learn(learners()[:1], *TASK)
    side.train(10_000)
    qtbot.waitUntil(lambda: side.epochs >= 2)
    side.hold()
    held_at = side.epochs
    side.train(9_000)
    assert not side.is_running
    assert side.goal == 9_000
    side.resume()
    qtbot.waitUntil(lambda: side.epochs > held_at)


def test_a_goal_that_moves_on_does_not_interrupt_the_epoch_under_way(qtbot, side, workshop):
    """A training that runs ahead would else keep a slower one from ever ending an epoch."""
    side.learn(learners()[:1], *TASK)
    for goal in range(1, 30):
        side.train(goal)
        qtbot.wait(1)
    wait_until_done(qtbot, side)
    assert side.epochs == 29
    assert len(workshop.made) == 1
    np.testing.assert_array_equal(
        side.members[0].history.loss, train_alone(side.members[0].learner.settings, 29)[0]
    )
