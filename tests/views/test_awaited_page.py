"""What is loaded beside the window for a page, and which page is waited for."""

import pytest

from tasks.registry import TASKS
from views import awaited_page
from views.awaited_page import AwaitedPage


@pytest.fixture
def awaited(qtbot):
    awaited = AwaitedPage()
    yield awaited
    qtbot.waitUntil(lambda: not awaited._jobs.is_at_work)
    assert awaited.close(5)


@pytest.fixture
def broken(monkeypatch):
    """Nothing that pages begin with can be loaded."""
    monkeypatch.setattr(awaited_page, "_load_page", lambda name: (name, f"No {name}."))


def test_it_comes_and_is_waited_for_until_somebody_takes_it(qtbot, awaited):
    with qtbot.waitSignal(awaited.came):
        awaited.wait_for("text", None)
    assert awaited.task == "text"
    assert awaited.end()
    assert not awaited.end()
    assert (awaited.task, awaited.problem) == ("", None)


def test_a_task_that_was_chosen_is_told_apart_from_that_of_what_is_set(awaited):
    assert not awaited.is_chosen
    book = TASKS["text"].example
    awaited.wait_for("text", book)
    assert not awaited.is_chosen
    awaited.wait_for("reviews", None)
    assert awaited.is_chosen
    assert awaited.problem is book


def test_the_problem_whose_page_failed_is_known_when_that_is_told(qtbot, awaited, broken):
    book, told = TASKS["text"].example, []
    awaited.given_up.connect(awaited.end)
    awaited.failed.connect(lambda why: told.append((why, awaited.problem_that_failed("text"))))
    with qtbot.waitSignal(awaited.failed):
        awaited.wait_for("text", book)
    assert told == [("No text.", book)]
    awaited.end()
    assert awaited.problem_that_failed("text") is None


def test_what_failed_for_nobody_is_not_told(qtbot, awaited, broken):
    with qtbot.assertNotEmitted(awaited.failed):
        awaited.prepare()
        qtbot.waitUntil(lambda: not awaited._jobs.is_at_work)
        qtbot.wait(20)
