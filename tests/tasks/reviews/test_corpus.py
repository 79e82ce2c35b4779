"""A corpus is a value: reviews in the words of numbers, refused where they cannot be."""

import pickle
from dataclasses import fields, replace

import numpy as np
import pytest
from own_reviews import corpus_of, review, small_corpus

from networks.fields import FieldError
from tasks.reviews.corpus import HELD_OUT, MOST_REVIEWS, TEST, TRAIN, Corpus, check_amount


def with_changes(corpus, **arrays):
    """Another one, made anew."""
    values = {each.name: getattr(corpus, each.name) for each in fields(corpus) if each.init}
    return Corpus(**{**values, **arrays})


def test_it_is_a_value_that_is_known_by_its_digest_alone():
    corpus = small_corpus()
    again = pickle.loads(pickle.dumps(corpus))
    assert again == corpus == small_corpus() != small_corpus(name="another")
    assert len({corpus, again, small_corpus()}) == 1
    assert len(repr(corpus)) < 100
    assert replace(corpus, name="A long name\n" * 20).name.count("\n") == 0
    flipped = with_changes(corpus, labels=1 - corpus.labels)
    assert flipped != corpus


def test_nothing_of_it_can_be_written_to():
    corpus = small_corpus()
    for name in ("ids", "ends", "labels", "stars", "part"):
        with pytest.raises(ValueError, match="read-only"):
            getattr(corpus, name)[0] = 0


def test_a_review_can_be_read_again():
    corpus = small_corpus()
    assert corpus.spell(10) == "film no. 10xxxx was dreadful! yes, it was."
    assert corpus.lengths.sum() == len(corpus.ids)
    assert [corpus.words[word] for word in corpus.review(1)][:2] == ["film", "no"]


def test_what_is_typed_is_read_as_its_own_reviews_are():
    assert small_corpus().tokens("GOOD, no?") == ["good", ",", "no", "?"]
    assert small_corpus().tokens("Bad;<br /><br />caf&eacute; <3") == ["bad", "café", "<3"]
    plain = corpus_of([(f"film {'x' * n} is it", n % 2) for n in range(40)])
    assert plain.tokens("GOOD, no?") == ["good", "no"]


def test_words_are_in_the_order_in_which_they_are_frequent_in_the_training_part():
    only_test = "zebra " * 500
    corpus = corpus_of(
        [*[(review(n, n % 2), n % 2, 0, TRAIN) for n in range(50)], (only_test, 1, 0, TEST)]
    )
    trained = corpus.part[np.repeat(np.arange(len(corpus)), corpus.lengths)] == TRAIN
    counts = np.bincount(corpus.ids[trained], minlength=len(corpus.words))
    assert (np.diff(counts) <= 0).all()
    assert corpus.words[np.argmax(np.bincount(corpus.ids))] == "zebra"
    assert corpus.words.index("zebra") > corpus.words.index("film")
    assert len(set(corpus.words)) == len(corpus.words)


def test_parts_do_not_overlap_and_are_all():
    corpus = small_corpus()
    found = np.concatenate([corpus.reviews_in(part) for part in (TRAIN, HELD_OUT, TEST)])
    assert sorted(found) == [*range(len(corpus))]


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends": np.arange(5, 205, dtype=np.int64)},
        {"ids": np.full(10, 3, np.uint32)},
        {"labels": np.full(200, 2, np.uint8)},
        {"stars": np.full(200, 11, np.uint8)},
        {"part": np.full(200, 3, np.uint8)},
        {"part": np.zeros(3, np.uint8)},
        {"stars": np.zeros(200, np.int64)},
        {"words": ("film",)},
        dict.fromkeys(("ids", "ends", "labels", "stars", "part"), np.zeros(0, np.uint8)),
    ],
)
def test_what_does_not_go_together_is_refused(wrong):
    with pytest.raises(FieldError, match=r"^(Its reviews|It has numbers|There is no review)"):
        with_changes(small_corpus(), **wrong)


@pytest.mark.parametrize(("labels", "told"), [((1,), "negative"), ((0,), "positive")])
def test_both_kinds_have_to_be_there(labels, told):
    with pytest.raises(
        FieldError, match=f"few {told} reviews to learn from: 0; it takes 5 of each kind"
    ):
        corpus_of([(review(n, 1), labels[n % len(labels)]) for n in range(30)])


def test_of_too_few_it_is_told_how_many_were_found_and_how_many_remain():
    few = [(review(n, n % 2), n % 2) for n in range(12)]
    with pytest.raises(
        FieldError, match=r"positive reviews to learn from: 4 of 6; .* Others are held back\."
    ):
        corpus_of(few)


def test_more_than_there_is_room_for_is_refused():
    check_amount(MOST_REVIEWS, 1)
    with pytest.raises(FieldError, match="more than 500,000 reviews"):
        check_amount(MOST_REVIEWS + 1, 1)
