"""A session whose network another process computes, which may take long, or not answer at all."""

import os
import signal
import sys
from dataclasses import replace
from itertools import count

import psutil
import pytest
from small_session import (
    LONG_PATTERN,
    Workshop,
    go_on_to_the_end,
    losses,
    make_session,
    reset,
    train_to_the_end,
)
from small_settings import SMALL

import workshop
from experiments.race_session import RaceSession
from networks import networks, silence
from networks.settings import Settings
from training import checkpoint_file
from training.learner import GroupPlan, Learner
from training.states import Command, RunState
from training.view import NOT_ANSWERING

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no process is stopped there")


@pytest.fixture
def elsewhere(qtbot, monkeypatch):
    """A session ready to train on NumPy in a process of its own."""
    monkeypatch.setattr(workshop, "IN_OWN_PROCESS", {"numpy"})
    session = make_session(qtbot, workshop)
    qtbot.waitUntil(lambda: Command.PREDICT in session.view.commands)
    yield session
    assert session.close()


def process_of(session):
    return session._worker._training.network.process


def stop(session):
    os.kill(process_of(session).pid, signal.SIGSTOP)


def go_on(session):
    os.kill(process_of(session).pid, signal.SIGCONT)


@pytest.fixture
def stops_at(monkeypatch):
    """Let a process stand still when it is asked for a pass, the one of this number from now on.

    An epoch of the long pattern has 200.
    """

    def choose(number):
        passes, calling = count(1), workshop.NetworkInOwnProcess.calling

        def asked(network, method, *arguments):
            if method == "train_pass" and next(passes) == number:
                os.kill(network.process.pid, signal.SIGSTOP)
            return (yield from calling(network, method, *arguments))

        monkeypatch.setattr(workshop.NetworkInOwnProcess, "calling", asked)

    return choose


def wait_within_a_call(qtbot, session):
    """Wait until the process has been asked, and does not answer before it goes on."""

    def is_within():
        is_stopped = psutil.Process(process_of(session).pid).status() == psutil.STATUS_STOPPED
        is_asked = session._worker._training.is_under_way
        return is_stopped and is_asked and session.view.fraction > 0

    qtbot.waitUntil(is_within)


def pause_within_a_call(qtbot, session, wait_for):
    wait_within_a_call(qtbot, session)
    session.pause()
    wait_for(session, RunState.PAUSED)
    assert session._worker._training.is_under_way


def test_pause_is_heard_while_a_call_is_under_way_and_training_goes_on_exactly(
    qtbot, elsewhere, wait_for, stops_at
):
    session = elsewhere
    session.set_problem(LONG_PATTERN)
    train_to_the_end(session, wait_for, 2)
    expected = losses(session)
    reset(session, wait_for)
    stops_at(20)
    session.start()
    pause_within_a_call(qtbot, session, wait_for)
    go_on(session)
    go_on_to_the_end(session, wait_for)
    assert losses(session) == expected


def test_what_is_asked_next_finds_the_network_where_its_position_says(
    qtbot, elsewhere, wait_for, stops_at
):
    session = elsewhere
    session.set_problem(LONG_PATTERN)
    session.set_epochs(1)
    stops_at(20)
    session.start()
    pause_within_a_call(qtbot, session, wait_for)
    go_on(session)
    reset(session, wait_for)
    session.undo()
    wait_for(session, RunState.PAUSED)
    go_on_to_the_end(session, wait_for)
    learned = losses(session)
    reset(session, wait_for)
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


@pytest.fixture
def impatient(monkeypatch):
    """What stands still is told after two looks, not after ten."""
    monkeypatch.setattr(silence, "PATIENCE", 1.5)
    monkeypatch.setattr(networks, "SHORT_SILENCE", 1.0)


def wait_for_offer(qtbot, session):
    qtbot.waitUntil(lambda: Command.REPLACE_PROCESS in session.view.commands)
    assert session.view.status == NOT_ANSWERING


@pytest.fixture
def stopped_in_training(qtbot, elsewhere, impatient, stops_at):
    """A session whose process stands still within its first epoch of two."""
    session = elsewhere
    session.set_problem(LONG_PATTERN)
    session.set_epochs(2)
    stops_at(20)
    session.start()
    wait_within_a_call(qtbot, session)
    return session


def test_another_process_is_offered_until_the_one_that_stood_still_goes_on(
    qtbot, stopped_in_training, wait_for
):
    session = stopped_in_training
    wait_for_offer(qtbot, session)
    go_on(session)
    qtbot.waitUntil(lambda: Command.REPLACE_PROCESS not in session.view.commands)
    wait_for(session, RunState.FINISHED)


def test_another_process_goes_on_training_and_nothing_is_lost(qtbot, stopped_in_training, wait_for):
    session = stopped_in_training
    stopped = process_of(session).pid
    wait_for_offer(qtbot, session)
    session.replace_process()
    wait_for(session, RunState.FINISHED)
    assert process_of(session).pid != stopped
    learned = losses(session)
    reset(session, wait_for)
    train_to_the_end(session, wait_for)
    assert losses(session) == learned


