"""Logistic regression on a matrix of ones finds the lowest point, step by step."""

import numpy as np
import pytest
from matrix_pieces import pieces_of

from networks.steps import finished
from tasks.reviews import logistic as module
from tasks.reviews.logistic import logistic

REVIEWS, FEATURES, STRENGTH = 90, 30, 0.5


@pytest.fixture
def drawn():
    """Ones, labels that depend on some of them, and how much each feature counts."""
    rng = np.random.default_rng(1)
    ones = (rng.random((REVIEWS, FEATURES)) < 0.2).astype(int)
    z = ones @ rng.normal(size=FEATURES) * 2 + 0.7
    labels = (rng.random(REVIEWS) < 1 / (1 + np.exp(-z))).astype(float)
    return ones, labels, rng.normal(size=FEATURES)


def cost(ones, labels, scale, weights):
    """What is minimised, by the book: of weights that belong to scaled features."""
    z = ones @ (weights[:-1] * scale) + weights[-1]
    losses = np.where(labels == 1, np.log1p(np.exp(-z)), np.log1p(np.exp(z)))
    return losses.sum() + (weights[:-1] ** 2).sum() / (2 * STRENGTH)


def test_no_other_weights_cost_less(drawn, monkeypatch):
    monkeypatch.setattr(module, "_ENOUGH", 1e-9)
    ones, labels, scale = drawn
    pieces = pieces_of(ones, (40, 1, 49))
    weights = finished(logistic(pieces, labels, scale, STRENGTH)) / np.append(scale, 1)
    for place in range(FEATURES + 1):
        aside = np.zeros(FEATURES + 1)
        aside[place] = 1e-4
        above, below = (cost(ones, labels, scale, weights + a) for a in (aside, -aside))
        assert abs((above - below) / 2e-4) < 1e-5


def test_soon_enough_it_is_near_that(drawn):
    ones, labels, scale = drawn
    (piece,) = pieces_of(ones, (REVIEWS,))
    weights = finished(logistic([piece], labels, scale, STRENGTH)) / np.append(scale, 1)
    nothing = np.zeros(FEATURES + 1)
    nearer = weights + np.random.default_rng(0).normal(size=(200, FEATURES + 1)) * 0.01
    reached = cost(ones, labels, scale, weights)
    assert reached < cost(ones, labels, scale, nothing) - 1
    assert reached < min(cost(ones, labels, scale, near) for near in nearer) + 1e-3


def test_labels_that_are_told_apart_wholly_leave_weights_that_are_numbers():
    ones = np.eye(40, dtype=int)
    labels = (np.arange(40) % 2).astype(float)
    weights = finished(logistic(pieces_of(ones, (40,)), labels, np.ones(40), 1e6))
    assert np.isfinite(weights).all()
    assert ((weights[:-1] + weights[-1] > 0) == (labels == 1)).all()


def test_cancelling_is_heard_after_each_piece(drawn):
    ones, labels, scale = drawn
    few, many = (
        sum(1 for _ in logistic(pieces_of(ones, sizes), labels, scale, STRENGTH))
        for sizes in ((REVIEWS,), (1,) * REVIEWS)
    )
    assert many == REVIEWS * few
