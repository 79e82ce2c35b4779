"""The prepared examples do what their labels say, from whatever seed."""

from functools import cache

import numpy as np
from prepared_runs import train_prepared

from experiments.gradient_examples import EXPLODING, VANISHING
from inspection.gradients import REACH, Course, GradientProbe

SEEDS = range(5)
ENOUGH = 4


@cache
def train_all(example):
    """Train an example from five seeds; for each its runs, as lists of epochs."""
    return [train_prepared(example, seed) for seed in SEEDS]


def flows(example, run, epochs):
    probe = GradientProbe(example.learners[run].settings)
    return [probe.measure(step.record.epoch, step.state) for step in epochs]


def test_in_the_simple_rnn_the_gradient_vanishes_and_in_the_lstm_it_does_not():
    as_told = 0
    for lstm, rnn in train_all(VANISHING):
        of_rnn = flows(VANISHING, 1, rnn[-1:])[0]
        of_lstm = flows(VANISHING, 0, lstm[-1:])[0]
        assert rnn[-1].record.accuracy == lstm[-1].record.accuracy == 1
        as_told += (
            of_rnn.course(0) is Course.VANISHES
            and of_rnn.share(0) < 1e-10
            and of_lstm.share(0) > 1e-5
        )
    assert as_told >= ENOUGH


def test_the_lstm_of_the_example_keeps_its_cell_state_as_its_forget_gate_is_open():
    for lstm, _ in train_all(VANISHING):
        kept = flows(VANISHING, 0, lstm[-1:])[0].kept
        assert kept[0, 10] > 0.3


def test_without_clipping_the_gradient_explodes_and_the_loss_leaps():
    as_told = 0
    for unclipped, _ in train_all(EXPLODING):
        has_exploded = len(unclipped) < EXPLODING.epochs
        losses = np.array([step.record.loss for step in unclipped])
        has_leapt = losses[-1] > 3 * losses.min()
        shares = [
            flow.norms[0, 2 * REACH - 1] / flow.norms[0, 0]
            for flow in flows(EXPLODING, 0, unclipped)
        ]
        as_told += has_exploded and has_leapt and max(shares) > 1e3
    assert as_told >= ENOUGH


def test_the_gradient_is_seen_to_explode_at_the_epoch_that_is_shown_first():
    shown = 0
    for unclipped, _ in train_all(EXPLODING):
        # One that exploded earlier has no such epoch, and is not seen there.
        epochs = unclipped[EXPLODING.look_at - 1 : EXPLODING.look_at]
        shown += [flow.course(0) for flow in flows(EXPLODING, 0, epochs)] == [Course.EXPLODES]
    assert shown >= ENOUGH


def test_with_clipping_the_same_training_learns():
    learned = [clipped[-1].record for _, clipped in train_all(EXPLODING)]
    as_told = [record.accuracy == 1 and record.loss < 0.01 for record in learned]
    assert sum(as_told) >= ENOUGH
