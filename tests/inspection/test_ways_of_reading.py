"""A network that reads both ways is looked at along each of them, number by number."""

from dataclasses import replace

import numpy as np
import pytest
from samples import look_at, settings_of, state_of
from trained_epochs import begun

from cells.registry import CELLS
from inspection.cell_values import cell_values
from inspection.gradients import GradientProbe
from inspection.microscope import Inspection
from inspection.trace_file import save_trace
from networks.network_arrays import weight_arrays
from networks.numpy_network import NumpyNetwork, restored
from networks.ports import Ports
from tasks.registry import TASKS

ORDER = TASKS["order"]
REVIEWS = {
    "ports": Ports("one-hot", 9, padded=True),
    "units": (3, 2),
    "embedding": 4,
    "both_ways": True,
    "pooling": "mean",
    "window": 5,
    "rows": 3,
    "dtype": "float64",
}


@pytest.mark.parametrize("cell", CELLS)
def test_every_unit_of_both_ways_is_that_of_the_net(cell):
    seen = look_at("order", cell=cell, both_ways=True, pooling="max", dtype="float64")
    last = seen.steps - 1
    for way in (seen, seen.turned):
        for layer in range(2):
            for step in (0, 1, last - 1, last):
                values = cell_values(way, layer, 1, step)
                for symbol, each in way.trace.layers[layer].items():
                    assert values.numbers[symbol] == pytest.approx(each[step, 1], abs=1e-12)
    assert seen.turned.before(last) is None
    assert seen.turned.before(0) == 1
    assert cell_values(seen, 1, 0, 0).sources[5:7] == ("unit 6 →", "unit 1 ←")


def test_a_unit_is_heard_by_both_ways_of_the_layer_above_and_by_the_output():
    seen = look_at("order", both_ways=True)
    named = seen.weights, seen.others
    lower = [np.concatenate([each[3] for each in named], axis=1)]
    heard = np.linalg.norm(lower[0], axis=1)
    np.testing.assert_allclose(seen.reach(0), heard[:6])
    np.testing.assert_allclose(seen.turned.reach(0), heard[6:])
    assert seen.reach(1).shape == seen.turned.reach(1).shape == (5,)
    assert seen.turned.turned.is_back is False


def reader(**chosen) -> NumpyNetwork:
    return begun(replace(settings_of("order"), **{**REVIEWS, **chosen}), 3)


@pytest.mark.parametrize("both_ways", [False, True])
@pytest.mark.parametrize("pooling", ["last", "mean", "max"])
def test_a_long_sequence_is_looked_at_in_the_pieces_that_it_is_learned_in(both_ways, pooling):
    network = reader(both_ways=both_ways, pooling=pooling)
    symbols = np.random.default_rng(0).integers(1, 9, 13)
    rows = np.zeros((3, 5, 1))
    for row, (start, end) in enumerate([(0, 4), (4, 8), (8, 13)]):
        rows[row, 5 - (end - start) :, 0] = symbols[start:end]
    marks = np.array([[np.nan], [np.nan], [1.0]])
    trace = network.trace(symbols)
    said = network.evaluate_pass(rows[None], marks[None])[0, 2]
    assert trace.output[-1] == pytest.approx(said, abs=1e-12)
    assert trace.output.shape == (13,)
    assert len(trace.back) == 2 * both_ways
    together = network.answers(np.stack([symbols, symbols[::-1]])[..., None])
    known = slice(-both_ways, None)  # Both ways, only the last is asked of many.
    np.testing.assert_allclose(together[0, known, 0], trace.output[known], atol=1e-12)


@pytest.mark.parametrize("padded", [False, True])
@pytest.mark.parametrize("pooling", ["last", "mean", "max"])
def test_what_would_be_answered_after_a_step_knows_nothing_of_what_follows(pooling, padded):
    network = reader(pooling=pooling, ports=Ports("one-hot", 9, padded=padded))
    symbols = np.random.default_rng(0).integers(1, 9, 5)
    ending = [network.trace(symbols[:end]).output[-1] for end in range(1, 6)]
    np.testing.assert_allclose(network.trace(symbols).output, ending, atol=1e-12)


def test_symbol_by_symbol_a_sequence_of_one_row_is_answered_as_that_row():
    network = reader()
    symbols = np.random.default_rng(2).integers(1, 9, 4)
    after_each, memory = network.read_on(symbols[:2])
    after_both, _ = network.read_on(symbols[2:], memory)
    rows = np.zeros((3, 5, 1))
    rows[0, 1:, 0] = symbols
    marks = np.array([[1.0], [np.nan], [np.nan]])
    said = network.evaluate_pass(rows[None], marks[None])[0, 0]
    assert after_both[-1, 0] == pytest.approx(said, abs=1e-12)
    assert len(after_each) == 2


def test_gradients_go_back_in_both_directions_over_hundreds_of_steps():
    """Read from its end by a twin whose ways are exchanged, a sequence gives the same ones."""
    network = reader(units=(4,), pooling="last")
    symbols = np.random.default_rng(1).integers(1, 9, (2, 300))
    named = network.snapshot()
    kernel = f"weights/{len(weight_arrays(network.settings)) - 2}"
    swapped = {f"weights/{1 + k}": named[f"weights/{1 + (k + 3) % 6}"] for k in range(6)}
    twin = restored(network.settings, named | swapped | {kernel: np.roll(named[kernel], 4, axis=0)})
    targets = np.array([1, 0])
    one, other = (
        network.hidden_gradients(symbols, targets),
        twin.hidden_gradients(symbols[:, ::-1], targets),
    )
    np.testing.assert_allclose(one.layers[0], other.back[0][::-1], atol=1e-14)
    np.testing.assert_allclose(one.values_back[0]["f"], other.values[0]["f"][::-1], atol=1e-14)
    assert one.layers[0].shape == (300, 4, 2)
    assert np.abs(one.back[0][0]).max() > np.abs(one.back[0][-1]).max() > 0


def test_a_flow_has_each_layer_in_both_ways_beginning_with_what_it_reads_last():
    settings = settings_of("order", both_ways=True)
    flow = GradientProbe(settings).measure(1, state_of("order", settings))
    steps = flow.norms.shape[1]
    assert flow.norms.shape == flow.kept.shape == (4, steps)
    assert flow.ways == 2
    for way in flow.norms[2:]:  # Of the last layer, of which the output reads these alone.
        assert way[0] > way[-1] > 0


def test_a_trace_file_has_the_way_back_of_each_layer(tmp_path):
    seen: Inspection = look_at("order", both_ways=True)
    save_trace(tmp_path / "T.npz", seen.sample, seen.trace)
    with np.load(tmp_path / "T.npz") as file:
        np.testing.assert_array_equal(file["layer2_back/h"], seen.trace.back[1]["h"])
        assert file["layer1_back/f"].shape == file["layer1/f"].shape
