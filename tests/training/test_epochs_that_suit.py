"""A run takes as many epochs as suit what is typed, unless the student has chosen a number."""

from dataclasses import replace

import held_out
import pytest
from small_session import SHORT_PATTERN, make_session, reset, train_to_the_end, undo
from small_settings import SMALL

from networks.settings import DEFAULT_EPOCHS
from tasks import registry
from tasks.echo import Echo
from tasks.pattern import Pattern
from training.states import Command, RunState

FEW = 2


@pytest.fixture(autouse=True)
def _few_for_echo(monkeypatch):
    """An echo takes few epochs."""
    task = replace(registry.TASKS["echo"], epochs=lambda _problem: FEW)
    monkeypatch.setitem(registry.TASKS.loaded, "echo", task)


def choose(qtbot, session, problem):
    """Type a problem, and wait for its network."""
    session.set_problem(problem)
    qtbot.waitUntil(lambda: Command.PREDICT in session.view.commands)


def test_they_follow_what_is_typed_and_are_trained(qtbot, session, wait_for):
    assert (session.view.epochs, session.view.goal) == (DEFAULT_EPOCHS, DEFAULT_EPOCHS)
    session.set_problem(Echo())
    assert (session.view.epochs, session.view.goal) == (FEW, FEW)
    session.set_problem(None)
    assert session.view.epochs == FEW
    choose(qtbot, session, Echo(place=3))
    session.choose_settings(replace(SMALL, units=(4,)))
    train_to_the_end(session, wait_for)
    assert len(session.history) == FEW
    session.set_problem(SHORT_PATTERN)
    assert session.view.epochs == DEFAULT_EPOCHS


@pytest.mark.parametrize("chosen", [7, DEFAULT_EPOCHS])
def test_a_number_that_was_chosen_stays(session, chosen):
    session.set_epochs(chosen)
    session.set_problem(Echo())
    assert (session.view.epochs, session.view.goal) == (chosen, chosen)


def test_what_was_trained_keeps_its_goal_and_undo_brings_its_epochs_back(qtbot, session, wait_for):
    train_to_the_end(session, wait_for)
    session.set_problem(Echo())
    assert (session.view.epochs, session.view.goal) == (FEW, DEFAULT_EPOCHS)
    qtbot.waitUntil(lambda: session.view.goal == FEW)
    qtbot.waitUntil(lambda: Command.UNDO in session.view.commands)
    undo(session, wait_for)
    assert session.view.typed == SHORT_PATTERN
    assert (session.view.epochs, session.view.goal) == (DEFAULT_EPOCHS, DEFAULT_EPOCHS)
    session.set_problem(Echo())
    assert session.view.epochs == FEW


@pytest.mark.parametrize("chosen", [1, DEFAULT_EPOCHS])
def test_a_number_that_was_chosen_comes_back_with_undo_as_one(session, wait_for, chosen):
    train_to_the_end(session, wait_for, chosen)
    reset(session, wait_for)
    session.set_epochs(7)
    undo(session, wait_for)
    assert session.view.epochs == chosen
    session.set_problem(Echo())
    assert session.view.epochs == chosen


@pytest.mark.parametrize("chosen", [0, 4])
def test_going_back_to_the_best_epoch_chooses_none_whatever_is_undone(
    qtbot, wait_for, monkeypatch, chosen
):
    held_out.install(monkeypatch, held_out.misleading)
    quick = replace(SMALL, rows=16, passes=8).at_rate(0.05)
    session = make_session(qtbot, settings=quick, pattern=held_out.PROBLEM)
    if chosen:
        session.set_epochs(chosen)
    train_to_the_end(session, wait_for)
    session.best_epoch()
    wait_for(session, RunState.FINISHED)
    best = session.view.goal
    reset(session, wait_for)
    undo(session, wait_for)
    assert best < (chosen or DEFAULT_EPOCHS)
    assert (session.view.goal, session.view.epochs) == (best, chosen or DEFAULT_EPOCHS)
    few = replace(registry.task_of(SHORT_PATTERN), epochs=lambda _problem: FEW)
    monkeypatch.setitem(registry.TASKS.loaded, few.name, few)
    session.set_problem(SHORT_PATTERN)
    assert session.view.epochs == (chosen or FEW)
    assert session.close()


def test_a_file_brings_its_own_and_only_a_usual_number_gives_way(
    qtbot, session, wait_for, tmp_path
):
    for epochs, follows in ((DEFAULT_EPOCHS, FEW), (1, 1)):
        train_to_the_end(session, wait_for, epochs)
        path = tmp_path / f"{epochs}.keras"
        qtbot.save(session, path)
        qtbot.open(session, path)
        assert session.view.epochs == epochs
        session.set_problem(Echo())
        assert session.view.epochs == follows
        choose(qtbot, session, Pattern("01"))


def test_a_network_that_is_not_to_be_takes_its_epochs_along(session, wait_for):
    train_to_the_end(session, wait_for)
    session.set_problem(Echo())
    assert session.view.epochs == FEW
    session.undo()
    assert session.view.typed == SHORT_PATTERN
    assert (session.view.epochs, session.view.goal) == (DEFAULT_EPOCHS, DEFAULT_EPOCHS)
