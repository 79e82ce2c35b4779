"""A session on a net so small that an epoch takes a millisecond."""

from itertools import count
from threading import Event

import numpy as np
from small_settings import SMALL

import model
from tasks.pattern import Pattern
from training.session import Session
from training.states import RunState

SHORT_PATTERN = Pattern.read("0011")
LONG_PATTERN = Pattern.of(np.random.default_rng(3).integers(0, 2, 3_200))
"""An epoch on it has 200 passes of the small net: time to ask something meanwhile."""


def make_session(qtbot, workshop=model, settings=SMALL, pattern=SHORT_PATTERN):
    """A session on the NumPy backend, ready, with a pattern typed, at full speed."""
    session = Session(workshop, "numpy", settings)
    session.set_speed(None)
    session.set_problem(pattern)
    with qtbot.waitSignal(session.changed):
        session.load_backend()
    return session


class Workshop:
    """The real one, but for what a test lets go wrong."""

    def __init__(self, **replaced):
        self._replaced = replaced

    def __getattr__(self, name):
        return self._replaced.get(name) or getattr(model, name)


class WatchedWorkshop(Workshop):
    """The real one; one sees which networks it has made."""

    def __init__(self):
        super().__init__()
        self.made = []

    def create_model(self, backend, settings):
        self.made.append(model.create_model(backend, settings))
        return self.made[-1]


def losses(session):
    return [record.loss for record in session.history]


def _asking(command, state):
    """What gives a session this command, and waits until it has come to that state."""

    def ask(session, wait_for):
        command(session)
        wait_for(session, state)

    return ask


step = _asking(Session.step, RunState.PAUSED)
go_on_to_the_end = _asking(Session.resume, RunState.FINISHED)
reset = _asking(Session.reset, RunState.READY)
undo = _asking(Session.undo, RunState.FINISHED)
"""It brings back a training that had come to its end."""


def train_to_the_end(session, wait_for, epochs=None):
    """Train, for another number of epochs where one is given."""
    if epochs is not None:
        session.set_epochs(epochs)
    session.start()
    wait_for(session, RunState.FINISHED)


def open_what_is_saved(qtbot, session, folder):
    """Save the training and open that file: of its epochs it has the network of the last alone."""
    path = str(folder / "opened.keras")
    qtbot.save(session, path)
    qtbot.open(session, path)


def pause_within_an_epoch(qtbot, session, begin):
    """Begin to train, and pause in the epoch under way, which waits for that in its second pass."""
    network, passes, may_go_on = session._worker._training.network, count(1), Event()
    train = network.train_pass

    def train_pass(*batch):
        assert next(passes) < 2 or may_go_on.wait(20)
        return train(*batch)

    network.train_pass = train_pass
    try:
        begin()
        qtbot.waitUntil(lambda: session.view.fraction > 0)
        session.pause()
    finally:
        may_go_on.set()
    qtbot.waitUntil(lambda: session.view.state is RunState.PAUSED)
    network.train_pass = train
