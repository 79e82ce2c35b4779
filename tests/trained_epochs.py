"""Untrained networks from scratch, and epochs of a training, for tests that need no session."""

from networks.numpy_network import numpy_network
from networks.settings import DEFAULT_SETTINGS
from training.loop import Position, train
from training.record import EpochRecord


def begun(settings=DEFAULT_SETTINGS, seed=0):
    """A network of the weights that are drawn from this seed."""
    network = numpy_network(settings)
    network.initialise(seed)
    return network


def train_epochs(network, problem, epochs=1, position=None, seed=0):
    """The records of so many epochs, after the last of which nothing more is done."""
    steps = train(network, problem, position or Position(), seed)
    records = []
    while len(records) < epochs:
        step = next(steps)
        if isinstance(step, EpochRecord):
            records.append(step)
    return records
