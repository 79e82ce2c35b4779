"""Some epochs of a training, for tests that need no session."""

from training.loop import Position, train
from training.record import EpochRecord


def train_epochs(network, pattern, epochs, position=None):
    """The records of so many epochs."""
    steps = train(network, pattern, position or Position())
    records = []
    while len(records) < epochs:
        step = next(steps)
        if isinstance(step, EpochRecord):
            records.append(step)
    return records
