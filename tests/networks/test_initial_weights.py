"""The first weights are distributed as Keras' are, and belong to their seed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cells.registry import CELLS
from networks.initial_weights import draw_weights
from networks.network_arrays import weight_arrays
from networks.ports import Ports
from networks.settings import RECURRENT_STARTS, Settings


def weights_of(units: tuple[int, ...], seed: int, dtype: str = "float32") -> list[np.ndarray]:
    return draw_weights(Settings(units=units, dtype=dtype), seed)


def test_initial_weights_have_the_shapes_of_get_weights() -> None:
    shapes = [weight.shape for weight in weights_of((5, 7), 0)]
    assert shapes == [(1, 20), (5, 20), (20,), (5, 28), (7, 28), (28,), (7, 1), (1,)]


def test_recurrent_kernels_are_orthogonal() -> None:
    recurrent = weights_of((6, 9), 3, "float64")[4]
    np.testing.assert_allclose(recurrent @ recurrent.T, np.eye(9), atol=1e-12)


def test_biases_are_zero_but_for_the_forget_gate() -> None:
    weights = weights_of((2, 3), 0)
    np.testing.assert_array_equal(weights[2], [0, 0, 1, 1, 0, 0, 0, 0])
    np.testing.assert_array_equal(weights[-1], [0])


def test_kernels_fill_the_glorot_interval() -> None:
    limit = np.sqrt(6 / (50 + 200))
    kernel = weights_of((50, 50), 0)[3]
    assert np.abs(kernel).max() <= limit
    assert kernel.std() == pytest.approx(limit / np.sqrt(3), rel=0.02)


def test_both_precisions_start_from_the_same_draw() -> None:
    single, double = (weights_of((4,), 5, dtype) for dtype in ("float32", "float64"))
    for one, other in zip(single, double, strict=True):
        assert one.dtype == np.float32
        np.testing.assert_array_equal(one, other.astype(np.float32))


def test_a_seed_means_its_own_weights() -> None:
    assert np.array_equal(weights_of((4,), 5)[0], weights_of((4,), 5)[0])
    assert not np.array_equal(weights_of((4,), 5)[0], weights_of((4,), 6)[0])


@pytest.mark.parametrize(("n_in", "units", "parameters"), [(10, 25, 3_600), (3, 64, 17_408)])
def test_a_layer_has_the_parameters_of_the_lecture_notes(
    n_in: int, units: int, parameters: int
) -> None:
    second_layer = weights_of((n_in, units), 0)[3:6]
    assert sum(weight.size for weight in second_layer) == parameters


def started(**settings: object) -> list[np.ndarray]:
    """The weights of seed 3, each layer's kernel, recurrent kernel and bias, and the output's."""
    return draw_weights(replace(Settings(units=(50, 40), dtype="float64"), **settings), 3)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("start", RECURRENT_STARTS)
def test_another_start_leaves_all_other_weights_as_they_were(cell: str, start: str) -> None:
    """So two trainings can be compared that differ in nothing else."""
    usual, other = started(cell=cell), started(cell=cell, recurrent_start=start)
    recurrent = {1, 1 + len(CELLS[cell].weight_shapes(1, 1))}
    for index, (one, its_other) in enumerate(zip(usual, other, strict=True)):
        is_same = np.array_equal(one, its_other)
        assert is_same == (index not in recurrent or start == "orthogonal")


@pytest.mark.parametrize("cell", CELLS)
def test_with_the_identity_each_gate_begins_with_what_its_own_unit_showed(cell: str) -> None:
    state = np.random.default_rng(0).normal(size=50)
    from_state = state @ started(cell=cell, recurrent_start="identity")[1]
    for gate in np.split(from_state, len(CELLS[cell].blocks)):
        np.testing.assert_array_equal(gate, state)


def test_a_step_back_through_small_random_weights_leaves_what_is_said_of_it() -> None:
    U = started(cell="simple_rnn", recurrent_start="small_random")[1]
    left = np.linalg.norm(U) / np.sqrt(50)  # Of the length, in a mean over all directions.
    assert left == pytest.approx(0.07, abs=0.005)
    assert "50 units each step back leaves 7 %" in RECURRENT_STARTS["small_random"].reason


def test_gate_biases_are_what_was_chosen() -> None:
    biases = draw_weights(Settings(units=(2,), forget_bias=-1.5, input_bias=2.5), 0)[2]
    np.testing.assert_array_equal(biases, [2.5, 2.5, -1.5, -1.5, 0, 0, 0, 0])
    alone = draw_weights(Settings(cell="lstm_1997", units=(2,), input_bias=2.5), 0)[2]
    np.testing.assert_array_equal(alone, [2.5, 2.5, 0, 0, 0, 0])


def test_chrono_spreads_memories_evenly_up_to_t_steps() -> None:
    """e^b_f = f / (1 − f) is uniform from 1 to T − 1, so f keeps for so many steps."""
    T, weights = 100, started(units=(256, 256), chrono=100)
    for bias in (weights[2], weights[5]):
        b_i, b_f, *others = np.split(bias, 4)
        np.testing.assert_array_equal(b_i, -b_f)
        np.testing.assert_array_equal(others, 0)
        odds = np.sort(np.exp(b_f))
        assert odds[0] >= 1
        assert odds[-1] <= T - 1
        even = np.linspace(1, T - 1, 256)
        assert np.abs(odds - even).max() / T < 0.1
    assert not np.array_equal(weights[2], weights[5])


def test_chrono_moves_gate_biases_alone_and_counts_instead_of_those_chosen() -> None:
    usual, other = started(), started(chrono=30, forget_bias=7.0, input_bias=7.0)
    same = [np.array_equal(*both) for both in zip(usual, other, strict=True)]
    assert same == [True, True, False, True, True, False, True, True]
    assert np.array_equal(other[2], started(chrono=30)[2])


def test_where_one_gate_mirrors_the_other_chrono_needs_one_bias() -> None:
    """σ(−z) = 1 − σ(z): that of the input gate is the negative by itself."""
    b_f, *others = np.split(started(cell="coupled", chrono=30)[2], 3)
    np.testing.assert_array_equal(b_f, np.split(started(chrono=30)[2], 4)[1])
    np.testing.assert_array_equal(others, 0)


@pytest.mark.parametrize("cell", ["simple_rnn", "gru", "lstm_1997"])
def test_without_a_forget_gate_chrono_changes_nothing(cell: str) -> None:
    for one, other in zip(started(cell=cell), started(cell=cell, chrono=30), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("steps", [1, 2])
def test_memories_of_two_steps_or_fewer_begin_half_open(steps: int) -> None:
    assert not started(chrono=steps)[2].any()


def test_numbers_of_an_embedding_are_small_where_whole_sequences_are_judged():
    ports = Ports("one-hot", 5_000, padded=True)
    table, *_ = draw_weights(Settings(embedding=32, stateful=False, ports=ports), seed=0)
    assert table.shape == (5_000, 32)
    assert 0.049 < np.abs(table).max() <= 0.05


def test_numbers_of_an_embedding_are_as_large_as_those_a_layer_is_to_read():
    ports = Ports("one-hot", 500, "softmax", 500, at_each_step=True)
    table, *_ = draw_weights(Settings(embedding=32, ports=ports), seed=0)
    assert table.shape == (500, 32)
    assert abs(table.mean()) < 0.05
    assert table.std() == pytest.approx(1, abs=0.02)


def test_a_layer_that_reads_both_ways_has_two_sets_of_weights_one_behind_the_other() -> None:
    ports, ways = Ports("one-hot", 9), {"stateful": False, "both_ways": True}
    settings = Settings(units=(3, 2), ports=ports, dtype="float64", **ways)
    weights = draw_weights(settings, 3)
    there, back, upper = weights[:3], weights[3:6], weights[6:]
    assert [w.shape for w in there] == [w.shape for w in back] == [(9, 12), (3, 12), (12,)]
    assert not np.array_equal(there[0], back[0])
    assert [w.shape for w in upper] == [(6, 8), (2, 8), (8,)] * 2 + [(4, 1), (1,)]
    assert [each.shape for each in weight_arrays(settings)] == [w.shape for w in weights]
    assert weight_arrays(settings)[3].title == "kernel of recurrent layer 1, backwards"
    one_way = draw_weights(replace(settings, both_ways=False), 3)
    for one, other in zip(one_way[:3], there, strict=True):
        np.testing.assert_array_equal(one, other)
