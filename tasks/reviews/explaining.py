"""Why a review was answered so: what each of its words added, and whether that is true.

Three explanations stand side by side. *Contributions* are exact: what the states at each word put
into z can be told apart, and with the bias that is all of z. *Occlusion* asks what z would lack
without the word. *Gradient × input* asks how z would move if the numbers grew that the word is
read as.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from cells.activations import SIGMOID
from networks.burst import burst_sentence
from networks.fields import FieldError
from networks.steps import Steps
from tasks.examining import LABELS
from tasks.explaining import (
    AS_THEY_STAND,
    CONTRIBUTIONS,
    GRADIENT_TIMES_INPUT,
    OCCLUSION,
    ChosenText,
    Explained,
    Explaining,
    Explanation,
    Reading,
    Texts,
)
from tasks.reviews.corpus import HELD_OUT
from tasks.reviews.hard import HARD
from tasks.reviews.rows import PADDING, UNKNOWN, counting, rows_of
from tasks.reviews.shortened import ReviewInPieces

if TYPE_CHECKING:
    from networks.numpy_network import NumpyNetwork

MOST_STAGES = 100
"""Points of the curve of a deletion test: of a longer review several words go at once."""


def read_review(reader: NumpyNetwork, problem: Any, text: str) -> Steps[Reading]:
    """What a network answers to a review, word by word.

    Raises:
        FieldError: there is nothing to read, or no number comes of it.
    """
    symbols, settings = problem.read(text), reader.settings
    yield
    rows, marks = rows_of(symbols, settings.window)
    found = reader.contributions(rows, marks)
    if not np.isfinite(found.parts).all():
        raise FieldError(burst_sentence("some word"))
    yield
    so_far = yield from ReviewInPieces(reader, rows).after_each_word()
    return Reading(
        words=tuple(problem.tokens(text)),
        is_known=symbols != UNKNOWN,
        of=len(problem.corpus.tokens(text)),
        z=float(found.z[0]),
        bias=found.bias,
        contributions=_of_words(found.parts, rows),
        z_so_far=so_far,
        rows=rows,
        marks=marks,
        counting=counting(np.array([len(symbols)]), settings).item(),
    )


def _of_words(parts: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """What is told of each place, without the padding."""
    return parts[rows[..., 0] != PADDING].astype(np.float64)


def explain_reading(reader: NumpyNetwork, reading: Reading) -> Steps[Explained]:
    """All three explanations of what this network has just read, each with its deletion test."""
    review = ReviewInPieces(reader, reading.rows)
    without = yield from review.without_each_word()
    slopes = reader.gradient_times_input(reading.rows, reading.marks)
    yield
    values = {
        CONTRIBUTIONS: reading.contributions,
        OCCLUSION: review.z - without,
        GRADIENT_TIMES_INPUT: _of_words(slopes, reading.rows),
    }
    tested = {}
    for name, each in values.items():
        tested[name] = yield from _tested(name, review, each)
    in_order = yield from _tested(AS_THEY_STAND, review, np.zeros(review.words))
    return Explained(reading, tested, in_order)


def _tested(name: str, review: ReviewInPieces, values: np.ndarray) -> Steps[Explanation]:
    """The deletion test: an explanation is true as far as the answer goes with its words.

    The words are left out one after the other, first that which is held to speak most for the
    answer, until none is left. The probability of the answer falls, the sooner the truer the
    order; the area under it is the measure (Samek et al. 2017; Petsiuk, Das & Saenko 2018). Since
    all words go, those that speak against the answer last, the order is tested to its end, and
    backwards it would be the same order once more. Occlusion has an advantage: its first step is
    the very thing that is measured. Where all values are the same, the words go as they stand.
    """
    direction = 1 if review.z > 0 else -1
    order = np.argsort(-direction * values, kind="stable")
    groups = np.array_split(order, min(len(order), MOST_STAGES))
    z = yield from review.left_out_in_turn(groups)
    left_out = np.cumsum([0, *map(len, groups)])
    return Explanation(name, values, left_out, SIGMOID(direction * z))


def _texts(problem: Any) -> Sequence[Texts]:
    """What can be chosen: reviews that no update has seen, and the hard sentences."""
    corpus = problem.corpus
    held_out = corpus.reviews_in(HELD_OUT)

    def of_corpus(number: int) -> ChosenText:
        review = held_out[number]
        stars = f", {corpus.stars[review]} of 10 stars" if corpus.stars[review] else ""
        told = f"held out, labelled {LABELS[corpus.labels[review]]}{stars}"
        return ChosenText(corpus.spell(review), told)

    return (
        Texts("Held out", len(held_out), of_corpus),
        Texts("Hard sentences", len(HARD), lambda number: HARD[number].chosen),
    )


EXPLAINING = Explaining(read=read_review, explain=explain_reading, texts=_texts, answers=LABELS)
"""What the task of reviews declares."""
