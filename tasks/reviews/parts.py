"""A corpus as a file holds it, and again from a file of anywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from file_parts import FileProblem
from tasks.reviews.corpus import (
    KINDS,
    MOST_DIFFERENT,
    MOST_REVIEWS,
    MOST_WORDS,
    Corpus,
    PreparationStep,
)
from tasks.reviews.digits import MOST_DIGITS, digits_of, numbers_of
from tasks.task import PartsTaken, ProblemParts, refused

_FACTS, _DIGITS = "reviews", "digits"
_BEFORE, _IDS = "reviews_", "ids"
"""What names of arrays begin with, and that of the words in all reviews."""
_LARGEST_VOCABULARY = 64 * MOST_DIFFERENT
"""Bytes: words have fewer than 16 characters on average, and none takes more than 4 bytes."""
_MOST_STEPS = 20
_LONGEST_STEP = 1_000


def corpus_parts(corpus: Corpus) -> ProblemParts:
    """All of it; its words are lines of a text."""
    arrays = {_BEFORE + name: getattr(corpus, name) for name in KINDS if name != _IDS}
    digits = digits_of(corpus.ids)
    arrays |= {_digit(place): each for place, each in enumerate(digits)}
    done = [[step.title, step.sentence, step.count] for step in corpus.done]
    facts = {_FACTS: {"name": corpus.name, "done": done, _DIGITS: len(digits)}}
    return ProblemParts(arrays=arrays, facts=facts, text="\n".join(corpus.words))


def corpus_from(taken: PartsTaken) -> Corpus:
    """The corpus of which these are the parts.

    Raises:
        FileProblem: they are of none.
    """
    facts = taken.facts.get(_FACTS)
    if not isinstance(facts, Mapping) or not isinstance(facts.get("name"), str):
        raise FileProblem("The file does not say which reviews it is of.")
    done = _steps(facts.get("done"))
    words = tuple(taken.text(_LARGEST_VOCABULARY).split("\n"))
    if len(set(words)) < len(words) or not all(words):
        raise FileProblem("The file's reviews have a word twice.")
    arrays = _arrays(taken, facts.get(_DIGITS))
    with refused("reviews"):
        return Corpus(facts["name"], words, **arrays, done=done)


def _arrays(taken: PartsTaken, digits: Any) -> dict[str, np.ndarray]:
    """Those of the corpus; in older files its words stand as they are, and not as digits."""
    whole = [name for name in KINDS if digits is None or name != _IDS]
    arrays = {name: taken.array(_BEFORE + name, _check(name, KINDS[name])) for name in whole}
    return arrays if digits is None else {_IDS: _ids(taken, digits), **arrays}


def _ids(taken: PartsTaken, digits: Any) -> np.ndarray:
    """The words of all reviews, from so many digits."""
    if type(digits) is not int or not 1 <= digits <= MOST_DIGITS:
        raise FileProblem("The file's reviews have words that cannot be.")
    found = [taken.array(_digit(place), _check(_IDS, np.uint8)) for place in range(digits)]
    try:
        return numbers_of(found)
    except ValueError as error:
        raise FileProblem("The file's reviews have words that are damaged.") from error


def _digit(place: int) -> str:
    return f"{_BEFORE}{_IDS}/{place}"


def _check(name: str, kind: Any) -> Callable[[tuple[int, ...], np.dtype], None]:
    most = MOST_WORDS if name == _IDS else MOST_REVIEWS

    def check(shape: tuple[int, ...], dtype: np.dtype) -> None:
        """Let through what can be."""
        if len(shape) != 1 or shape[0] > most or dtype != kind:
            raise FileProblem("The file's reviews are of a shape or kind that cannot be.")

    return check


def _steps(said: Any) -> tuple[PreparationStep, ...]:
    if not isinstance(said, list) or len(said) > _MOST_STEPS or not all(map(_is_step, said)):
        raise FileProblem("The file does not say how its reviews were prepared.")
    return tuple(PreparationStep(*each) for each in said)


def _is_step(said: Any) -> bool:
    if not isinstance(said, list) or [*map(type, said)] != [str, str, int]:
        return False
    return max(map(len, said[:2])) <= _LONGEST_STEP