def test_nothing_is_offered_while_nobody_waits_for_an_answer(qtbot, elsewhere, impatient):
    session = elsewhere
    stop(session)
    qtbot.waitUntil(lambda: session._worker.is_silent)
    assert Command.REPLACE_PROCESS not in session.view.commands
    go_on(session)


def test_a_process_that_stands_still_before_its_network_is_there_is_replaced_too(
    qtbot, monkeypatch, impatient, wait_for
):
    monkeypatch.setattr(workshop, "IN_OWN_PROCESS", {"numpy"})
    made = []

    def create(backend, settings):
        made.append(workshop.create_model(backend, settings))
        if len(made) == 1:
            os.kill(made[0].process.pid, signal.SIGSTOP)
        return made[-1]

    session = make_session(qtbot, Workshop(create_model=create))
    session.start()
    wait_for_offer(qtbot, session)
    session.replace_process()
    wait_for(session, RunState.FINISHED)
    assert len(made) == 2
    assert session.close()


@pytest.mark.parametrize("ask", ["reset", "pause", "nothing"])
def test_it_closes_whatever_the_stopped_process_was_asked_for(stopped_in_training, ask):
    session = stopped_in_training
    if ask != "nothing":
        getattr(session, ask)()
    process = process_of(session)
    assert session.close()
    assert not psutil.pid_exists(process.pid)


def test_a_save_of_a_finished_epoch_needs_no_process(elsewhere, wait_for, qtbot, tmp_path):
    session = elsewhere
    train_to_the_end(session, wait_for)
    stop(session)
    qtbot.save(session, tmp_path / "a.keras")


def test_who_leaves_a_network_within_a_long_call_does_not_wait_for_it(
    qtbot, elsewhere, wait_for, monkeypatch, tmp_path, stops_at
):
    """The process stands still, as if its call never ended, until training goes on."""
    monkeypatch.setattr(Settings, "is_slow", True)
    session = elsewhere
    session.set_problem(LONG_PATTERN)
    session.set_epochs(2)
    stops_at(220)
    session.start()
    pause_within_a_call(qtbot, session, wait_for)
    qtbot.save(session, tmp_path / "a.keras")
    reset(session, wait_for)
    session.undo()
    wait_for(session, RunState.PAUSED)
    go_on(session)
    go_on_to_the_end(session, wait_for)
    learned = losses(session)
    reset(session, wait_for)
    train_to_the_end(session, wait_for)
    assert losses(session) == learned


@pytest.mark.parametrize(("number", "epochs"), [(20, 0), (220, 1)])
def test_what_still_waits_for_an_answer_at_closing_is_saved_as_it_was_before_the_call(
    qtbot, elsewhere, wait_for, tmp_path, stops_at, number, epochs
):
    session = elsewhere
    session.set_problem(LONG_PATTERN)
    session.set_epochs(2)
    stops_at(number)
    session.start()
    pause_within_a_call(qtbot, session, wait_for)
    session.save(str(tmp_path / "a.keras"))
    assert session.close()
    found = checkpoint_file.load(tmp_path / "a.keras")
    assert [record.loss for record in found.records] == losses(session)
    assert found.state.position.epoch == len(losses(session)) + 1 == epochs + 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.keras"]


def test_a_race_rests_and_goes_on_although_a_process_stands_still(
    qtbot, shelf, monkeypatch, impatient, stops_at
):
    monkeypatch.setattr(workshop, "IN_OWN_PROCESS", {"numpy"})
    race = RaceSession(workshop, shelf)
    race.watch()
    learners = tuple(Learner(str(n), replace(SMALL, units=(n,))) for n in (3, 4))
    stops_at(420)  # In the second epoch of two networks.
    race.start(GroupPlan(learners, "numpy", LONG_PATTERN, seed=0), 2)
    qtbot.waitUntil(lambda: "does not answer" in race.status)
    race.pause()
    assert race.state is RunState.PAUSED
    assert Command.CONTINUE in race.commands
    race.resume()
    qtbot.waitUntil(lambda: race.state is RunState.FINISHED)
    assert race.epoch == 2
    assert race.close()


def test_pause_gives_up_a_prediction_that_waits_for_an_update(qtbot, elsewhere, wait_for, stops_at):
    session = elsewhere
    session.set_problem(LONG_PATTERN)
    stops_at(20)
    session.start()
    pause_within_a_call(qtbot, session, wait_for)
    session.predict(8)
    assert session.view.state is RunState.PREDICTING
    session.pause()
    wait_for(session, RunState.PAUSED)
    go_on(session)
    with qtbot.waitSignal(session.continued):
        session.predict(8)


def test_pause_in_the_prediction_after_the_last_epoch_asks_for_no_other(elsewhere, wait_for):
    session = elsewhere
    train_to_the_end(session, wait_for)
    session.reached_goal.connect(lambda: session.predict(8))
    session.predict(8)
    session.pause()
    wait_for(session, RunState.FINISHED)
