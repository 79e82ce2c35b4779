"""A race and its window, on nothing but a pattern."""

import pytest
from small_settings import SMALL

import model
from experiments.race_session import RaceSession
from tasks.pattern import Pattern
from views.race.window import RaceWindow


@pytest.fixture
def race(shelf):
    race = RaceSession(model, shelf)
    yield race
    assert race.close()


@pytest.fixture
def window(qtbot, race, shelf):
    window = qtbot.added(RaceWindow(race, shelf))
    window.offer(SMALL)
    window.suggest(Pattern.read("0011"), seed=3)
    qtbot.show(window)
    yield window
    # Closing does not wait for a page of data that is still to come.
    qtbot.waitUntil(lambda: not window._problem._coming._jobs.is_at_work)
    assert window.finish()
