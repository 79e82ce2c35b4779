"""Reviews of one film stay together where their numbers tell it, else each goes by itself."""

from random import Random

import numpy as np
import pytest
from own_reviews import corpus_of, review

from tasks.reviews.corpus import HELD_OUT, TEST, TRAIN
from tasks.reviews.dividing import NO_NUMBER, UNDIVIDED, divided, kin_of, without_repeated

SIZE = 5_000
"""Of a label."""
STRETCH = 125


def numbered(size=SIZE):
    """Digests, labels and numbers of reviews, of both labels alike."""
    digests = np.random.default_rng(3).integers(0, 2**63, 2 * size).astype(np.uint64)
    labels, numbers = np.divmod(np.arange(2 * size), size)
    return digests, labels.astype(np.uint8), numbers


def parts_of(digests, labels, numbers, part=TRAIN):
    said = np.full(len(digests), part, np.uint8)
    return divided(kin_of(digests, labels, numbers, said, unknown(digests)), labels, said)


def unknown(digests):
    """The films of reviews of which nobody knows them."""
    return np.zeros_like(digests)


@pytest.mark.parametrize("said", [TRAIN, UNDIVIDED])
def test_whole_stretches_of_numbers_are_held_out_together(said):
    digests, labels, numbers = numbered()
    parts = parts_of(digests, labels, numbers, said)
    for label in range(2):
        of_label = parts[labels == label].reshape(-1, STRETCH)
        assert (of_label == of_label[:, :1]).all()
        held_out = (of_label[:, 0] == HELD_OUT).sum()
        assert held_out == SIZE / STRETCH / 10
    assert (parts[labels == 0] != parts[labels == 1]).any()


def test_of_ten_stretches_in_a_row_one_is_held_out():
    """So films of all kinds are, though those that nobody hates may follow one another, too."""
    digests, labels, numbers = numbered()
    is_held_out = parts_of(digests, labels, numbers).reshape(2, -1, 10, STRETCH) == HELD_OUT
    assert (is_held_out.any(axis=-1).sum(axis=-1) == 1).all()
    places = is_held_out.any(axis=-1).argmax(axis=-1)
    assert len({*places.ravel()}) > 2


def test_neighbours_are_hardly_ever_parted_though_some_files_are_missing():
    digests, labels, numbers = numbered()
    is_there = np.random.default_rng(1).random(len(numbers)) > 0.01
    parts = parts_of(digests[is_there], labels[is_there], numbers[is_there])
    assert (np.diff(parts) != 0).sum() <= 2 * 2 * SIZE / STRETCH / 10
    whole = parts_of(digests, labels, numbers)[is_there]
    assert (whole != parts).mean() < 0.06


def test_of_few_reviews_there_are_enough_stretches_to_choose_from():
    digests, labels, numbers = numbered(30)
    assert np.bincount(parts_of(digests, labels, numbers)).tolist() == [54, 6]
    digests, labels, numbers = numbered(200)
    parts = parts_of(digests, labels, numbers)
    assert np.bincount(parts).tolist() == [360, 40]
    assert (parts.reshape(-1, 10) == parts.reshape(-1, 10)[:, :1]).all()


def test_a_number_beyond_all_others_leaves_them_as_they_are():
    digests, labels, numbers = numbered(200)
    before = parts_of(digests, labels, numbers)
    numbers[[3, 250]] = 10**17
    after = parts_of(digests, labels, numbers)
    assert 30 <= (after == HELD_OUT).sum() <= 50
    assert (before != after).sum() <= 40


def test_numbers_that_begin_anew_in_each_folder_keep_nothing_together():
    digests, labels, numbers = numbered(400)
    parts = parts_of(digests, labels, numbers % 20)
    assert (parts == parts_of(digests, labels, np.full_like(numbers, NO_NUMBER))).all()


def test_without_numbers_a_review_goes_by_its_digest_alone():
    digests, labels, numbers = numbered()
    numbers[:] = NO_NUMBER
    parts = parts_of(digests, labels, numbers)
    for label in range(2):
        of_label = digests[labels == label]
        first = of_label.argsort()[: SIZE // 10]
        assert (np.flatnonzero(parts[labels == label] == HELD_OUT) == np.sort(first)).all()


def test_which_of_several_alike_is_kept_and_where_does_not_follow_from_their_order():
    digests, labels, numbers = numbered(200)
    said = np.full(len(digests), TRAIN, np.uint8)
    digests[190:200] = digests[:10]
    order = np.random.default_rng(0).permutation(len(digests))

    def kept(order):
        kin = kin_of(digests[order], labels[order], numbers[order], said, unknown(digests))
        return {*order[without_repeated(digests[order], kin, said)]}

    assert kept(order) == kept(np.arange(len(digests)))
    assert len(kept(order)) == len(digests) - 10


def test_a_corpus_of_numbered_reviews_says_how_it_was_divided():
    texts = [(review(n, n % 2), n % 2, 0, TRAIN, n // 2) for n in range(400)]
    corpus = corpus_of(texts)
    assert "film by film" not in corpus_of(texts[:60]).done[-1].sentence  # One a stretch.
    told = corpus.done[-1].sentence
    assert told == (
        "360 reviews to learn from, 40 held out to choose by, 0 for the test at the end. Held out "
        "film by film: files numbered in a row, which are often of one film, stay together."
    )
    Random(1).shuffle(texts)
    shuffled = corpus_of(texts)
    for part in (TRAIN, HELD_OUT):
        in_part = [{each.spell(n) for n in each.reviews_in(part)} for each in (corpus, shuffled)]
        assert in_part[0] == in_part[1]


@pytest.mark.parametrize("own", [HELD_OUT, TEST])
def test_what_the_source_says_itself_is_told_as_nobodys_choice(own):
    texts = [(review(n, n % 2), n % 2, 0, own if n < 80 else TRAIN, n // 2) for n in range(400)]
    corpus = corpus_of(texts)
    assert len(corpus.reviews_in(own)) == 80
    assert ("film by film" in corpus.done[-1].sentence) == (len(corpus.reviews_in(HELD_OUT)) != 80)
