"""The help of the main window says of each task what it is and what it takes to learn it."""

import re

import pytest
from PyQt5.QtWidgets import QTextBrowser, QWidget

from tasks.pattern import Pattern
from tasks.registry import TASKS
from views.task_help import show_main_help, task_topic

OTHERS = {name: task for name, task in TASKS.items() if task.fields}


@pytest.mark.parametrize("task", OTHERS.values(), ids=list(OTHERS))
def test_it_is_whole_and_read_in_about_half_a_minute(task):
    text = re.sub(r"<[^>]+>", " ", task_topic(task.example).text).replace("&amp;", "&")
    assert len(text.split()) < 190
    for told in (task.summary, task.shape, task.source, task.guess_told(task.example)):
        assert told in text
    assert not re.search(r"[{}]|\.\.", text)


def test_it_follows_from_task_to_task(qtbot):
    window = qtbot.added(QWidget())
    show_main_help(window, TASKS["adding"].example)
    browser = window.findChild(QTextBrowser)
    assert "half the mean squared error" in " ".join(browser.toPlainText().split())
    show_main_help(window, Pattern("01"))
    assert "zeros and ones" in browser.toPlainText()
    assert len(window.findChildren(QTextBrowser)) == 1
