"""Of very many one-hot symbols lines are looked up; the numbers are those of the product."""

from dataclasses import replace

import numpy as np
import pytest
from alike import check_alike
from test_custom_lstm import SMALL_64, random_pass

from custom_lstm import LSTMLayer
from fast_symbols import MOST_MULTIPLIED, FastSymbolLayer
from networks.numpy_network import NumpyNetwork, numpy_network
from networks.ports import Ports

MANY = Ports("one-hot", MOST_MULTIPLIED + 1, "softmax", 5, at_each_step=True)
SETTINGS = replace(SMALL_64, ports=MANY)


class WithColumns(NumpyNetwork):
    """It is given the one-hot columns, as the readable layer multiplies them."""

    def _fed(self, window):
        return (window == np.arange(MANY.features)).transpose(1, 2, 0)


@pytest.mark.parametrize("stateful", [True, False])
def test_looking_up_computes_what_the_product_with_one_hot_columns_computes(stateful):
    settings = replace(SETTINGS, stateful=stateful)
    fast, plain = numpy_network(settings), WithColumns(settings, make_layer=LSTMLayer)
    assert isinstance(fast._stack[0], FastSymbolLayer)
    for network in (fast, plain):
        network.initialise(1)
    for seed in range(3):
        losses = [network.train_pass(*random_pass(settings, seed)) for network in (fast, plain)]
        assert losses[0] == pytest.approx(losses[1], rel=1e-12)
    expected = plain.snapshot()
    check_alike(fast.snapshot(), expected, rtol=1e-9, atol=1e-12)
    answers = [network.evaluate_pass(*random_pass(settings, 4)) for network in (fast, plain)]
    np.testing.assert_allclose(*answers, rtol=1e-9)


def test_what_is_kept_of_a_window_does_not_grow_with_the_symbols():
    tape = numpy_network(replace(SETTINGS, ports=replace(MANY, features=10_000)))._tapes[0]
    assert max(array.size for array in (tape.fed, tape.x, tape.gates)) < 10_000
