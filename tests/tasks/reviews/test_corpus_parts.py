"""A corpus in parts is the same again; parts of none are refused before they take memory."""

import json

import numpy as np
import pytest
from own_reviews import small_corpus

from file_parts import FileProblem
from tasks.reviews.corpus import MOST_DIFFERENT, MOST_WORDS
from tasks.reviews.parts import corpus_from, corpus_parts
from tasks.reviews.sentences import own_sentences


class Taken:
    """Parts, as a file gives them."""

    def __init__(self, corpus, **changes):
        parts = corpus_parts(corpus)
        self.facts = json.loads(json.dumps(parts.facts))
        self.facts["reviews"].update(changes.pop("facts", {}))
        self._text = changes.pop("text", parts.text)
        self._arrays = {**parts.arrays, **changes}

    def array(self, name, check):
        check(self._arrays[name].shape, self._arrays[name].dtype)
        return self._arrays[name].copy()

    def text(self, at_most):
        assert len(self._text.encode()) <= at_most
        return self._text


@pytest.mark.parametrize("corpus", [small_corpus(), own_sentences()], ids=["small", "own"])
def test_it_is_the_same_again(corpus):
    again = corpus_from(Taken(corpus))
    assert again == corpus
    assert again.done == corpus.done
    assert again.spell(7) == corpus.spell(7)


def test_words_of_two_bytes_a_letter_have_room_as_many_as_there_may_be():
    taken, room = Taken(small_corpus()), []
    text = taken.text
    taken.text = lambda at_most: room.append(at_most) or text(at_most)
    corpus_from(taken)
    assert room[0] >= MOST_DIFFERENT * len("прекрасная\n".encode())


@pytest.mark.parametrize(
    "changes",
    [
        {"facts": {"name": 3}},
        {"facts": {"done": None}},
        {"facts": {"done": [["a", "b", 1.5]]}},
        {"facts": {"done": [["a", "b", 1]] * 99}},
        {"facts": {"done": [["a" * 2_000, "b", 1]]}},
        {"text": "one\ntwo"},
        {"text": "\n".join(["same"] * 200)},
        {"text": ""},
        {"reviews_ids": np.broadcast_to(np.uint32(0), (MOST_WORDS + 1,))},
        {"reviews_ids": np.zeros((4, 4), np.uint32)},
        {"reviews_ids": np.zeros(4, np.float64)},
        {"reviews_labels": np.full(200, 2, np.uint8)},
        {"reviews_labels": np.zeros(200, np.uint8)},
        {"reviews_ends": np.arange(200)[::-1].copy()},
        {"reviews_part": np.full(200, 7, np.uint8)},
        {"reviews_stars": np.zeros(9, np.uint8)},
    ],
)
def test_what_is_none_is_refused(changes):
    with pytest.raises(FileProblem, match=r"^The file"):
        corpus_from(Taken(small_corpus(), **changes))
