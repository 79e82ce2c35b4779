"""Questions answered beside a window: one at a time, and of those asked meanwhile the last."""

from threading import Event

import pytest

from inspection.inquiry import Inquiry


@pytest.fixture
def inquiry(qapp):
    inquiry = Inquiry("inquiry")
    yield inquiry
    assert inquiry.close()


def test_of_those_asked_meanwhile_the_last_is_answered_and_what_is_under_way_first(qtbot, inquiry):
    may_end, answers = Event(), []
    inquiry.answered.connect(lambda question, answer: answers.append((question, answer)))
    inquiry.ask("a", lambda: may_end.wait(10) and 1)
    for question in ("b", "c", "c"):
        inquiry.ask(question, lambda question=question: f"{question}!")
    may_end.set()
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers == [("a", 1), ("c", "c!")]


def test_asking_again_for_what_is_under_way_takes_back_what_was_asked_since(qtbot, inquiry):
    may_end, answers = Event(), []
    inquiry.answered.connect(lambda question, _answer: answers.append(question))
    for question in ("a", "b", "a"):
        inquiry.ask(question, lambda: may_end.wait(10))
    may_end.set()
    qtbot.waitUntil(lambda: answers == ["a"])
    with qtbot.waitSignal(inquiry.answered):
        inquiry.ask("c", lambda: 1)
    assert answers == ["a", "c"]


def test_what_fails_is_told_in_a_sentence_and_the_next_is_answered(qtbot, inquiry):
    def fail():
        raise ValueError("No.")

    with qtbot.waitSignal(inquiry.failed) as failed:
        inquiry.ask("a", fail)
    assert failed.args == ["No."]
    with qtbot.waitSignal(inquiry.answered) as answered:
        inquiry.ask("a", lambda: 2)
    assert answered.args == ["a", 2]


def test_what_is_found_out_in_steps_is_told_step_by_step_and_given_up_between_two(qtbot, inquiry):
    may_go_on, answers = Event(), []
    inquiry.answered.connect(lambda question, answer: answers.append((question, answer)))

    def steps():
        yield 1
        yield None
        may_go_on.wait(10)
        yield 2
        raise AssertionError("It was given up.")

    with qtbot.waitSignal(inquiry.answered):
        inquiry.ask_in_steps("a", steps())
    inquiry.cancel()
    may_go_on.set()
    with qtbot.waitSignal(inquiry.answered):
        inquiry.ask("b", lambda: 3)
    assert answers == [("a", 1), ("b", 3)]
