"""A session on a net so small that an epoch takes a millisecond."""

from dataclasses import replace

import numpy as np

import model
from training.session import Session
from training.settings import Settings
from utils import parse_pattern

SMALL = Settings(units=(4, 4), rows=4, window=4, updates=4, passes=1)
WILD = replace(
    SMALL, cell="simple_rnn", activation="linear", optimizer="sgd", clip_norm=None, window=16
).at_rate(0.005)
"""From seed 0 its loss is no number any more in the fourth epoch."""
SHORT_PATTERN = parse_pattern("0011")
LONG_PATTERN = np.random.default_rng(3).integers(0, 2, 3_200).astype(np.uint8)
"""An epoch on it has 200 passes of the small net: time to ask something meanwhile."""


def make_session(qtbot, workshop=model, settings=SMALL, pattern=SHORT_PATTERN):
    """A session on the NumPy backend, ready, with a pattern typed, at full speed."""
    session = Session(workshop, "numpy", settings)
    session.set_speed(None)
    session.set_pattern(pattern)
    with qtbot.waitSignal(session.changed):
        session.load_backend()
    return session
