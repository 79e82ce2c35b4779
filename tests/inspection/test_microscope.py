"""Looking inside shows what the net computes, and moves nothing."""

import numpy as np
import pytest
from alike import check_alike
from samples import untrained_state

from custom_lstm import sigmoid
from inspection.microscope import Microscope
from networks.numpy_network import restored
from networks.settings import Settings
from tasks.pattern import Pattern
from tasks.repeating import sample
from training.checkpoint import TrainedState

SETTINGS = Settings(units=(4, 3), rows=2, window=4, updates=2, passes=1)
PATTERN = Pattern.read("00101")


@pytest.fixture
def state() -> TrainedState:
    return untrained_state(PATTERN, SETTINGS, 3)


@pytest.fixture
def inspection(state):
    return Microscope(SETTINGS).look(1, state, sample(PATTERN))


@pytest.mark.parametrize(
    ("length", "steps"), [(1, 32), (4, 32), (5, 35), (20, 40), (32, 64), (150, 200), (10_000, 200)]
)
def test_whole_periods_are_fed_two_at_least_and_long_ones_are_cut(length, steps):
    pattern = Pattern.of(np.random.default_rng(length).integers(0, 2, length))
    fed = sample(pattern).given
    assert len(fed) == steps
    np.testing.assert_array_equal(fed, np.resize(pattern.symbols, steps))


def test_the_output_is_what_the_net_says_step_by_step(state, inspection):
    network = restored(SETTINGS, state.snapshot)
    np.testing.assert_allclose(
        inspection.trace.output, network.read(inspection.sample.given)[0], rtol=1e-5, atol=1e-6
    )


def test_the_weights_are_those_that_make_the_output_of_h(inspection):
    kernel, bias = inspection.weights[-2:]
    top = inspection.trace.layers[-1]["h"]
    np.testing.assert_allclose(inspection.trace.output, sigmoid(top @ kernel[:, 0] + bias), 1e-5)
    assert [w.shape for w in inspection.weights[:3]] == [(1, 16), (4, 16), (16,)]


def test_targets_are_the_symbols_that_follow(inspection):
    np.testing.assert_array_equal(inspection.sample.targets[:-1], inspection.sample.given[1:])
    assert inspection.sample.targets[-1] == PATTERN.symbols[inspection.steps % len(PATTERN)]


def test_of_a_pattern_that_was_cut_the_last_target_is_still_known(state):
    pattern = Pattern("0" * 200 + "1" + "0" * 99)
    long = TrainedState(pattern, state.position, state.snapshot)
    inspection = Microscope(SETTINGS).look(1, long, sample(pattern))
    assert inspection.steps == 200
    assert inspection.sample.targets[-1] == 1


def test_looking_moves_nothing(state):
    before = {name: array.copy() for name, array in state.snapshot.items()}
    microscope = Microscope(SETTINGS)
    first = microscope.look(1, state, sample(PATTERN))
    again = microscope.look(1, state, sample(PATTERN))
    np.testing.assert_array_equal(first.trace.output, again.trace.output)
    check_alike(state.snapshot, before)


def test_a_later_look_leaves_an_earlier_one_as_it_was(state, inspection):
    h = inspection.trace.layers[0]["h"].copy()
    Microscope(SETTINGS).look(2, untrained_state(PATTERN, SETTINGS, 9), sample(PATTERN))
    np.testing.assert_array_equal(inspection.trace.layers[0]["h"], h)


def test_the_reach_of_the_last_layer_is_its_weight_to_the_output(inspection):
    np.testing.assert_array_equal(inspection.reach(1), inspection.weights[-2][:, 0])


def test_the_reach_of_a_lower_layer_is_how_strongly_the_one_above_reads_it(inspection):
    kernel_above = inspection.weights[3]
    expected = [np.sqrt((row**2).sum()) for row in kernel_above]
    np.testing.assert_allclose(inspection.reach(0), expected, rtol=1e-6)


def test_a_state_of_another_net_is_refused(state):
    with pytest.raises(ValueError, match="another net"):
        Microscope(Settings(units=(5,), rows=2, window=4)).look(1, state, sample(PATTERN))
