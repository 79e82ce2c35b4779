"""A window that looks inside does not wait for a network that takes long to be read."""

import threading

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
    found, look = [], Microscope.look

    def told(microscope, *which):
        found.append(threading.current_thread())
        return look(microscope, *which)

    monkeypatch.setattr(Microscope, "look", told)
    return found


def test_what_is_soon_seen_is_there_at_once(looks, state, threads):
    sample = TASK.sample(BOOK)
    assert looks.at({1: state.state}, sample).keys() == {1}
    assert looks.at({1: state.state}, sample).keys() == {1}
    assert threads == [threading.current_thread()]


def test_what_takes_long_is_looked_at_in_another_thread(qtbot, looks, state, threads, monkeypatch):
    sample = TASK.sample(BOOK)
    at_once = looks.at({1: state.state}, sample)[1]
    other = Looks(state.settings)
    monkeypatch.setattr(looking, "_SOON", 0.0)
    with qtbot.waitSignal(other.arrived, timeout=20_000):
        assert not other.at({1: state.state}, sample)
    seen = other.at({1: state.state}, sample)[1]
    assert np.array_equal(seen.trace.output, at_once.trace.output)
    assert threads[1] is not threading.current_thread()
    assert len(threads) == 2
    assert other.inquiry.close()


def test_what_was_seen_of_another_network_is_let_go(qtbot, looks, state, monkeypatch):
    monkeypatch.setattr(looking, "_SOON", 0.0)
    sample = TASK.sample(BOOK)
    with qtbot.waitSignal(looks.arrived, timeout=20_000):
        looks.at({1: state.state}, sample)
    other = trained(1, seed=1, settings=state.settings, problem=BOOK)
    assert not looks.at({1: other.state}, sample)
