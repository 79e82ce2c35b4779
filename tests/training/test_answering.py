"""A session whose network another process computes, which may take long, or not answer at all."""

import os
import signal
import sys

import pytest
from small_session import LONG_PATTERN, losses, make_session, train_to_the_end

import workshop
from training.states import Command, RunState

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no process is stopped there")


@pytest.fixture
def elsewhere(qtbot, monkeypatch):
    """A session ready to train on NumPy in a process of its own."""
    monkeypatch.setattr(workshop, "IN_OWN_PROCESS", {"numpy"})
    session = make_session(qtbot, workshop)
    qtbot.waitUntil(lambda: Command.PREDICT in session.view.commands, timeout=20_000)
    yield session
    assert session.close()


def process_of(session):
    return session._worker._network.process


def stop(session):
    os.kill(process_of(session).pid, signal.SIGSTOP)


def go_on(session):
    os.kill(process_of(session).pid, signal.SIGCONT)


def pause_within_a_call(qtbot, session, wait_for):
    """Press Pause while the process has been asked, and does not answer before it goes on."""
    stop(session)
    qtbot.waitUntil(lambda: session._worker._is_under_way, timeout=20_000)
    session.pause()
    wait_for(session, RunState.PAUSED)
    assert session._worker._is_under_way


def test_pause_is_heard_while_a_call_is_under_way_and_training_goes_on_exactly(
    qtbot, elsewhere, wait_for
):
    session = elsewhere
    session.set_pattern(LONG_PATTERN)
    session.set_epochs(2)
    train_to_the_end(session, wait_for)
    expected = losses(session)
    session.reset()
    wait_for(session, RunState.READY)
    session.start()
    qtbot.waitUntil(lambda: session.view.fraction > 0, timeout=20_000)
    pause_within_a_call(qtbot, session, wait_for)
    go_on(session)
    session.resume()
    wait_for(session, RunState.FINISHED)
    assert losses(session) == expected


def test_what_is_asked_next_finds_the_network_where_its_position_says(qtbot, elsewhere, wait_for):
    session = elsewhere
    session.set_pattern(LONG_PATTERN)
    session.set_epochs(1)
    session.start()
    qtbot.waitUntil(lambda: session.view.fraction > 0, timeout=20_000)
    pause_within_a_call(qtbot, session, wait_for)
    go_on(session)
    session.reset()
    wait_for(session, RunState.READY)
    session.undo()
    wait_for(session, RunState.PAUSED)
    session.resume()
    wait_for(session, RunState.FINISHED)
    learned = losses(session)
    session.reset()
    wait_for(session, RunState.READY)
    train_to_the_end(session, wait_for)
    assert losses(session) == learned


def test_pause_gives_a_prediction_up(elsewhere, wait_for):
    session = elsewhere
    session.predict(8)
    wait_for(session, RunState.READY)
    stop(session)
    session.predict(8)
    assert session.view.state is RunState.PREDICTING
    session.pause()
    wait_for(session, RunState.READY)
    go_on(session)
    session.predict(8)
    wait_for(session, RunState.READY)
