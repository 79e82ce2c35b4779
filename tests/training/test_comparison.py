"""What simpler means reach is found out beside everything else, once for each problem."""

from threading import Event
from types import SimpleNamespace

import pytest

from tasks.simpler import NOTHING_KNOWN
from tasks.text.bits import Bits
from training import comparison as module
from training.comparison import Comparison

FIRST, MORE, ALL = Bits(uniform=3), Bits(uniform=3, unigram=2), Bits(3, 2, (1,))


class Means:
    """Finds out about any problem, step by step, as the test lets it.

    Attributes:
        begun: the problems, in the order in which they were begun with.
        over: those that came to an end, or were given up.
        may_go_on: of each problem, an event without which it does not go past its second step.
    """

    def __init__(self):
        self.begun, self.over, self.may_go_on = [], [], {}

    def __call__(self, problem):
        self.begun.append(problem)
        try:
            yield FIRST
            yield None
            if problem == "broken":
                raise MemoryError
            while problem in self.may_go_on and not self.may_go_on[problem].is_set():
                yield None
            yield MORE
            yield ALL
        finally:
            self.over.append(problem)


@pytest.fixture
def means(monkeypatch):
    means = Means()

    def task_of(problem):
        return SimpleNamespace(baselines=None if problem == "without" else means)

    monkeypatch.setattr(module, "task_of", task_of)
    return means


@pytest.fixture
def comparison(qtbot, means):
    comparison = Comparison()
    yield comparison
    for event in means.may_go_on.values():
        event.set()
    assert comparison.close()


@pytest.fixture
def wait_until_known(qtbot, comparison):
    return lambda problem, known=ALL: qtbot.waitUntil(lambda: comparison.of(problem) == known)


def test_one_after_the_other_becomes_known(comparison, wait_until_known, qtbot):
    seen = []
    comparison.changed.connect(lambda: seen.append(comparison.of("book")))
    comparison.follow("book")
    assert comparison.of("book") == NOTHING_KNOWN
    wait_until_known("book")
    assert seen == [FIRST, MORE, ALL]


def test_where_nothing_is_compared_nothing_is_known(comparison, means):
    comparison.follow("without", None)
    assert comparison.of("without") == comparison.of(None) == NOTHING_KNOWN
    assert not means.begun


def test_what_is_known_is_not_found_out_again(comparison, wait_until_known, means):
    comparison.follow("book")
    wait_until_known("book")
    comparison.follow("other")
    wait_until_known("other")
    comparison.follow("book")
    assert comparison.of("book") == ALL
    assert means.begun == ["book", "other"]


def test_what_nobody_follows_any_more_is_given_up(comparison, wait_until_known, means, qtbot):
    means.may_go_on["book"] = Event()
    comparison.follow("book")
    wait_until_known("book", FIRST)
    comparison.follow("other")
    wait_until_known("other")
    assert means.over[0] == "book"
    means.may_go_on["book"].set()
    comparison.follow("book")
    wait_until_known("book")
    assert means.begun == ["book", "other", "book"]


def test_what_is_under_way_goes_on_when_another_is_followed_too(
    comparison, wait_until_known, means
):
    means.may_go_on["book"] = Event()
    comparison.follow("book")
    wait_until_known("book", FIRST)
    comparison.follow("other", "book")
    means.may_go_on["book"].set()
    wait_until_known("other")
    assert means.begun == means.over == ["book", "other"]


def test_why_there_is_no_more_of_it_is_said_once(comparison, wait_until_known, means, qtbot):
    with qtbot.waitSignal(comparison.failed) as told:
        comparison.follow("broken", "book")
    assert told.args == ["There is not enough memory for this."]
    wait_until_known("book")
    comparison.follow("broken")
    assert (comparison.of("broken"), means.begun) == (FIRST, ["broken", "book"])


def test_closing_gives_up_what_is_under_way(comparison, wait_until_known, means):
    means.may_go_on["book"] = Event()
    comparison.follow("book")
    wait_until_known("book", FIRST)
    assert comparison.close()
    assert means.over == ["book"]
