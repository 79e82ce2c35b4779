"""The reviews to begin with: sentences by a grammar, whose label is known by construction.

A network that counts words, whatever their order, cannot tell praise from blame here.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache

from formatting import counted
from networks.steps import finished
from tasks.reviews.corpus import Corpus, PreparationStep
from tasks.reviews.grammar import ADJECTIVES, NOUNS, OPENINGS, PLACES, VERBS, WAYS, Way
from tasks.reviews.preparing import Labelled, Preparation

NAME = "Own sentences"
SENTENCES = 4 * len(WAYS) * 63
"""Each way for praise and blame, plain and turned round, 63 times: some six thousand."""
_BEFORE_VOWEL = re.compile(r"\ba (?=[aeiou])")
_MOST_TRIES = 1_000


@cache
def own_sentences() -> Corpus:
    """The corpus of them."""
    preparation = Preparation()
    for text, label in labelled_sentences():
        preparation.add(Labelled(text, label))
    said = f"{counted(len(preparation), 'sentence')} made by a grammar, no two of them alike."
    read = PreparationStep("Made", said, len(preparation))
    return finished(preparation.corpus(NAME, read))


def labelled_sentences() -> Iterator[tuple[str, int]]:
    """:data:`SENTENCES` different ones and their labels.

    Each way to say something comes as often for praise as for blame, and as often with what
    turns it round as without.
    """
    rng = random.Random(0)
    made: set[str] = set()
    for number in range(SENTENCES):
        turn, which = divmod(number, len(WAYS))
        label, is_turned = turn % 2, turn // 2 % 2
        sentence = _new_one(rng, WAYS[which], label, is_turned, made)
        made.add(sentence)
        yield sentence, label


def _new_one(rng: random.Random, way: Way, label: int, is_turned: int, made: set[str]) -> str:
    for _ in range(_MOST_TRIES):
        sentence = _sentence(rng, way, label, is_turned)
        if sentence not in made:
            return sentence
    raise AssertionError("The grammar has too few sentences.")


def _sentence(rng: random.Random, way: Way, label: int, is_turned: int) -> str:
    is_praise = label != is_turned
    (adjective, other), (noun, opposite) = (rng.sample(each, 2) for each in (ADJECTIVES, NOUNS))
    # The first of a pair is praise.
    said = {
        "adj": adjective[not is_praise],
        "other": other[is_praise],
        "noun": noun[not is_praise],
        "opposite": opposite[is_praise],
        "verb": rng.choice(VERBS)[not is_praise],
    }
    opening = rng.choice(OPENINGS).format(**_places(rng))
    whole = (way.turned if is_turned else way.plain).format(**said, **_places(rng))
    return _BEFORE_VOWEL.sub("an ", opening + whole)


def _places(rng: random.Random) -> dict[str, str]:
    return {name: rng.choice(choices) for name, choices in PLACES.items()}
