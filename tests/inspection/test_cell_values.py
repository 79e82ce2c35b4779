"""One unit at one step, against figures worked out by hand and against the textbook."""

from dataclasses import replace

import numpy as np
import pytest
from samples import bits
from trained_epochs import begun

from cells.registry import CELLS
from inspection.cell_values import CellValues, cell_values
from inspection.microscope import Inspection
from networks.numpy_network import numpy_network
from networks.readings import Trace
from networks.settings import Settings

STEPS = 12
UNITS = (7, 6)
SYMBOLS = np.resize([0, 1, 1, 0, 1], STEPS).astype(np.uint8)
SAMPLE = bits(SYMBOLS)

ACTIVATIONS = {"tanh": np.tanh, "relu": lambda s: np.where(s > 0, s, 0), "linear": lambda s: s}


def random_weights(settings: Settings) -> list[np.ndarray]:
    rng = np.random.default_rng(1)
    cell, n_in, weights = CELLS[settings.cell], 1, []
    for n in settings.units:
        weights += [rng.normal(0, 0.4, shape) for shape in cell.weight_shapes(n_in, n)]
        n_in = n
    return [*weights, rng.normal(0, 0.4, (n_in, 1)), np.zeros(1)]


def inspected(settings: Settings, trace: Trace, weights: list[np.ndarray]) -> Inspection:
    return Inspection(settings, 1, SAMPLE, trace, weights)


# The equations as the papers and lectures write them, for a whole layer, with W and U cut
# into blocks. They share no code with what is tested.


def sigma(s):
    return 1 / (1 + np.exp(-s))


def simple_rnn(x, h, _c, W, U, b, phi):
    return {"h": phi(x @ W[0] + h @ U[0] + b[0])}


def lstm(x, h, c, W, U, b, phi):
    i, f, g, o = (x @ w + h @ u + bias for w, u, bias in zip(W, U, b, strict=True))
    i, f, g, o = sigma(i), sigma(f), phi(g), sigma(o)
    new = f * c + i * g
    return {"i": i, "f": f, "g": g, "o": o, "c": new, "h": o * phi(new)}


def gru(x, h, _c, W, U, b, d, phi):
    z = sigma(x @ W[0] + b[0] + h @ U[0] + d[0])
    r = sigma(x @ W[1] + b[1] + h @ U[1] + d[1])
    g = phi(x @ W[2] + b[2] + r * (h @ U[2] + d[2]))
    return {"z": z, "r": r, "g": g, "h": z * h + (1 - z) * g}


def peephole(x, h, c, W, U, b, p, phi):
    i = sigma(x @ W[0] + h @ U[0] + p[0] * c + b[0])
    f = sigma(x @ W[1] + h @ U[1] + p[1] * c + b[1])
    g = phi(x @ W[2] + h @ U[2] + b[2])
    new = f * c + i * g
    o = sigma(x @ W[3] + h @ U[3] + p[2] * new + b[3])
    return {"i": i, "f": f, "g": g, "o": o, "c": new, "h": o * phi(new)}


def lstm_1997(x, h, c, W, U, b, phi):
    i, g, o = (x @ w + h @ u + bias for w, u, bias in zip(W, U, b, strict=True))
    i, g, o = sigma(i), phi(g), sigma(o)
    new = c + i * g
    return {"i": i, "g": g, "o": o, "c": new, "h": o * phi(new)}


TEXTBOOK = {each.__name__: each for each in (simple_rnn, lstm, gru, lstm_1997, peephole)}


def textbook_trace(settings: Settings, weights: list[np.ndarray]) -> Trace:
    """What a net does by the equations of the textbook."""
    step = TEXTBOOK[settings.cell]
    arrays = (len(weights) - 2) // len(settings.units)
    blocks = len(CELLS[settings.cell].blocks)
    fed, layers = SYMBOLS[:, None].astype(float), []
    for layer, n in enumerate(settings.units):
        W, U, b, *more = weights[arrays * layer : arrays * layer + arrays]
        biases = [np.split(bias, blocks) for bias in np.atleast_2d(b)]
        cut = [np.split(W, blocks, axis=1), np.split(U, blocks, axis=1), *biases, *more]
        found, before = [], {"h": np.zeros(n), "c": np.zeros(n)}
        for t, x in enumerate(fed):
            if not settings.stateful and t % settings.window == 0:
                before = {"h": np.zeros(n), "c": np.zeros(n)}
            phi = ACTIVATIONS[settings.activation]
            found.append(step(x, before["h"], before.get("c"), *cut, phi))
            before = found[-1]
        layers.append({name: np.array([each[name] for each in found]) for name in found[0]})
        fed = layers[-1]["h"]
    return Trace(layers, np.zeros(STEPS))


