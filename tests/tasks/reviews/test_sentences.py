"""The sentences to begin with: their label is known, and no single word tells it."""

import re

import numpy as np
import pytest

from tasks.reviews.corpus import HELD_OUT, TEST, TRAIN
from tasks.reviews.grammar import ADJECTIVES, NOUNS, VERBS, WAYS
from tasks.reviews.sentences import SENTENCES, labelled_sentences, own_sentences


@pytest.fixture(scope="module")
def sentences():
    return dict(labelled_sentences())


def test_they_are_different_and_half_of_them_praise(sentences):
    assert len(sentences) == SENTENCES == len(own_sentences())
    assert sum(sentences.values()) == SENTENCES // 2
    assert own_sentences() is own_sentences()


@pytest.mark.parametrize(
    ("part", "turn"),
    [
        ("is not {}.", True),
        ("is {}.", False),
        ("not a {} moment", True),
        ("always {}.", False),
        ("but {}.", False),
        ("never thought", True),
        ("oh, how {}! ", None),
    ],
)
def test_the_label_is_what_is_meant(sentences, part, turn):
    """Judged here by other means than those it is made with."""
    for is_praise, adjective in ((n == 0, a) for pair in ADJECTIVES for n, a in enumerate(pair)):
        for sentence, label in sentences.items():
            if "{}" in part and part.format(adjective) in sentence and "although" not in sentence:
                turned = "🙄" in sentence if turn is None else turn
                assert label == (is_praise != turned), sentence


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("not a dull moment.", 1),
        ("not boring.", 1),
        ("never boring.", 1),
        ("hardly a masterpiece.", 0),
        ("not a bore.", 1),
        ("a masterpiece.", 1),
        ("dull.", 0),
    ],
)
def test_short_sentences_say_what_they_do_after_any_opening(sentences, sentence, label):
    """As short as a student types them, some with an opening: none is known by its length."""
    labels = {
        label
        for text, label in sentences.items()
        if re.search(rf"(^|[.!] ){re.escape(sentence)}$", text)
    }
    assert labels == {label}
    assert any(len(text.split()) <= 2 for text in sentences)


def test_no_word_stands_more_often_in_praise_than_in_blame(sentences):
    """But for chance: so a bag of words, whatever it weighs, is left with guessing."""
    corpus = own_sentences()
    of_review = np.repeat(corpus.labels, corpus.lengths)
    counts = np.bincount(corpus.ids, minlength=len(corpus.words))
    praise = np.bincount(corpus.ids, of_review, minlength=len(corpus.words))
    deviation = (praise - counts / 2) / np.sqrt(counts / 4)
    judging = {word for pair in (*ADJECTIVES, *NOUNS, *VERBS) for word in pair[0].split()}
    assert judging & {*corpus.words}
    assert np.abs(deviation).max() < 5


def test_each_way_is_there_in_each_part_both_plain_and_turned(sentences):
    assert {way.kind for way in WAYS} == {"negation", "distance", "contrast", "irony"}
    corpus = own_sentences()
    for part in (TRAIN, HELD_OUT, TEST):
        spelled = " ".join(corpus.spell(each) for each in corpus.reviews_in(part))
        for mark in ("🙄", "is not", "although", "nobody, ", "hardly", "can't say", "nobody ever"):
            assert mark in spelled
