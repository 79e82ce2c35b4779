"""Embedding and dropout of the net written from scratch: there and back, and as data tell."""

from dataclasses import replace

import numpy as np
import pytest
from test_custom_lstm import SMALL_64, check_gradients, random_pass

from cells.registry import CELLS
from networks.dropout import draw_masks
from networks.numpy_network import NumpyNetwork, numpy_network
from networks.ports import Ports
from networks.settings import Settings
from plain_layers import add_up_lines

EACH_STEP = Ports("one-hot", 7, "softmax", 7, at_each_step=True)
LAST_STEP = replace(EACH_STEP, at_each_step=False)
TEXT_64 = replace(SMALL_64, embedding=3, dropout=0.4, ports=EACH_STEP)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("ports", [EACH_STEP, LAST_STEP])
def test_gradients_through_embedding_dropout_and_softmax_are_those_of_central_differences(
    cell, ports
):
    settings = replace(TEXT_64, cell=cell, ports=ports)
    check_gradients(settings, numpy_network, draw_masks(settings, 0, 1, 0))


def test_numbers_are_read_without_a_table_and_dropout_is_the_same():
    settings = replace(SMALL_64, dropout=0.4, embedding=0)
    check_gradients(settings, numpy_network, draw_masks(settings, 0, 1, 0))


def test_an_embedding_of_the_one_hot_columns_themselves_reads_as_one_hot_does():
    one_hot = NumpyNetwork(replace(TEXT_64, embedding=0, dropout=0.0))
    one_hot.initialise(3)
    embedded = NumpyNetwork(replace(TEXT_64, embedding=7, dropout=0.0))
    weights = {f"weights/{n + 1}": one_hot.snapshot()[f"weights/{n}"] for n in range(8)}
    embedded.restore(embedded.snapshot() | weights | {"weights/0": np.eye(7)})
    given = random_pass(one_hot.settings)
    kept = one_hot.evaluate_pass(*given), embedded.evaluate_pass(*given)
    np.testing.assert_allclose(*kept, atol=1e-12)


def test_lines_are_added_up_wherever_their_symbols_stand():
    rng = np.random.default_rng(0)
    symbols, d = rng.integers(0, 9, (4, 5)), rng.normal(size=(4, 3, 5))
    expected, found = np.zeros((11, 3)), np.full((11, 3), np.nan)
    np.add.at(expected, symbols, d.swapaxes(1, 2))
    add_up_lines(symbols, d, out=found)
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_what_is_left_out_is_left_out_at_every_step_and_nothing_while_it_is_asked():
    settings = replace(TEXT_64, units=(6,), embedding=0)
    network = NumpyNetwork(settings)
    network.initialise(0)
    inputs, targets = random_pass(settings)
    asked = network.evaluate_pass(inputs, targets)
    masks = np.ones((4, 3, 6), bool)
    masks[:, 1] = False  # Of the second row nothing is passed up, and every step says the bias.
    network.reset_states()
    loss = NumpyNetwork.train_pass(network, inputs[:1], targets[:1], masks[:1])
    network.initialise(0)
    np.testing.assert_array_equal(network.evaluate_pass(inputs, targets), asked)
    of_targets = np.log(asked[0, ..., 0])
    kept = np.delete(np.arange(3), 1)
    scaled = network_of_scaled_output(settings, 1 / 0.6).evaluate_pass(inputs, targets)
    expected = -(np.log(scaled[0, kept, :, 0]).sum() - 5 * np.log(7)) / 15
    assert loss == pytest.approx(expected, rel=1e-9)
    assert of_targets.shape == (3, 5)


def network_of_scaled_output(settings: Settings, factor: float) -> NumpyNetwork:
    """Its output reads so many times the h of the other one's layer."""
    network = NumpyNetwork(settings)
    network.initialise(0)
    snapshot = network.snapshot()
    network.restore(snapshot | {"weights/3": factor * snapshot["weights/3"]})
    return network
