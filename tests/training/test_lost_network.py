"""A network that was lost before it was trained draws the weights of the seed that is chosen."""

import pytest
from test_session_machine import (
    FAST,
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


@pytest.mark.parametrize("choose", [lambda s: s.set_seed(1), lambda s: s.new_weights()])
def test_another_seed_for_a_lost_network_holds_for_the_next_one(qtbot, choose):
    workshop = Workshop()
    session = Session(workshop, "numpy", SMALL)
    session.set_speed(FAST)
    session.set_pattern(Pattern.read(SHORT))
    session.load_backend()
    ready = lambda: Command.PREDICT in session.view.commands  # noqa: E731
    qtbot.waitUntil(ready)
    for network in workshop.networks:
        network.close()
    choose(session)
    with qtbot.waitSignal(session.problem):
        session.step()
    qtbot.waitUntil(ready)
    session.step()
    qtbot.waitUntil(lambda: session.view.epoch == 1 and session.view.state in AT_REST)
    view = session.view
    expected, _ = undisturbed(view.settings, view.seed, patterns_of(session.history))
    assert tuple(record.loss for record in session.history) == expected
    assert session.close()
