"""What can be looked at inside a network: samples of bits, and untrained networks of any task."""

from dataclasses import replace

import numpy as np
from trained_epochs import begun

from inspection.microscope import Inspection, Microscope
from networks.settings import Settings
from tasks.registry import TASKS
from tasks.sample import Sample
from training.checkpoint import TrainedState
from training.loop import Position


def bits(symbols: np.ndarray) -> Sample:
    """A sample of bits, of which nobody asks what follows."""
    return Sample(symbols, symbols, 0, "bits", tuple(map(str, symbols)), len(symbols))


def settings_of(name: str, **chosen) -> Settings:
    """Those of a small network that can learn the task's example."""
    task = TASKS[name]
    small = replace(task.settings, units=(6, 5), rows=8, updates=2, passes=1)
    return task.fit(task.example, replace(small, **chosen))


def state_of(name: str, settings: Settings, seed: int = 0) -> TrainedState:
    """An untrained network, as if it had learned the task's example for an epoch."""
    return untrained_state(TASKS[name].example, settings, seed)


def untrained_state(problem, settings: Settings, seed: int = 0) -> TrainedState:
    """The same of any problem."""
    return TrainedState(problem, Position(2), begun(settings, seed).snapshot())


def look_at(name: str, **chosen) -> Inspection:
    """What goes on in an untrained network while it reads a sequence of the task's example."""
    settings = settings_of(name, **chosen)
    sample = TASKS[name].sample(TASKS[name].example)
    return Microscope(settings).look(1, state_of(name, settings), sample)
