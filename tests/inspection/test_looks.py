"""A window that looks inside does not wait for a network that takes long to be read."""

import threading
from dataclasses import replace

import numpy as np
import pytest
from kept_runs import trained
from own_book import own_book
from small_settings import SMALL

from inspection import looks as looking
from inspection.looks import Looks
from inspection.microscope import Microscope
from tasks.registry import task_of

BOOK = own_book()
TASK = task_of(BOOK)


@pytest.fixture
def state():
    return trained(1, settings=TASK.fit(BOOK, SMALL), problem=BOOK)


@pytest.fixture
def looks(qtbot, state):
    looks = Looks(state.settings)
    yield looks
    assert looks.inquiry.close()


@pytest.fixture
def threads(monkeypatch):
    """In which networks were looked at."""
    return noted(monkeypatch, "look")


@pytest.fixture
def makers(monkeypatch):
    """The threads in which networks are made to be looked through."""
    return noted(monkeypatch, "__init__")


def noted(monkeypatch, method: str) -> list[threading.Thread]:
    """The thread of each call of a microscope's method."""
    found, call = [], getattr(Microscope, method)

    def told(microscope, *which):
        found.append(threading.current_thread())
        return call(microscope, *which)

    monkeypatch.setattr(Microscope, method, told)
    return found


def test_what_is_soon_seen_is_there_at_once(looks, state, threads):
    sample = TASK.sample(BOOK)
    assert looks.at({1: state.state}, sample).keys() == {1}
    assert looks.at({1: state.state}, sample).keys() == {1}
    assert threads == [threading.current_thread()]


def test_a_network_that_takes_long_is_made_in_another_thread(qtbot, state, makers, monkeypatch):
    looks = Looks(state.settings)
    looks.choose(replace(state.settings, units=(3,)))
    looks.choose(state.settings)
    assert not makers
    monkeypatch.setattr(looking, "_SOON", 0.0)
    with qtbot.waitSignal(looks.arrived):
        looks.at({1: state.state}, TASK.sample(BOOK))
    monkeypatch.setattr(looking, "_SOON", 10.0)
    assert looks.at({1: state.state}, TASK.sample(BOOK))
    assert makers
    assert threading.current_thread() not in makers
    assert looks.inquiry.close()


def test_what_takes_long_is_looked_at_in_another_thread(qtbot, looks, state, threads, monkeypatch):
    sample = TASK.sample(BOOK)
    at_once = looks.at({1: state.state}, sample)[1]
    other = Looks(state.settings)
    monkeypatch.setattr(looking, "_SOON", 0.0)
    with qtbot.waitSignal(other.arrived):
        assert not other.at({1: state.state}, sample)
    seen = other.at({1: state.state}, sample)[1]
    assert np.array_equal(seen.trace.output, at_once.trace.output)
    assert threads[1] is not threading.current_thread()
    assert len(threads) == 2
    assert other.inquiry.close()


def test_what_was_seen_of_another_network_is_let_go(qtbot, looks, state, monkeypatch):
    monkeypatch.setattr(looking, "_SOON", 0.0)
    sample = TASK.sample(BOOK)
    with qtbot.waitSignal(looks.arrived):
        looks.at({1: state.state}, sample)
    other = trained(1, seed=1, settings=state.settings, problem=BOOK)
    assert not looks.at({1: other.state}, sample)
