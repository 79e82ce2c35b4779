"""A corpus in parts is the same again; parts of none are refused before they take memory."""

import json

import numpy as np
import pytest
from own_reviews import small_corpus

from file_parts import FileProblem
from tasks.reviews.corpus import MOST_DIFFERENT, MOST_WORDS
from tasks.reviews.digits import digits_of, numbers_of
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


def test_a_common_word_takes_one_byte_and_no_word_more_than_it_needs():
    corpus = own_sentences()
    lowest, *higher = (each for name, each in corpus_parts(corpus).arrays.items() if "ids" in name)
    assert len(lowest) == len(corpus.ids)
    assert sum(map(len, higher)) == (corpus.ids >= 128).sum()
    assert {each.dtype for each in (lowest, *higher)} == {np.dtype(np.uint8)}


@pytest.mark.parametrize("most", [1, 127, 128, 2**14 - 1, 2**14, 2**32 - 1])
def test_numbers_are_the_same_again_from_their_digits(most):
    numbers = np.array([0, most, most // 2, 0, most], np.uint32)
    assert numbers_of(digits_of(numbers)).tolist() == numbers.tolist()


def test_a_file_from_before_they_were_digits_is_opened():
    corpus = small_corpus()
    taken = Taken(corpus, reviews_ids=corpus.ids)
    del taken.facts["reviews"]["digits"]
    assert corpus_from(taken) == corpus


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
        {"facts": {"digits": 0}},
        {"facts": {"digits": 6}},
        {"facts": {"digits": "1"}},
        {"facts": {"digits": 1}, "reviews_ids/0": np.full(9, 200, np.uint8)},
        {"facts": {"digits": 2}, "reviews_ids/1": np.zeros(99_999, np.uint8)},
        {"facts": {"digits": None}, "reviews_ids": np.full(9, 999, np.uint32)},
        {"reviews_ids/0": np.broadcast_to(np.uint8(0), (MOST_WORDS + 1,))},
        {"reviews_ids/0": np.zeros((4, 4), np.uint8)},
        {"reviews_ids/0": np.zeros(4, np.float64)},
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
