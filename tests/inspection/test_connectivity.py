"""What a network heeds: its gradient by what it has read, against central differences."""

from dataclasses import replace

import numpy as np
import pytest
from finite_differences import central_differences
from samples import look_at, settings_of, state_of, untrained_state
from trained_epochs import begun

from inspection.connectivity import connectivity
from inspection.microscope import Microscope
from networks.numpy_network import numpy_network, restored
from networks.ports import Ports
from networks.settings import Settings
from tasks.sample import Sample
from training.checkpoint import TrainedState
from training.loop import Position

SYMBOLS = np.array([3, 0, 4, 1, 3, 2, 2])
GLYPHS = tuple("abcde")
READS = Settings(
    ports=Ports("one-hot", 5, "softmax", 5, at_each_step=True),
    units=(4, 3),
    rows=2,
    window=4,
    updates=2,
    dtype="float64",
)


def look(settings, seed=1, symbols=SYMBOLS):
    state = untrained_state(None, settings, seed)
    answers, targets = len(symbols), np.roll(symbols, -1)
    sample = Sample(symbols, targets, 0, "", GLYPHS, answers, GLYPHS, GLYPHS)
    return Microscope(settings).look(1, state, sample), state


def lengths_by_differences(network, x, step, said):
    """Of the slopes of ln p of what is said, by a network that reads numbers, nudged one by one."""

    def log_p(numbers):
        return np.log(network.answers(numbers[None])[0, -1, said])

    return np.linalg.norm(central_differences(log_p, x[: step + 1]), axis=1)


@pytest.mark.parametrize("step", [0, 6])
@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_of_symbols_it_is_the_slope_by_their_one_hot_numbers(cell, step):
    seen, state = look(replace(READS, cell=cell))
    numbers = replace(seen.settings, ports=replace(READS.ports, reads="numbers"))
    twin = restored(numbers, state.snapshot)
    slopes = lengths_by_differences(twin, np.eye(5)[SYMBOLS], step, seen.said[step])
    np.testing.assert_allclose(connectivity(seen, state, step), slopes, rtol=1e-6)


def test_of_embedded_symbols_it_is_the_slope_by_what_they_are_embedded_as():
    seen, state = look(replace(READS, embedding=3, dropout=0.3))
    ports = replace(READS.ports, reads="numbers", features=3)
    twin = numpy_network(replace(READS, ports=ports))
    numbered = enumerate(seen.weights)
    twin.restore(twin.snapshot() | {f"weights/{index}": each for index, each in numbered})
    slopes = lengths_by_differences(twin, seen.table[SYMBOLS], 6, seen.said[6])
    np.testing.assert_allclose(connectivity(seen, state, 6), slopes, rtol=1e-6)


@pytest.mark.parametrize("name", ["pattern", "echo", "adding", "copy"])
def test_it_can_be_asked_after_any_step_of_any_task(name):
    seen, state = look_at(name), state_of(name, settings_of(name))
    for step in (0, seen.steps - 1):
        found = connectivity(seen, state, step)
        assert found.shape == (step + 1,)
        assert np.isfinite(found).all()
        assert found[-1] > 0


@pytest.mark.parametrize("pooling", ["last", "mean", "max"])
@pytest.mark.parametrize("both_ways", [False, True])
def test_of_pieces_that_are_pooled_it_is_the_slope_of_what_they_say_together(pooling, both_ways):
    padded = Ports("one-hot", 9, padded=True)
    shape = {"pooling": pooling, "both_ways": both_ways, "embedding": 3}
    settings = replace(READS, ports=padded, stateful=False, window=3, **shape)
    network = begun(settings, 1)
    given = np.arange(1, 9)
    sample = Sample(given, np.ones(8), 0, "", GLYPHS, 1)
    shaken = {
        name: each + np.random.default_rng(2).normal(0, 0.4, each.shape)
        if name.startswith("weights")
        else each
        for name, each in network.snapshot().items()
    }
    state = TrainedState(None, Position(2), shaken)
    seen = Microscope(settings).look(1, state, sample)

    def log_p(table):
        network.restore(shaken | {"weights/0": table})
        p = network.trace(given).output[-1]
        return np.log(p if seen.said[-1] else 1 - p)

    # Each symbol stands once: its row of the table is what is read at its place alone.
    slopes = central_differences(log_p, shaken["weights/0"])
    found = connectivity(seen, state, 7)
    expected = np.linalg.norm(slopes[given], axis=1)
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-9)
    assert found[:5].any() == (pooling != "last")


def test_nothing_reaches_across_a_zeroing_of_the_states():
    seen, state = look(
        replace(READS, stateful=False, ports=replace(READS.ports, at_each_step=False))
    )
    found = connectivity(seen, state, 5)
    assert not found[:4].any()
    assert (found[4:] > 0).all()


def slopes_of_trace(network, symbols, step, of_said):
    """Of ln p of what a trace says after a step, by each symbol's place in the embedding."""
    here = network.snapshot()

    def log_p(table):
        network.restore(here | {"weights/0": table})
        p = network.trace(symbols).output[step]
        return np.log(p if of_said else 1 - p)

    slopes = central_differences(log_p, here["weights/0"])
    network.restore(here)
    return np.linalg.norm(slopes[symbols[: step + 1]], axis=1)


@pytest.mark.parametrize(
    ("padded", "both_ways", "step"), [(True, True, 6), (False, False, 6), (False, True, 12)]
)
@pytest.mark.parametrize("pooling", ["last", "mean", "max"])
def test_a_sequence_longer_than_a_window_is_followed_in_its_pieces(
    padded, pooling, both_ways, step
):
    ports = Ports("one-hot", 20, padded=padded)
    settings = replace(
        READS,
        ports=ports,
        stateful=False,
        embedding=3,
        window=5,
        pooling=pooling,
        both_ways=both_ways,
    )
    symbols = np.arange(1, 14)
    seen, state = look(settings, symbols=symbols)
    network = restored(settings, state.snapshot)
    slopes = slopes_of_trace(network, symbols, step, seen.said[step])
    found = connectivity(seen, state, step)
    np.testing.assert_allclose(found, slopes, rtol=1e-5, atol=1e-9)
