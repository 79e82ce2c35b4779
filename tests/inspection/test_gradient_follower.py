"""Gradients are followed in the background: the same numbers, and whoever asks can go on."""

import threading

import numpy as np
import pytest
from samples import untrained_state

from inspection.gradient_follower import GradientFollower, Look
from inspection.gradients import GradientProbe
from networks.settings import Settings
from tasks.pattern import Pattern

SMALL = Settings(units=(4, 3), rows=2, window=4, updates=2, passes=1)


@pytest.fixture
def follower(qapp):
    follower = GradientFollower()
    yield follower
    assert follower.close()


def look(seed, settings=SMALL):
    return Look(settings, 1, untrained_state(Pattern("0011"), settings, seed))


@pytest.fixture
def measured(monkeypatch):
    """The states that were measured, each with the thread that did it."""
    states = []
    measure = GradientProbe.measure

    def watched(probe, epoch, state):
        states.append((state, threading.current_thread()))
        return measure(probe, epoch, state)

    monkeypatch.setattr(GradientProbe, "measure", watched)
    return states


def follow(qtbot, follower, *looks):
    with qtbot.waitSignal(follower.ended) as ended:
        follower.follow(looks)
    return ended.args[0]


def test_the_numbers_are_those_of_the_probe(qtbot, follower):
    one, other = look(1), look(2, Settings(cell="gru", units=(3,)))
    assert follow(qtbot, follower, one, other) == ""
    assert follower.knows([one, other])
    for each in (one, other):
        expected = GradientProbe(each.settings).measure(1, each.state)
        np.testing.assert_array_equal(follower.flows[each.state].norms, expected.norms)


def test_it_is_done_in_another_thread(qtbot, follower, measured):
    follow(qtbot, follower, look(1))
    ((_, thread),) = measured
    assert thread is not threading.current_thread()


def test_what_is_known_is_not_measured_again_and_what_is_not_asked_for_is_forgotten(
    qtbot, follower, measured
):
    one, other, third = look(1), look(2), look(3)
    follow(qtbot, follower, one, other)
    follow(qtbot, follower, other, third)
    assert [state for state, _ in measured] == [one.state, other.state, third.state]
    assert not follower.knows([one])
    assert follower.knows([other, third])


def test_what_is_cancelled_never_comes(qtbot, follower):
    follower.follow([look(1)])
    follower.cancel()
    assert not follower.is_running
    with qtbot.assertNotEmitted(follower.ended, wait=100):
        pass
    assert follower.flows == {}


def test_why_it_failed_is_told(qtbot, follower):
    wrong = Look(Settings(units=(5, 3)), 1, look(1).state)
    assert "shape" in follow(qtbot, follower, wrong)
    assert not follower.is_running
