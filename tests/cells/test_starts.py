"""From whatever weights a net begins, its gradients are right there, too."""

from dataclasses import replace

import numpy as np
import pytest
from cell_contract import SMALL_64, gradient_of, random_windows
from finite_differences import central_differences, relative_error

from networks.numpy_network import NumpyNetwork, numpy_network
from networks.settings import Settings

STARTED = [
    ("simple_rnn", {"recurrent_start": "identity"}),
    ("simple_rnn", {"recurrent_start": "small_random"}),
    ("gru", {"recurrent_start": "identity"}),
    ("lstm", {"recurrent_start": "identity", "input_bias": -2.0}),
    ("lstm", {"recurrent_start": "small_random", "chrono": 30}),
    ("lstm_1997", {"recurrent_start": "identity", "input_bias": -2.0}),
    ("peephole", {"chrono": 30}),
    ("coupled", {"chrono": 30}),
]


def untrained(settings: Settings) -> NumpyNetwork:
    """A net that was never trained, in the midst of a sequence."""
    network, rng = numpy_network(settings), np.random.default_rng(2)
    network.initialise(seed=1)
    snapshot = network.snapshot()
    states = {
        name: rng.normal(0, 0.5, array.shape)
        for name, array in snapshot.items()
        if name.startswith("states")
    }
    network.restore(snapshot | states)
    return network


@pytest.mark.parametrize(("cell", "start"), STARTED, ids=str)
def test_gradients_at_the_start_are_those_of_central_differences(cell, start):
    settings = replace(SMALL_64, cell=cell, **start)
    network, gradient = untrained(settings), gradient_of(untrained(settings))
    here = network.snapshot()
    for name, found in gradient.items():

        def loss_with(weights, name=name):
            network.restore(here | {name: weights})
            return network.train_pass(*random_windows(settings))

        assert relative_error(found, central_differences(loss_with, here[name])) < 1e-6, name
