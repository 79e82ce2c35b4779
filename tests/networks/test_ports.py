"""Thousands of symbols can be read and answered; numbers are few."""

from dataclasses import replace

import pytest

from file_parts import FileProblem
from networks.ports import MOST_EMBEDDED, MOST_NUMBERS, MOST_SYMBOLS, Ports

WORDS = Ports("one-hot", MOST_SYMBOLS, "softmax", MOST_SYMBOLS, at_each_step=True)


def test_as_many_symbols_are_read_and_answered_as_a_vocabulary_has_words():
    WORDS.check()
    Ports(features=MOST_NUMBERS).check()
    replace(WORDS, features=MOST_EMBEDDED).check()
    beyond = {"features": MOST_EMBEDDED + 1}, {"outputs": MOST_SYMBOLS + 1}
    for ports in (*(replace(WORDS, **each) for each in beyond), Ports(features=MOST_NUMBERS + 1)):
        with pytest.raises(FileProblem):
            ports.check()


def test_of_an_answer_two_numbers_are_kept_however_many_classes_there_are():
    assert WORDS.shape(5) == (5, 2)
    assert replace(WORDS, at_each_step=False).shape(5) == (2,)
    assert Ports().shape(5) == ()


def test_targets_are_as_narrow_as_their_classes_let_them_be():
    kinds = {outputs: replace(WORDS, outputs=outputs).kind_of_targets for outputs in (2, 256, 257)}
    assert kinds == {2: "uint8", 256: "uint8", 257: "uint16"}
    assert Ports(head="linear").kind_of_targets == "float32"


def test_padding_stands_before_symbols_to_which_there_is_one_answer():
    reviews = Ports("one-hot", MOST_EMBEDDED, padded=True)
    reviews.check()
    others = {"at_each_step": True}, {"reads": "numbers", "features": 2}, {"padded": 1}
    for other in others:
        with pytest.raises(FileProblem):
            replace(reviews, **other).check()
