"""Another problem is typed: the network becomes one that can learn it, and nothing is lost."""

from dataclasses import replace

import pytest
from small_session import (
    SHORT_PATTERN,
    WatchedWorkshop,
    Workshop,
    make_session,
    train_to_the_end,
    undo,
)
from small_settings import SMALL

import model
from networks.network import BackendUnavailable
from tasks.adding import Adding
from tasks.echo import Echo
from tasks.pattern import Pattern
from tasks.registry import TASKS, task_of
from training.states import Command, RunState
from training.view import START_NEXT

ECHO = Echo()
SMALL_ECHO = task_of(ECHO).fit(ECHO, replace(SMALL, units=(4,)))


@pytest.fixture
def session(qtbot):
    session = make_session(qtbot)
    session.set_epochs(1)
    yield session
    assert session.close()


def choose(qtbot, session, problem, settings=None):
    """Type a problem, and wait for a network that can learn it."""
    session.set_problem(problem)
    if settings is not None:
        session.choose_settings(settings)
    qtbot.waitUntil(
        lambda: (
            session.view.settings.ports == task_of(problem).fit(problem, SMALL).ports
            and Command.PREDICT in session.view.commands
        )
    )


def test_a_network_that_suits_the_task_takes_the_place_of_one_that_cannot_learn_it(qtbot, session):
    choose(qtbot, session, ECHO)
    assert session.view.settings == task_of(ECHO).settings
    assert session.view.parameters == 3_860  # The figure of the lecture notes.


def test_another_task_is_not_called_another_problem(qtbot, session, wait_for):
    train_to_the_end(session, wait_for)
    session.set_problem(ECHO)
    assert session.view.status.startswith("Another task is chosen.")
    choose(qtbot, session, ECHO, SMALL_ECHO)
    session.set_problem(SHORT_PATTERN)
    assert session.view.task_changed  # Before any training, too.
    choose(qtbot, session, SHORT_PATTERN)
    assert not session.view.task_changed


def test_it_trains_on_what_is_typed_and_answers_what_is_asked(qtbot, session, wait_for):
    choose(qtbot, session, ECHO, SMALL_ECHO)
    train_to_the_end(session, wait_for)
    assert session.view.trained_problem == ECHO
    with qtbot.waitSignal(session.continued) as told:
        session.predict("1 2 3 4 5")
    (answer,) = told.args
    assert (answer.given, answer.expected) == (tuple("12345"), ("2",))


def test_what_was_learned_before_comes_back_with_undo_and_so_does_its_problem(
    qtbot, session, wait_for
):
    train_to_the_end(session, wait_for)
    loss = session.history[0].loss
    choose(qtbot, session, ECHO)
    assert len(session.history) == 0
    assert session.view.undo == "Bring back the 1 epoch from before the change to another problem"
    undo(session, wait_for)
    assert (session.view.typed, session.history[0].loss) == (SHORT_PATTERN, loss)
    session.undo()
    wait_for(session, RunState.READY)
    assert (session.view.typed, session.view.settings) == (ECHO, task_of(ECHO).settings)


def test_while_the_other_network_is_being_prepared_undo_keeps_this_one_with_its_problem(
    qtbot, session, wait_for
):
    train_to_the_end(session, wait_for)
    session.set_problem(ECHO)
    assert {Command.STEP, Command.PREDICT}.isdisjoint(session.view.commands)
    assert session.view.status == f"Another task is chosen. {START_NEXT}"
    assert session.view.undo == "Keep this network: take back the change to another problem"
    session.undo()
    assert session.view.typed == SHORT_PATTERN
    assert session.view.next_settings is None
    assert Command.CONTINUE in session.view.commands


def test_beside_another_task_its_own_network_is_told_of_while_it_is_being_prepared(
    qtbot, session, wait_for
):
    train_to_the_end(session, wait_for)
    session.set_problem(ECHO)
    view = session.view
    assert (view.settings, view.told_settings) == (SMALL, task_of(ECHO).settings)
    assert view.parameters == 3_860
    session.undo()
    assert session.view.told_settings == SMALL
    assert session.view.parameters < 1_000