@pytest.mark.parametrize("is_stateful", [True, False], ids=["stateful", "stateless"])
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("cell", TEXTBOOK)
def test_every_unit_at_every_step_is_that_of_the_textbook(cell, activation, is_stateful):
    settings = Settings(
        cell=cell, activation=activation, units=UNITS, stateful=is_stateful, window=5
    )
    weights = random_weights(settings)
    trace = textbook_trace(settings, weights)
    for layer, units in enumerate(UNITS):
        for unit in range(units):
            for step in range(STEPS):
                values = cell_values(inspected(settings, trace, weights), layer, unit, step)
                found = {symbol: values.numbers[symbol] for symbol in trace.layers[layer]}
                expected = {name: each[step, unit] for name, each in trace.layers[layer].items()}
                assert found == pytest.approx(expected, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("cell", CELLS)
def test_what_a_gate_sums_adds_up_and_products_are_products(cell):
    settings = Settings(cell=cell, units=(3,))
    weights = random_weights(settings)
    states = {stage.symbol: np.full((STEPS, 3), 0.3) for stage in CELLS[cell].stages}
    values = cell_values(inspected(settings, Trace([states], np.zeros(STEPS)), weights), 0, 2, 5)
    numbers = values.numbers
    for gate in CELLS[cell].gates:
        g = gate.symbol
        from_state = numbers[f"U_{g} h_tm1"] + numbers.get(f"d_{g}", 0)
        if gate.reset_by:
            from_state *= numbers[gate.reset_by]
        total = numbers[f"W_{g} x"] + from_state + numbers[f"b_{g}"]
        total += numbers.get(f"p_{g}·{gate.peephole}", 0)
        assert numbers[f"s_{g}"] == pytest.approx(total)
    assert {f"{state}_tm1" for state in CELLS[cell].states} <= numbers.keys()


def by_hand(step: int) -> CellValues:
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
    settings = Settings(cell="lstm", units=(1,))
    seen = Inspection(settings, 1, bits(symbols), Trace([layer], np.zeros(2)), weights)
    return cell_values(seen, 0, 0, step)


def test_the_first_step_begins_at_zero():
    values = by_hand(step=0)
    assert (values.numbers["c_tm1"], *values.h_tm1, *values.x) == (0, 0, 1)
    assert [values.gates[gate].sum for gate in "ifgo"] == [1, 3, 3, 3]
    assert values.numbers["c"] == pytest.approx(0.7310585786 * 0.9950547537, abs=1e-9)
    assert values.numbers["f·c_tm1"] == 0


def test_a_later_step_adds_up_to_the_figures_worked_out_by_hand():
    values = by_hand(step=1)
    numbers = values.numbers
    parts = [(g.from_input, g.from_state, g.bias) for g in map(values.gates.get, "ifgo")]
    assert parts == [(0, 0.3, 0), (0, -0.3, 1), (0, 0.6, 0), (0, -0.6, -1)]
    # σ(0.3), σ(0.7), tanh(0.6) and σ(−1.6), from a table.
    i, f, g, o = 0.5744425168, 0.6681877722, 0.5370495670, 0.1679816149
    assert [numbers[gate] for gate in "ifgo"] == pytest.approx([i, f, g, o], abs=1e-9)
    assert numbers["f·c_tm1"] == pytest.approx(f * 0.8, abs=1e-9)
    assert numbers["i·g"] == pytest.approx(i * g, abs=1e-9)
    assert numbers["c"] == pytest.approx(f * 0.8 + i * g, abs=1e-9)
    assert numbers["h"] == pytest.approx(o * np.tanh(f * 0.8 + i * g), abs=1e-9)


def test_the_default_net_s_units_are_those_of_the_net():
    settings = Settings()
    network = begun(settings, 3)
    snapshot = network.snapshot()
    weights = [snapshot[f"weights/{index}"] for index in range(8)]
    trace = network.trace(SYMBOLS)
    for layer, unit, step in [(0, 0, 0), (0, 49, 11), (1, 0, 7), (1, 49, 1)]:
        values = cell_values(inspected(settings, trace, weights), layer, unit, step)
        for symbol, each in trace.layers[layer].items():
            assert values.numbers[symbol] == pytest.approx(each[step, unit], abs=1e-6)


def test_the_second_layer_reads_the_hidden_states_of_the_first():
    settings = replace(Settings(), cell="lstm", units=(4, 3))
    weights = random_weights(settings)
    trace = textbook_trace(settings, weights)
    values = cell_values(inspected(settings, trace, weights), layer=1, unit=2, step=2)
    np.testing.assert_array_equal(values.x, trace.layers[0]["h"][2])
    np.testing.assert_array_equal(values.h_tm1, trace.layers[1]["h"][1])
    # Its candidate's weights: the third block of three columns, and the last column in it.
    np.testing.assert_array_equal(values.gates["g"].input_weights, weights[3][:, 8])
    np.testing.assert_array_equal(values.gates["g"].recurrent_weights, weights[4][:, 8])


@pytest.mark.parametrize("is_stateful", [True, False], ids=["stateful", "stateless"])
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("cell", CELLS)
def test_every_unit_of_every_cell_is_that_of_the_net(cell, activation, is_stateful):
    settings = Settings(
        cell=cell,
        activation=activation,
        units=UNITS,
        stateful=is_stateful,
        window=5,
        dtype="float64",
    )
    weights = random_weights(settings)
    network = numpy_network(settings)
    named = {f"weights/{index}": weight for index, weight in enumerate(weights)}
    network.restore(network.snapshot() | named)
    trace = network.trace(SYMBOLS)
    for layer, units in enumerate(UNITS):
        for unit in range(units):
            for step in range(STEPS):
                values = cell_values(inspected(settings, trace, weights), layer, unit, step)
                for symbol, each in trace.layers[layer].items():
                    assert values.numbers[symbol] == pytest.approx(each[step, unit], abs=1e-12)
