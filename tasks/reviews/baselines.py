"""What simpler means judge rightly, learned from the words that a network reads.

A bag of words by logistic regression, and naive-Bayes n-grams (S. Wang and C. Manning 2012,
*Baselines and Bigrams*): logistic regression again, of pairs of words besides, where each counts by
the logarithm of how much oftener it stands in positive reviews than in negative ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from cells.activations import SIGMOID
from networks.steps import Steps
from tasks.reviews.accuracies import Accuracies
from tasks.reviews.corpus import HELD_OUT, TEST, TRAIN
from tasks.reviews.features import Ones, found_in, known_in, standing_in
from tasks.reviews.hard import HARD, share_right
from tasks.reviews.lessons import held_out_asked
from tasks.reviews.logistic import logistic
from tasks.reviews.reviews import Reviews

Part = TypeVar("Part")
_STRENGTH, _RATIO_STRENGTH = 0.05, 0.1
"""How much reviews count against small weights, without and with the naive-Bayes ratio: what
judges most of a held-out part of 2,500 rightly, and half or twice of it changes 0.3 % at most."""
_SMOOTHING = 1.0
"""Reviews of either kind, more than there are, that each feature is taken to stand in."""


def baselines(problem: Reviews) -> Iterator[Accuracies | None]:
    """What simpler means reach, each time with one more of them that is known.

    Nothing is learned from the held-out part or the test set, and nothing is chosen by the
    latter. In between it yields None, so that whoever steps it can do other things.
    """
    found = _majority(problem)
    yield found
    held_out, test, hard = yield from _shares(problem, has_pairs=False)
    of_test, of_hard = found.of_test and replace(found.of_test, words=test), Accuracies(words=hard)
    found = replace(found, words=held_out, of_test=of_test, of_hard=of_hard)
    yield found
    held_out, test, hard = yield from _shares(problem, has_pairs=True)
    of_test, of_hard = of_test and replace(of_test, ngrams=test), replace(of_hard, ngrams=hard)
    yield replace(found, ngrams=held_out, of_test=of_test, of_hard=of_hard)


def _majority(problem: Reviews) -> Accuracies:
    test = _share(problem.is_usual(TEST))
    of_test = None
    if test is not None:
        of_test = Accuracies(test, asked=len(problem.corpus.reviews_in(TEST)))
    return Accuracies(problem.guess, asked=len(held_out_asked(problem)), of_test=of_test)


def _share(is_right: np.ndarray) -> float | None:
    return float(is_right.mean()) if len(is_right) else None


def _shares(problem: Reviews, has_pairs: bool) -> Steps[tuple[float | None, float | None, float]]:
    """Of the held-out part, the test set and the hard sentences, learned from the training part."""
    training = problem.corpus.reviews_in(TRAIN)
    found = yield from _all(found_in(problem, training, has_pairs))
    known = yield from known_in(found, len(problem.glyphs))
    pieces = yield from _all(each.of(known) for each in found)
    del found
    labels = problem.corpus.labels[training].astype(float)
    scale, strength = np.ones(len(known)), _STRENGTH
    if has_pairs:
        scale, strength = (yield from _ratio(pieces, labels)), _RATIO_STRENGTH
    weights = yield from logistic(pieces, labels, scale, strength)
    held_out = yield from _judged(problem, HELD_OUT, has_pairs, known, weights)
    test = yield from _judged(problem, TEST, has_pairs, known, weights)
    texts = [problem.read(sentence.text) for sentence in HARD]
    z = standing_in(problem, texts, has_pairs).of(known).times(weights[:-1]) + weights[-1]
    return held_out, test, share_right(SIGMOID(z))


def _all(parts: Iterator[Part]) -> Steps[list[Part]]:
    """A list of them, one a step."""
    found = []
    for part in parts:
        found.append(part)
        yield
    return found


def _ratio(pieces: Sequence[Ones], labels: np.ndarray) -> Steps[np.ndarray]:
    """ln of the share of a feature in what stands in positive reviews, over that in negative."""
    counts, start = np.full((2, pieces[0].shape[1]), _SMOOTHING), 0
    for piece in pieces:
        of_piece = labels[start : start + piece.shape[0]]
        counts += piece.back(of_piece), piece.back(1 - of_piece)
        start += piece.shape[0]
        yield
    positive, negative = np.log(counts / counts.sum(axis=1, keepdims=True))
    return positive - negative


def _judged(
    problem: Reviews, part: int, has_pairs: bool, known: np.ndarray, weights: np.ndarray
) -> Steps[float | None]:
    """The share of a part that is judged rightly."""
    reviews, z = problem.corpus.reviews_in(part), []
    for found in found_in(problem, reviews, has_pairs):
        z.append(found.of(known).times(weights[:-1]) + weights[-1])
        yield
    if not z:
        return None
    return _share((np.concatenate(z) > 0) == problem.corpus.labels[reviews])
