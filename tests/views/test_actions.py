"""What the main window can do says so in the words of the task that is chosen."""

from dataclasses import replace

import pytest
from PyQt5.QtWidgets import QWidget

from tasks.registry import FIRST_TASK, TASKS
from views.actions import ACTIONS, make_action, make_button, offer, set_words


def test_tips_and_buttons_follow_to_another_task_and_back(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    actions = {row.name: make_action(row, lambda: None, window) for row in ACTIONS}
    button = make_button(actions["start"], "startButton", "Start")
    before = {name: action.toolTip() for name, action in actions.items()}
    assert button.toolTip() == "Train the network on the pattern (F5)"
    set_words(actions, TASKS["echo"].words)
    assert button.toolTip() == "Train the network on the problem (F5)"
    assert actions["predict"].toolTip().startswith("Let the network answer a sequence;")
    assert not [name for name, action in actions.items() if "pattern" in action.toolTip()]
    set_words(actions, TASKS[FIRST_TASK].words)
    assert {name: action.toolTip() for name, action in actions.items()} == before


@pytest.mark.parametrize(
    ("declares", "action", "lacking"),
    [
        ("writing", "show_writing", "Only a network that has a text"),
        ("explaining", "show_review", "Only a network that judges reviews"),
    ],
)
def test_what_only_some_tasks_offer_is_enabled_for_those_and_else_says_what_it_needs(
    qtbot, declares, action, lacking
):
    window = QWidget()
    qtbot.addWidget(window)
    actions = {row.name: make_action(row, lambda: None, window) for row in ACTIONS}
    offers = replace(TASKS[FIRST_TASK], **{declares: object()})
    for tasks, enabled in (([], False), ([TASKS["echo"]], False), ([TASKS["echo"], offers], True)):
        offer(actions, tasks)
        assert actions[action].isEnabled() == enabled
        assert actions[action].toolTip().startswith("Open a window" if enabled else lacking)
        assert actions["race"].isEnabled()
