"""What the main window can do says so in the words of the task that is chosen."""

from dataclasses import replace

import pytest
from PyQt5.QtWidgets import QWidget
from small_session import SHORT_PATTERN
from student import as_seen

from tasks.echo import Echo
from tasks.registry import FIRST_TASK, TASKS
from views.actions import ACTIONS, make_action, make_button, offer, show_possible


@pytest.fixture
def actions(qtbot):
    window = qtbot.added(QWidget())
    yield {row.name: make_action(row, lambda: None, window) for row in ACTIONS}
    window.close()


def tips(actions):
    return {name: action.toolTip() for name, action in actions.items()}


def test_tips_and_buttons_follow_to_another_task_and_back(actions, session):
    button = make_button(actions["start"], "startButton", "Start")
    show_possible(actions, session.view)
    before = tips(actions)
    assert button.toolTip() == "Train the network on the pattern (F5)"
    session.set_problem(Echo())
    show_possible(actions, session.view)
    assert button.toolTip() == "Train the network on the problem (F5)"
    assert actions["predict"].toolTip().startswith("Let the network answer a sequence;")
    assert not [name for name, tip in tips(actions).items() if "pattern" in tip]
    session.set_problem(SHORT_PATTERN)
    show_possible(actions, session.view)
    assert tips(actions) == before


def test_what_cannot_begin_since_something_is_refused_says_so_in_place_of_what_it_does(
    actions, session
):
    show_possible(actions, session.view)
    before, possible = tips(actions), {name for name, each in actions.items() if each.isEnabled()}
    session.set_refusal("It is no number.")
    show_possible(actions, session.view)
    told = {name for name, tip in tips(actions).items() if tip.startswith("It is no number. (")}
    still_possible = {name for name, each in actions.items() if each.isEnabled()}
    assert told == {"start", "step"} == possible - still_possible
    session.set_refusal("")
    show_possible(actions, session.view)
    assert tips(actions) == before


def test_what_is_refused_stands_in_the_tips_as_it_is(actions, session):
    told = "`<b>bold<hr>x.txt` is no text."
    session.set_refusal(told)
    show_possible(actions, session.view)
    assert as_seen(actions["start"].toolTip()) == f"{told} (F5)"


@pytest.mark.parametrize(
    ("declares", "action", "lacking"),
    [
        ("writing", "show_writing", "Only a network that has a text"),
        ("explaining", "show_review", "Only a network that judges reviews"),
    ],
)
def test_what_only_some_tasks_offer_is_enabled_for_those_and_else_says_what_it_needs(
    actions, declares, action, lacking
):
    offers = replace(TASKS[FIRST_TASK], **{declares: object()})
    for tasks, enabled in (([], False), ([TASKS["echo"]], False), ([TASKS["echo"], offers], True)):
        offer(actions, tasks)
        assert actions[action].isEnabled() == enabled
        assert actions[action].toolTip().startswith("Open a window" if enabled else lacking)
        assert actions["race"].isEnabled()
