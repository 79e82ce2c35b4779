"""A session on a net so small that an epoch takes a millisecond."""

import model
from training.session import Session
from training.settings import Settings
from utils import parse_pattern

SMALL = Settings(units=(4, 4), rows=4, window=4, updates=4, passes=1)


def make_session(qtbot, workshop=model, settings=SMALL):
    """A session on the NumPy backend, ready, with a pattern typed, at full speed."""
    session = Session(workshop, "numpy", settings)
    session.set_speed(None)
    session.set_pattern(parse_pattern("0011"))
    with qtbot.waitSignal(session.changed):
        session.load_backend()
    return session
