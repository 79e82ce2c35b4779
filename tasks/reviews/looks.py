"""What of the reviews is looked at: held-out ones, and how many of them are judged rightly."""

from __future__ import annotations

from typing import Any

import numpy as np

from cells import activations
from formatting import shorten
from networks.network import Network
from networks.steps import Steps
from tasks.answer import Answer
from tasks.drawn_answers import reader_of
from tasks.examining import LABELS
from tasks.heads import SIGMOID
from tasks.left_out import left_out_told
from tasks.reviews.corpus import HELD_OUT
from tasks.reviews.reviews import Reviews
from tasks.reviews.rows import PADDING, UNKNOWN, counting, rows_of
from tasks.sample import Sample

_LOOKED_AT = 40
"""Words of a sample, about: all of them can be read in a window."""
_ROWS_FOLLOWED = 8
_TOLD = 40
NOT_KNOWN = "–"


def sample(problem: Reviews) -> Sample:
    """A held-out review of about that length."""
    held_out = problem.corpus.reviews_in(HELD_OUT)
    nearest = np.abs(problem.lengths[held_out] - _LOOKED_AT).argmin()
    return sample_of(problem, int(held_out[nearest]))


def sample_of(problem: Reviews, review: int) -> Sample:
    """One review, in a single piece."""
    symbols, label = problem.symbols(review), int(problem.corpus.labels[review])
    text = shorten(problem.corpus.spell(review), _TOLD)
    return Sample(
        given=symbols.astype(np.float32),
        targets=np.full(len(symbols), label),
        look_at=len(symbols) - 1,
        words=f"a {LABELS[label]} review that was held out, “{text}”",
        shown=problem.spelled(symbols),
        answers=1,
        features=problem.glyphs,
        classes=LABELS,
        wanted="label",
    )


def stretches(problem: Reviews, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """The last words of held-out reviews that have so many, or of the longest, and their labels.

    Returns:
        ``(rows, steps)`` and ``(rows,)``.
    """
    held_out = problem.corpus.reviews_in(HELD_OUT)
    in_order = held_out[np.argsort(-problem.lengths[held_out], kind="stable")]
    long_enough = max(_ROWS_FOLLOWED, int((problem.lengths[in_order] >= steps).sum()))
    places = np.linspace(0, min(long_enough, len(in_order)) - 1, _ROWS_FOLLOWED).astype(int)
    reviews = in_order[places]
    steps = min(steps, int(problem.lengths[reviews].min()))
    given = np.stack([problem.symbols(review)[-steps:] for review in reviews])
    return given.astype(np.float32), problem.corpus.labels[reviews].astype(int)


def right_for(network: Network, problem: Reviews, most: int) -> Steps[int]:
    """How many of the first so many held-out reviews are judged rightly."""
    reader = yield from reader_of(network)
    rights = 0
    for review in problem.corpus.reviews_in(HELD_OUT)[:most]:
        answer, _ = _read(reader, problem.symbols(review))
        rights += int(SIGMOID.rights(answer, problem.corpus.labels[review])[0])
        yield
    return rights


def answering(network: Network, problem: Reviews, question: Any) -> Steps[Answer]:
    """What it says of a typed review, or of the held-out one of that number.

    Nobody knows what a typed one really is, and so nothing is wrong with what is said of it.
    """
    label, corpus = None, problem.corpus
    if isinstance(question, str):
        symbols, of, text = problem.read(question), len(corpus.tokens(question)), question
    else:
        held_out = corpus.reviews_in(HELD_OUT)
        review = int(held_out[question % len(held_out)])
        symbols, of = problem.symbols(review), int(corpus.lengths[review])
        label, text = int(corpus.labels[review]), corpus.spell(review)
    reader = yield from reader_of(network)
    answer, added = _read(reader, symbols)
    said = SIGMOID.said(answer)
    count = counting(np.array([len(symbols)]), reader.settings).item()
    return Answer(
        problem=problem,
        given=problem.spelled(symbols),
        said=(LABELS[said[0]],),
        expected=(NOT_KNOWN if label is None else LABELS[label],),
        probabilities=answer,
        confidences=SIGMOID.p(answer, said).astype(np.float32),
        rights=(True,) if label is None else (),
        remark=left_out_told(of, len(symbols), count),
        separator=" ",
        added=added,
        text=text,
        unknown=int((symbols == UNKNOWN).sum()),
    )


def _read(reader: Any, symbols: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How probably a review is positive, ``(1,)``, and what each word added, ``(words,)``."""
    rows, marks = rows_of(symbols, reader.settings.window)
    found = reader.contributions(rows, marks)
    return activations.SIGMOID(found.z), found.parts[rows[..., 0] != PADDING]
