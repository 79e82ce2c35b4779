"""A race and its window, on nothing but a pattern."""

import pytest
from small_settings import SMALL

import model
from experiments.race_session import RaceSession
from tasks.pattern import Pattern
from views.problem_editor import ProblemEditor
from views.race.window import RaceWindow


@pytest.fixture
def race(shelf):
    race = RaceSession(model, shelf)
    yield race
    assert race.close()


@pytest.fixture
def window(qtbot, race, shelf):
    window = RaceWindow(race, shelf)
    qtbot.addWidget(window)
    window.offer(SMALL)
    window.suggest(Pattern.read("0011"), seed=3)
    window.show()
    qtbot.waitExposed(window)
    yield window
    assert window.finish()


@pytest.fixture
def pages_are_here(qtbot, window):
    """Those of data can be shown at once, as in a program but for its first seconds."""
    editor = window.findChild(ProblemEditor)
    editor.prepare()
    qtbot.waitUntil(lambda: editor.are_pages_here and not editor._jobs.is_at_work)
