"""What is made of the gradients by the hidden states, which every cell's own tests prove."""

from dataclasses import replace

import numpy as np
import pytest
import samples
from trained_epochs import begun

from cells.registry import CELLS
from inspection.gradients import STEPS, Course, GradientFlow, GradientProbe
from networks.numpy_network import restored
from networks.settings import DEFAULT_SETTINGS, Settings
from tasks.heads import HEADS
from tasks.pattern import Pattern
from tasks.registry import TASKS
from tasks.repeating import stretches
from training.checkpoint import TrainedState
from training.loop import Position

SMALL = Settings(units=(4, 3), rows=2, window=4, updates=2, passes=1, dtype="float64")
EPSILON = 1e-5


def untrained(settings, pattern="0011"):
    return samples.untrained_state(Pattern(pattern), settings)


@pytest.mark.parametrize("cell", CELLS)
def test_norms_are_those_of_each_place_s_own_loss_back_from_the_last_step(cell):
    settings = replace(SMALL, cell=cell)
    state = untrained(settings)
    flow = GradientProbe(settings).measure(1, state)
    network = restored(settings, state.snapshot)
    symbols, targets = stretches(state.problem, STEPS)
    alone = [
        network.hidden_gradients(symbols[row : row + 1], targets[row : row + 1])
        for row in range(len(symbols))
    ]
    for depth in (0, 1):
        lengths = [np.linalg.norm(each.layers[depth][..., 0], axis=1) for each in alone]
        np.testing.assert_allclose(flow.norms[depth], np.mean(lengths, axis=0)[::-1])


def test_the_places_are_spread_over_the_period_each_with_the_symbol_that_follows():
    pattern = Pattern.read("0000100110101111")
    symbols, targets = stretches(pattern, STEPS)
    assert symbols.shape == (8, STEPS)
    for row, start in enumerate(range(0, 16, 2)):
        endless = np.resize(np.roll(pattern.symbols, -start), STEPS + 1)
        np.testing.assert_array_equal(symbols[row], endless[:-1])
        assert targets[row] == endless[-1]


def test_a_short_period_has_as_many_places_as_symbols():
    symbols, _ = stretches(Pattern.read("0101"), STEPS)
    assert len(symbols) == 2


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
def test_what_the_forget_gate_keeps_is_its_running_product(cell):
    settings = replace(SMALL, cell=cell.name)
    state = untrained(settings, "1")
    kept = GradientProbe(settings).measure(1, state).kept
    if not cell.forget_gate:
        assert kept is None
        return
    network = restored(settings, state.snapshot)
    f = network.trace(np.ones(STEPS)).layers[1][cell.forget_gate]
    assert kept[1, 0] == 1
    assert kept[1, 1] == pytest.approx(f[-1].mean())
    assert kept[1, 3] == pytest.approx((f[-1] * f[-2] * f[-3]).mean())


def flow(norms, whole=1.0, clip_norm=None):
    return GradientFlow(1, np.array([norms], float), None, whole, clip_norm)


def falling(factor):
    return factor ** np.arange(STEPS)


@pytest.mark.parametrize(
    ("norms", "course"),
    [
        (falling(0.5), Course.VANISHES),
        (falling(0.87), Course.FADES),
        (falling(0.99), Course.HOLDS),
        (falling(1.2), Course.EXPLODES),
        (falling(np.nan), Course.BROKEN),
        (np.zeros(STEPS), Course.BROKEN),
        (np.concatenate([[1.0], np.zeros(STEPS - 1)]), Course.VANISHES),
        (np.concatenate([[1.0], np.full(STEPS - 1, np.inf)]), Course.BROKEN),
    ],
)
def test_the_course_of_a_gradient_follows_from_its_numbers(norms, course):
    assert flow(norms).course(0) is course


def test_clipping_scales_only_what_is_longer_than_it_lets_through():
    norms = falling(0.9)
    assert flow(norms, whole=4.0, clip_norm=1.0).clipping == 0.25
    assert flow(norms, whole=0.5, clip_norm=1.0).clipping == 1
    assert flow(norms, whole=4.0, clip_norm=None).clipping == 1
    assert flow(norms, whole=np.nan, clip_norm=1.0).clipping == 1


def mean_loss(network, symbols, targets):
    """Over the stretches, of what is answered after the last step."""
    head = HEADS[network.settings.ports.head]
    answers = np.array([np.atleast_1d(network.trace(row).output[-1]) for row in symbols])
    if network.settings.ports.outputs > 1:
        return -np.log(answers[np.arange(len(targets)), targets.astype(int)]).mean()
    return head.losses(answers[:, 0], targets)


@pytest.mark.parametrize("name", TASKS)
def test_the_whole_gradient_is_that_of_the_mean_loss_over_the_stretches(name):
    """Moving all weights along it must change that loss by its squared length."""
    settings = samples.settings_of(name, dtype="float64")
    state = samples.state_of(name, settings)
    network = restored(settings, state.snapshot)
    measured = GradientProbe(settings).measure(1, state)
    symbols, targets = TASKS[name].stretches(state.learned, STEPS)
    assert measured.norms.shape == (2, symbols.shape[1])
    assert measured.reach == min(50, symbols.shape[1] - 1)
    assert measured.course(0) is not Course.BROKEN
    network.hidden_gradients(symbols, targets)
    direction = network._gradient / measured.whole
    losses = []
    for sign in (1, -1):
        network._weights += sign * EPSILON * direction
        losses.append(mean_loss(network, symbols, targets))
        network._weights -= sign * EPSILON * direction
    assert (losses[0] - losses[1]) / (2 * EPSILON) == pytest.approx(measured.whole, rel=1e-5)


def test_weights_that_overflow_give_a_flow_that_says_so_and_no_warning():
    settings = replace(SMALL, cell="simple_rnn", activation="linear", dtype="float32")
    state = untrained(settings)
    huge = {name: array * 0 + 1e30 for name, array in state.snapshot.items() if "weights" in name}
    broken = TrainedState(state.problem, state.position, {**state.snapshot, **huge})
    measured = GradientProbe(settings).measure(1, broken)
    assert measured.course(0) is Course.BROKEN


def test_a_state_of_other_settings_is_refused():
    with pytest.raises(ValueError, match="shape"):
        GradientProbe(replace(SMALL, units=(5, 3))).measure(1, untrained(SMALL))


@pytest.mark.slow
def test_a_network_trained_by_keras_is_read_as_well(keras_network):
    pattern = Pattern.read("0011")
    read, same = (
        GradientProbe(DEFAULT_SETTINGS).measure(1, TrainedState(pattern, Position(2), snapshot))
        for snapshot in (keras_network.snapshot(), begun(DEFAULT_SETTINGS).snapshot())
    )
    np.testing.assert_allclose(read.norms, same.norms, rtol=1e-5)
