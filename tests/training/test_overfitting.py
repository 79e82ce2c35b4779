"""Overfitting is marked where it begins, and noise does not mark it."""

import numpy as np
import pytest

from training.overfitting import best_epoch, most_right_epoch, overfitting_from

FALLING = np.linspace(3, 1, 30)
"""What is trained on becomes ever better."""


def bowl(least=12, epochs=30, rise=0.02):
    """A held-out loss that falls steeply, and rises after its least."""
    epoch = np.arange(1, epochs + 1)
    return 2 + np.where(epoch < least, 0.1 * (least - epoch), rise * (epoch - least))


def test_the_mark_stands_at_the_least_loss_once_it_has_risen():
    assert overfitting_from(bowl(), FALLING) == 12
    assert overfitting_from(bowl()[:13], FALLING[:13]) == 0  # A single epoch may be chance.
    assert overfitting_from(bowl()[:16], FALLING[:16]) == 12


def test_a_loss_that_still_falls_is_not_marked():
    assert overfitting_from(FALLING, FALLING) == 0
    assert overfitting_from(FALLING[:0], FALLING[:0]) == 0


@pytest.mark.parametrize("noise", [0.001, 0.02, 0.1])
def test_noise_alone_marks_nothing(noise):
    rng = np.random.default_rng(0)
    marked = 0
    for _ in range(50):
        falls = 2 + np.exp(-np.arange(60) / 8)
        held_out = falls + noise * rng.normal(size=60)
        marked += sum(
            overfitting_from(held_out[:end], np.linspace(3, 1, 60)[:end]) > 0
            for end in range(20, 61)
        )
    assert marked <= 0.01 * 50 * 41


def test_a_rise_is_seen_through_noise():
    noisy = bowl(rise=0.05) + 0.01 * np.random.default_rng(0).normal(size=30)
    assert overfitting_from(noisy, FALLING) in range(11, 15)


def test_a_network_that_forgets_what_it_was_trained_on_does_not_overfit():
    assert overfitting_from(bowl(), bowl()) == 0


@pytest.mark.parametrize(
    ("accuracy", "best", "most_right"),
    [([0.5, 0.8, 0.9, 0.9], 2, 3), ([0.5, 0.9, 0.8, 0.9], 4, 4), ([0.9, 0.9], 1, 1), ([], 0, 0)],
)
def test_most_may_be_right_after_another_epoch_than_the_best(accuracy, best, most_right):
    assert most_right_epoch(np.array(accuracy), best) == most_right


def test_the_best_epoch_is_that_of_the_least_loss():
    assert best_epoch(np.array([2.0, 1.0, 1.0, 1.5])) == 2
    assert best_epoch(np.empty(0)) == 0
