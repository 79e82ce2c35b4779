"""Reviews that belong to nobody, as many as a test needs, with and without a second word for it."""

import random

import numpy as np

from tasks.reviews.corpus import HELD_OUT, TEST, TRAIN, Corpus
from tasks.reviews.reviews import Reviews

GOOD, BAD = ("lovely", "bright", "moving"), ("dull", "loud", "empty")
_OTHERS = ("a", "film", "and", "the", "of", "plot", "cast", "it", "was", "they", "said", "then")
_PARTS = (TRAIN, TRAIN, TRAIN, HELD_OUT, TEST)


def own_corpus(count=60, longest=12, seed=0, name="Own reviews"):
    """So many of them, of one to ``longest`` words; the first of them is as long as can be."""
    rng = random.Random(seed)
    labels = [place % 2 for place in range(count)]
    texts = [_review(rng, label, rng.randint(1, longest)) for label in labels]
    texts[0] = _review(rng, labels[0], longest)
    counts: dict[str, int] = {}
    for word in (word for text in texts for word in text):
        counts[word] = counts.get(word, 0) + 1
    words = sorted(counts, key=lambda word: (-counts[word], word))
    at = {word: place for place, word in enumerate(words)}
    return Corpus(
        name=name,
        words=(*words,),
        ids=np.array([at[word] for text in texts for word in text], np.uint32),
        ends=np.cumsum([len(text) for text in texts]),
        labels=np.array(labels, np.uint8),
        stars=np.array([rng.choice((0, 8 if label else 3)) for label in labels], np.uint8),
        part=np.array([_PARTS[place // 2 % len(_PARTS)] for place in range(count)], np.uint8),
    )


def _review(rng, label, length):
    """As many words, one of which tells."""
    words = [rng.choice(_OTHERS) for _ in range(length)]
    words[rng.randrange(length)] = rng.choice(GOOD if label else BAD)
    return words


def own_reviews(count=60, longest=12, seed=0, **values):
    """The same as a problem."""
    return Reviews(own_corpus(count, longest, seed), **values)
