"""A small net that has learned for some epochs, its states kept, and what can be seen of it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from inside_window import wait_for_words

from cells.registry import CELLS
from inspection.microscope import Inspection, Microscope
from networks.numpy_network import numpy_network
from networks.settings import Settings
from tasks.pattern import Pattern
from tasks.registry import task_of
from training.checkpoint import TrainedState
from training.loop import Position, train
from training.record import EpochRecord, History
from views.colours import LIGHT
from views.epoch_cursor import EpochCursor
from views.inside.scene import Scene
from views.inside.scene_canvas import SceneCanvas
from views.inside.window import InsideWindow

SETTINGS = Settings(units=(7, 5), rows=4, window=4, updates=4, passes=1)


class Kept:
    """The states of some epochs, in the way the windows are given them."""

    def __init__(self) -> None:
        self.states: dict[int, TrainedState] = {}
        self.sentence = ""
        self.told: dict[int, str] = {}

    def told_of(self, epoch: int) -> str:
        return self.told.get(epoch, "")

    @property
    def epochs(self) -> list[int]:
        return sorted(self.states)

    def at(self, epoch: int) -> TrainedState:
        return self.states[epoch]

    def nearest(self, epoch: int) -> int:
        return min(self.states, key=lambda kept: (abs(kept - epoch), -kept))


class Training:
    """Trains a small net, and keeps its history and its states as the session does."""

    def __init__(self) -> None:
        self.history = History()
        self.kept = Kept()
        self.restart(SETTINGS)

    def restart(self, settings: Settings) -> None:
        """Begin again with another net."""
        self.settings = settings
        self._network = numpy_network(settings)
        self._network.initialise(0)
        self._position = Position()

    def go_on(self, epochs: int, pattern: str = "0011", problem: Any = None) -> None:
        learned = problem or Pattern.read(pattern)
        goal = len(self.history) + epochs
        for event in train(self._network, learned, self._position):
            if isinstance(event, EpochRecord):
                state = TrainedState(learned, Position(event.epoch + 1), self._network.snapshot())
                self.kept.states[event.epoch] = state
                self.history.append(event)
                if event.epoch == goal:
                    return

    def look(self, epoch: int) -> Inspection:
        state = self.kept.at(epoch)
        sample = task_of(state.learned).sample(state.learned)
        return Microscope(self.settings).look(epoch, state, sample)


@pytest.fixture
def training() -> Training:
    return Training()


@pytest.fixture(params=CELLS)
def trained_cell(request) -> Training:
    """For each cell a net of it that has learned for three epochs."""
    training = Training()
    training.restart(replace(SETTINGS, cell=request.param))
    training.go_on(3)
    return training


@pytest.fixture
def make_scene(training) -> Callable[..., Scene]:
    """Scenes of a net that has learned for three epochs."""
    training.go_on(3)

    def make(epoch=3, pinned=None, step=2, layer=0, unit=1) -> Scene:
        compared = training.look(pinned) if pinned else None
        return Scene(training.look(epoch), compared, step, layer, unit)

    return make


@pytest.fixture
def open_canvas(qtbot) -> Callable[..., SceneCanvas]:
    """Show a canvas in the light palette."""

    def open_it(canvas: SceneCanvas, width: int, height: int) -> SceneCanvas:
        qtbot.addWidget(canvas)
        canvas.paint(LIGHT)
        canvas.resize(width, height)
        qtbot.show(canvas)
        return canvas

    return open_it


@pytest.fixture
def show(canvas) -> Callable[[Scene], None]:
    """Draw a scene on the canvas that the test is about."""

    def show_scene(scene: Scene) -> None:
        canvas.set_scene(scene)
        canvas.draw_frame()

    return show_scene


@pytest.fixture
def epochs(qapp, training) -> EpochCursor:
    return EpochCursor(training.history)


@pytest.fixture
def window(training, epochs, show_window):
    """The window before any epoch."""
    window = show_window(InsideWindow(epochs, training.kept, training.settings))
    window.render(training.settings, can_branch=True)
    return window


@pytest.fixture
def trained(qtbot, window, training, epochs):
    """The window after five epochs, following, at the first step."""
    training.go_on(5)
    epochs.history_replaced()
    wait_for_words(qtbot, window, "Epoch 5.")
    window.cursor.go_to(step=0)
    return window
