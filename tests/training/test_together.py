"""Trainings side by side: each as if alone, none an epoch ahead, and left at any step."""

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
from kept_runs import trained
from small_settings import SMALL, WILD

import model
from cells.registry import CELLS
from tasks.pattern import Pattern
from training.loop import Exploded, PassDone, RunOfEpochs
from training.together import Beat, EpochTrained, Explosion, Training, together

PATTERN = Pattern.read("0011")
EVERY_CELL = [replace(SMALL, cell=name) for name in CELLS]
OTHER_SHAPE = replace(SMALL, rows=6, window=3, updates=3)


def trainings_of(settings, seed=0, states=None):
    return [
        Training(model.create_model("numpy", each), PATTERN, seed, state)
        for each, state in zip(settings, states or [None] * len(settings), strict=True)
    ]


def losses_of(steps, place):
    return [s.record.loss for s in steps if isinstance(s, EpochTrained) and s.place == place]


def losses_alone(settings, epochs, seed=0):
    return [record.loss for record in trained(epochs=epochs, seed=seed, settings=settings).records]


@pytest.mark.parametrize("settings", [EVERY_CELL, [SMALL, OTHER_SHAPE]])
def test_everyone_learns_as_if_alone_and_none_is_an_epoch_ahead(settings):
    trainings = trainings_of(settings, seed=3)
    steps = []
    for step in together(trainings, goal=3):
        steps.append(step)
        epochs = [each.epoch for each in trainings]
        assert max(epochs) - min(epochs) <= 1
    for place, each in enumerate(settings):
        assert losses_of(steps, place) == losses_alone(each, 3, seed=3)


def test_left_within_an_epoch_they_go_on_exactly_there():
    trainings = trainings_of([SMALL, OTHER_SHAPE])
    steps = together(trainings, goal=2)
    before = [next(steps) for _ in range(3)]
    steps.close()
    all_steps = [*before, *together(trainings, goal=2)]
    assert losses_of(all_steps, 0) == losses_alone(SMALL, 2)
    assert losses_of(all_steps, 1) == losses_alone(OTHER_SHAPE, 2)


def test_other_networks_go_on_exactly_where_the_first_ones_stopped():
    settings = [SMALL, OTHER_SHAPE]
    first = trainings_of(settings)
    whole = list(together(first, goal=2))
    rest = list(together(trainings_of(settings, states=[each.state for each in first]), goal=4))
    for place, each in enumerate(settings):
        losses = [*losses_of(whole, place), *losses_of(rest, place)]
        assert losses == losses_alone(each, 4)


def test_on_another_pattern_the_weights_stay_and_the_optimizer_begins_anew():
    before = trained(epochs=2, pattern="01").state
    training = Training(model.create_model("numpy", SMALL), PATTERN, 0, before)
    training.begin()
    state = training.state
    assert (state.position.epoch, state.position.began) == (3, 3)
    for name, array in state.snapshot.items():
        if name.startswith("weights/"):
            np.testing.assert_array_equal(array, before.snapshot[name])
        elif name.startswith("optimizer/"):
            assert not np.any(array)


def test_who_explodes_leaves_and_the_others_learn_as_if_alone():
    trainings = trainings_of([SMALL, WILD])
    steps = list(together(trainings, goal=30))
    (explosion,) = [step for step in steps if isinstance(step, Explosion)]
    assert explosion == Explosion(1, len(losses_of(steps, 1)) + 1)
    assert trainings[1].has_exploded
    assert losses_of(steps, 0) == losses_alone(SMALL, 30)


def test_when_all_have_exploded_it_ends():
    steps = list(together(trainings_of([WILD, WILD]), goal=10_000))
    assert [step.place for step in steps if isinstance(step, Explosion)] == [0, 1]


def test_a_beat_stands_between_two_epochs_of_all_and_nowhere_else():
    steps = [
        s
        for s in together(trainings_of([SMALL, OTHER_SHAPE]), 3)
        if isinstance(s, Beat | EpochTrained)
    ]
    kinds = [step if isinstance(step, Beat) else step.record.epoch for step in steps]
    beat = Beat.BETWEEN_EPOCHS
    assert kinds == [1, 1, beat, 2, 2, beat, 3, 3]


def test_an_end_of_the_run_that_is_moved_waits_for_the_next_step_and_costs_no_time_spent():
    """It is moved on another thread: what a step writes into the position is the step's alone."""
    (training,) = trainings_of([SMALL])
    steps = together([training], 3, RunOfEpochs(ends=3))
    assert any(isinstance(step, EpochTrained) for step in steps)
    before = training.position.run
    assert before.spent > 0
    training.goal = training.run_ends = 7
    assert training.position.run == before
    next(step for step in steps if isinstance(step, PassDone))
    assert training.position.run == replace(before, ends=7)
    assert training.state.position.run.ends == 7


def test_a_training_alone_tells_of_its_explosion_as_an_error():
    (training,) = trainings_of([WILD])
    steps = iter(training.advance, None)
    with pytest.raises(Exploded, match=r"exploded in epoch \d"):
        list(islice(steps, 2_000))
    assert training.has_exploded