def test_other_settings_are_told_of_once_their_network_is_there(qtbot, session, wait_for):
    train_to_the_end(session, wait_for)
    session.choose_settings(replace(SMALL, units=(3,)))
    assert session.view.next_settings is not None
    assert session.view.told_settings == SMALL


def test_a_task_that_is_chosen_again_has_its_network_again(qtbot, session):
    choose(qtbot, session, ECHO, SMALL_ECHO)
    choose(qtbot, session, Adding())
    choose(qtbot, session, Echo(integers=7))
    assert session.view.settings.units == SMALL_ECHO.units
    choose(qtbot, session, Pattern.read("01"))
    assert session.view.settings == SMALL


def test_settings_that_are_applied_are_made_to_fit_the_problem(qtbot, session):
    choose(qtbot, session, ECHO)
    session.choose_settings(replace(SMALL, units=(3,)))
    qtbot.waitUntil(lambda: session.view.settings.units == (3,))
    assert session.view.settings.ports == ECHO.ports
    assert session.view.settings.window == ECHO.steps


def test_what_no_file_could_tell_the_task_of_is_not_saved(qtbot, session, wait_for):
    assert Command.SAVE in session.view.commands
    choose(qtbot, session, ECHO)
    assert Command.SAVE not in session.view.commands
    train_to_the_end(session, wait_for)
    assert Command.SAVE in session.view.commands


def test_problems_that_fit_one_network_need_no_other(qtbot, session, wait_for):
    choose(qtbot, session, ECHO, SMALL_ECHO)
    train_to_the_end(session, wait_for)
    session.set_problem(Echo(place=4))
    assert session.view.next_settings is None
    session.start(keep=True)
    wait_for(session, RunState.FINISHED)
    assert len(session.history) == 2


@pytest.mark.parametrize("is_trained", [True, False])
def test_a_network_that_cannot_be_made_leaves_the_problem_that_can_be_learned(
    qtbot, wait_for, is_trained
):
    def refuse(backend, settings):
        if settings.ports == ECHO.ports:
            raise BackendUnavailable("No network for this.")
        return model.create_model(backend, settings)

    session = make_session(qtbot, Workshop(create_model=refuse))
    session.set_epochs(1)
    qtbot.waitUntil(lambda: Command.PREDICT in session.view.commands)
    if is_trained:
        train_to_the_end(session, wait_for)
    with qtbot.waitSignal(session.problem) as told:
        session.set_problem(ECHO)
    assert "No network for this." in told.args[0]
    assert session.view.typed == SHORT_PATTERN
    assert (Command.CONTINUE if is_trained else Command.START) in session.view.commands
    assert session.close()


def test_weights_that_come_without_a_problem_bring_one_that_their_network_can_learn(
    qtbot, session, tmp_path
):
    path = tmp_path / "untrained.keras"
    qtbot.save(session, path)
    choose(qtbot, session, ECHO)
    qtbot.open(session, path)
    assert session.view.settings == SMALL
    assert session.view.typed == TASKS["pattern"].example
    assert Command.START in session.view.commands


def test_the_status_speaks_of_what_is_typed(session, wait_for):
    session.set_problem(Echo())
    wait_for(session, RunState.READY)
    train_to_the_end(session, wait_for, 1)
    session.set_problem(Echo(place=4))
    assert session.view.status.startswith("Another problem is set. Press Start to train on it")
    session.predict(0)
    assert session.view.status == "The network is answering a sequence…"
    wait_for(session, RunState.FINISHED)


def test_what_still_reaches_a_session_that_is_closed_makes_no_network(qtbot):
    workshop = WatchedWorkshop()
    session = make_session(qtbot, workshop)
    before = [*workshop.made]
    assert session.close()
    session.set_problem(ECHO)
    session.load_backend()
    qtbot.wait_for_networks()
    assert workshop.made == before
