"""A network that was lost before an epoch was done begins as if it had not been."""

from itertools import count
from threading import Event

import pytest
from test_session_machine import (
    FAST,
    LONG,
    OTHER_UNITS,
    SHORT,
    SMALL,
    Command,
    Mortal,
    Session,
    Workshop,
    problems_of,
    undisturbed,
)

from training.states import AT_REST, RunState


@pytest.fixture
def workshop():
    return Workshop()


@pytest.fixture
def session(qtbot, workshop):
    """A session whose network can be lost, and is there."""
    session = Session(workshop, "numpy", SMALL)
    session.set_speed(FAST)
    session.set_problem(SHORT)
    session.load_backend()
    qtbot.waitUntil(lambda: is_there(session))
    yield session
    assert session.close()


@pytest.fixture
def may_go_on(workshop, session):
    """Lets training go on, which stands in its second pass until then."""
    (network,), passes, may_go_on = workshop.networks, count(1), Event()

    def train_pass(*batch):
        if next(passes) == 2:
            assert may_go_on.wait(20)
        return Mortal.__getattr__(network, "train_pass")(*batch)

    network.train_pass = train_pass
    yield may_go_on
    may_go_on.set()


def is_there(session):
    return Command.PREDICT in session.view.commands


def end(networks):
    for network in networks:
        network.close()


def check_the_first_epoch(qtbot, session):
    session.step()
    qtbot.waitUntil(lambda: session.view.epoch == 1 and session.view.state in AT_REST)
    view = session.view
    expected, _ = undisturbed(view.settings, view.seed, problems_of(session.history))
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
    qtbot, workshop, session, may_go_on
):
    session.set_problem(LONG)
    session.start()
    qtbot.waitUntil(lambda: session.view.fraction > 0)
    end(workshop.networks)
    with qtbot.waitSignal(session.problem):
        may_go_on.set()
    qtbot.waitUntil(lambda: is_there(session))
    assert session.view.status.startswith("Paused after epoch 0 of 10. Continue")
    check_the_first_epoch(qtbot, session)


def test_a_way_that_is_turned_back_after_a_loss_leads_to_a_network_made_anew(
    qtbot, workshop, session, may_go_on
):
    session.set_problem(LONG)
    session.problem.connect(lambda _: session.pause())
    session.start()
    qtbot.waitUntil(lambda: session.view.fraction > 0)
    end(workshop.networks)
    session.reset()
    with qtbot.waitSignal(session.problem):
        may_go_on.set()
    qtbot.waitUntil(lambda: is_there(session))
    assert session.view.status.startswith("Paused after epoch 0 of 10. Continue")
    check_the_first_epoch(qtbot, session)


def test_where_the_network_after_a_loss_cannot_be_had_the_one_before_is_made_anew(
    qtbot, monkeypatch, workshop, session, may_go_on
):
    session.set_problem(LONG)
    session.start()
    qtbot.waitUntil(lambda: session.view.fraction > 0)
    session.pause()
    may_go_on.set()
    qtbot.waitUntil(lambda: session.view.state is RunState.PAUSED)
    make, others = workshop.create_model, []

    def make_one_of_other_units(backend, settings):
        if settings == OTHER_UNITS and others:
            raise RuntimeError("There is no other one.")
        others.extend([settings] if settings == OTHER_UNITS else [])
        return make(backend, settings)

    monkeypatch.setattr(workshop, "create_model", make_one_of_other_units)
    end(workshop.networks)
    told = []
    session.problem.connect(told.append)
    session.choose_settings(OTHER_UNITS)
    qtbot.waitUntil(lambda: len(told) == 2 and is_there(session))
    assert told[1] == "There is no other one."
    assert session.view.settings == SMALL
    check_the_first_epoch(qtbot, session)
