"""One unit at one step, against figures worked out by hand and against the whole net."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custom_lstm import CustomNetwork, Trace
from training.cell_values import GATES, cell_values
from training.settings import Settings

STEPS = 12


def random_net(settings: Settings, seed: int) -> tuple[CustomNetwork, list[np.ndarray]]:
    """A net whose weights are all drawn, biases too, and these weights."""
    rng = np.random.default_rng(seed)
    network = CustomNetwork(settings)
    drawn = {
        name: rng.normal(0, 0.7, array.shape).astype(settings.dtype)
        for name, array in network.snapshot().items()
        if name.startswith("weights/")
    }
    network.restore(network.snapshot() | drawn)
    return network, list(drawn.values())


@given(
    seed=st.integers(0, 1000),
    layer=st.integers(0, 1),
    unit=st.integers(0, 5),
    step=st.integers(0, STEPS - 1),
)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_every_unit_at_every_step_is_that_of_the_net(dtype, seed, layer, unit, step):
    network, weights = random_net(Settings(units=(7, 6), dtype=dtype), seed)
    symbols = np.random.default_rng(seed).integers(0, 2, STEPS).astype(np.uint8)
    trace = network.trace(symbols)
    values = cell_values(symbols, trace, weights, layer, unit, step)
    found = {gate: values.gates[gate].value for gate in GATES} | {"c": values.c, "h": values.h}
    expected = {name: array[step, unit] for name, array in trace.layers[layer].items()}
    assert found == pytest.approx(expected, abs=1e-6)


def test_the_default_net_s_units_are_those_of_the_net():
    network = CustomNetwork(Settings())
    network.initialise(seed=3)
    snapshot = network.snapshot()
    weights = [snapshot[f"weights/{index}"] for index in range(8)]
    symbols = np.resize([0, 0, 1, 1, 1], 40).astype(np.uint8)
    trace = network.trace(symbols)
    for layer, unit, step in [(0, 0, 0), (0, 49, 39), (1, 0, 17), (1, 49, 1)]:
        values = cell_values(symbols, trace, weights, layer, unit, step)
        assert values.h == pytest.approx(trace.layers[layer]["h"][step, unit], abs=1e-6)
        assert values.c == pytest.approx(trace.layers[layer]["c"][step, unit], abs=1e-6)


def by_hand(step: int):
    """One unit with W = (1, 2, 3, 4), U = (0.5, −0.5, 1, −1), b = (0, 1, 0, −1), fed with 1, 0."""
    weights = [
        np.array([[1.0, 2.0, 3.0, 4.0]]),
        np.array([[0.5, -0.5, 1.0, -1.0]]),
        np.array([0.0, 1.0, 0.0, -1.0]),
        np.array([[1.0]]),
        np.array([0.0]),
    ]
    layer = {"h": np.array([[0.6], [0.0]]), "c": np.array([[0.8], [0.0]])}
    symbols = np.array([1, 0], dtype=np.uint8)
    return cell_values(symbols, Trace([layer], np.zeros(2)), weights, 0, 0, step)


def test_the_first_step_begins_at_zero():
    values = by_hand(step=0)
    assert (values.c_tm1, *values.h_tm1, *values.x) == (0, 0, 1)
    assert [values.gates[gate].z for gate in "ifgo"] == [1, 3, 3, 3]
    assert values.c == pytest.approx(0.7310585786 * 0.9950547537, abs=1e-9)
    assert values.kept == 0


def test_a_later_step_adds_up_to_the_figures_worked_out_by_hand():
    values = by_hand(step=1)
    parts = [(g.from_input, g.from_state, g.bias) for g in map(values.gates.get, "ifgo")]
    assert parts == [(0, 0.3, 0), (0, -0.3, 1), (0, 0.6, 0), (0, -0.6, -1)]
    # σ(0.3), σ(0.7), tanh(0.6) and σ(−1.6), from a table.
    i, f, g, o = 0.5744425168, 0.6681877722, 0.5370495670, 0.1679816149
    found = [values.gates[gate].value for gate in "ifgo"]
    assert found == pytest.approx([i, f, g, o], abs=1e-9)
    assert values.kept == pytest.approx(f * 0.8, abs=1e-9)
    assert values.added == pytest.approx(i * g, abs=1e-9)
    assert values.c == pytest.approx(f * 0.8 + i * g, abs=1e-9)
    assert values.h == pytest.approx(o * np.tanh(f * 0.8 + i * g), abs=1e-9)


def test_the_second_layer_reads_the_hidden_states_of_the_first():
    network, weights = random_net(replace(Settings(), units=(4, 3)), seed=5)
    symbols = np.array([0, 1, 1], dtype=np.uint8)
    trace = network.trace(symbols)
    values = cell_values(symbols, trace, weights, layer=1, unit=2, step=2)
    np.testing.assert_array_equal(values.x, trace.layers[0]["h"][2])
    np.testing.assert_array_equal(values.h_tm1, trace.layers[1]["h"][1])
    # Its candidate's weights: the third block of three columns, and the last column in it.
    np.testing.assert_array_equal(values.gates["g"].input_weights, weights[3][:, 8])
    np.testing.assert_array_equal(values.gates["g"].recurrent_weights, weights[4][:, 8])
