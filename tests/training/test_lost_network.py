"""A network that was lost before an epoch was done begins as if it had not been."""

import pytest
from test_session_machine import (
    FAST,
    LONG,
    SHORT,
    SMALL,
    Command,
    Session,
    Workshop,
    patterns_of,
    undisturbed,
)

from tasks.pattern import Pattern
from training.states import AT_REST


@pytest.fixture
def workshop():
    return Workshop()


@pytest.fixture
def session(qtbot, workshop):
    """A session whose network can be lost, and is there."""
    session = Session(workshop, "numpy", SMALL)
    session.set_speed(FAST)
    session.set_problem(Pattern.read(SHORT))
    session.load_backend()
    qtbot.waitUntil(lambda: is_there(session))
    yield session
    assert session.close()


def is_there(session):
    return Command.PREDICT in session.view.commands


def end(networks):
    for network in networks:
        network.close()


def check_the_first_epoch(qtbot, session):
    session.step()
    qtbot.waitUntil(lambda: session.view.epoch == 1 and session.view.state in AT_REST)
    view = session.view
    expected, _ = undisturbed(view.settings, view.seed, patterns_of(session.history))
    assert tuple(record.loss for record in session.history) == expected


@pytest.mark.parametrize("choose", [lambda s: s.set_seed(1), lambda s: s.new_weights()])
def test_another_seed_for_a_lost_network_holds_for_the_next_one(qtbot, workshop, session, choose):
    end(workshop.networks)
    choose(session)
    with qtbot.waitSignal(session.problem):
        session.step()
    qtbot.waitUntil(lambda: is_there(session))
    check_the_first_epoch(qtbot, session)


def test_training_that_is_lost_within_its_first_epoch_is_paused_and_goes_on(
    qtbot, workshop, session
):
    session.set_problem(Pattern.read(LONG))
    first = list(workshop.networks)
    session.changed.connect(lambda: session.view.fraction > 0 and end(first))
    with qtbot.waitSignal(session.problem):
        session.start()
    qtbot.waitUntil(lambda: is_there(session))
    assert session.view.status.startswith("Paused after epoch 0 of 10. Continue")
    check_the_first_epoch(qtbot, session)
