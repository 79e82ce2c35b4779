"""Reviews are read to the end, or refused in one sentence."""

import pytest

from formatting import LONGEST_SENTENCE
from networks.fields import FieldError
from tasks.reviews.reading import read_reviews


def read(path, *arguments):
    """The corpus, and what was told on the way."""
    told, steps = [], read_reviews(path, *arguments)
    while True:
        try:
            told.append(next(steps))
        except StopIteration as end:
            return end.value, told


def corpus_of(path, *arguments):
    """The corpus alone."""
    return read(path, *arguments)[0]


def refusal(path, *arguments):
    """Why there is none."""
    with pytest.raises(FieldError) as caught:
        corpus_of(path, *arguments)
    sentence = str(caught.value)
    assert len(sentence) <= LONGEST_SENTENCE
    assert sentence[-1] in ".?…"
    assert "\n" not in sentence
    return sentence


def sentence_of(corpus, title="Read"):
    """What one of its steps says."""
    return next(step.sentence for step in corpus.done if step.title == title)
