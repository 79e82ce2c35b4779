"""Keras' own numbers of words are reviews again, and no program hides among them."""

import io
import json
import os
import pickle
import re
import zipfile

import numpy as np
import pytest
from memory import memory_within
from own_reviews import write_zip
from reading_reviews import corpus_of, refusal, sentence_of

from tasks.reviews.corpus import HELD_OUT, TEST, TRAIN
from tasks.reviews.keras_data import INDEX

WORDS = ["the", "film", "br", "don't", "it's", "lovely", "dreadful", *(f"w{n}" for n in range(60))]


def write_index(folder):
    index = {word: number for number, word in enumerate(WORDS, 1)}
    (folder / INDEX).write_text(json.dumps(index), encoding="utf-8")


def lists(offset, part):
    """Reviews as lists of numbers, and their labels."""
    start = [1] if offset else []
    words = [
        ["film", "the", "br", "br", ("dreadful", "lovely")[n % 2], f"w{n}", part] for n in range(60)
    ]
    known = {word: number for number, word in enumerate(WORDS, 1)}
    numbers = [start + [known[w] + offset if w in known else 2 for w in each] for each in words]
    of_objects = np.empty(60, object)
    of_objects[:] = numbers
    return of_objects, np.arange(60) % 2


def write_data(path, offset):
    (x_train, y_train), (x_test, y_test) = (lists(offset, part) for part in ("train", "w3"))
    np.savez(path, x_train=x_train, y_train=y_train, x_test=x_test, y_test=y_test)
    return path


@pytest.mark.parametrize("offset", [0, 3])
def test_numbers_are_words_again_whether_they_are_offset_or_not(offset, tmp_path):
    write_index(tmp_path)
    corpus = corpus_of(write_data(tmp_path / "imdb.npz", offset))
    assert [len(corpus.reviews_in(part)) for part in (TRAIN, HELD_OUT, TEST)] == [54, 6, 60]
    assert corpus.spell(int(corpus.reviews_in(TEST)[0])).startswith("film the dreadful w0")
    assert "br" not in corpus.words
    for at in range(len(corpus)):
        assert ("lovely" in corpus.spell(at)) == corpus.labels[at]
    assert corpus.tokens("The film, no?") == ["the", "film", "no"]
    assert "numbers of words" in sentence_of(corpus)


def test_it_is_said_where_the_words_are_if_they_are_missing(tmp_path):
    path = write_data(tmp_path / "imdb.npz", 3)
    assert "https://storage.googleapis.com/tensorflow" in refusal(path)
    (tmp_path / INDEX).write_text("{", encoding="utf-8")
    assert refusal(path) == f"{INDEX}: It is torn, or was not written by Keras."
    (tmp_path / INDEX).write_text('{"the": 10000000000}', encoding="utf-8")
    assert "which number each word has" in refusal(path)


class _Hostile:
    def __reduce__(self):
        return os.mkdir, ("hostile",)


def write_pickled(folder, pickled, labels=60):
    """An archive whose lists are these bytes."""
    write_index(folder)
    path = write_data(folder / "imdb.npz", 0)
    head = np.lib.format
    buffer = io.BytesIO()
    head.write_array_header_1_0(buffer, {"descr": "|O", "fortran_order": False, "shape": (60,)})
    members = [("x_train.npy", buffer.getvalue() + pickled)]
    with np.load(path, allow_pickle=True) as data:
        for name in ("y_train", "y_test"):
            buffer = io.BytesIO()
            np.save(buffer, data[name][:labels])
            members.append((f"{name}.npy", buffer.getvalue()))
    return write_zip(path, members)


@pytest.mark.parametrize(
    "hostile",
    [
        _Hostile(),
        [[1, 2], [_Hostile()]],
        np.array([{1: 2}], object),
        {1: [2]},
        [[1, "a"]] * 60,
        [[1.5]] * 60,
        [[True]] * 60,
        [1] * 60,
    ],
)
def test_a_pickle_that_is_more_than_lists_of_numbers_makes_nothing(hostile, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = write_pickled(tmp_path, pickle.dumps(hostile))
    assert re.search("x_train.npy cannot be read|not lists of numbers", refusal(path))
    assert not (tmp_path / "hostile").exists()


@pytest.mark.parametrize(
    "bomb", [b"]" * 40_000_000, b"}" * 40_000_000, b"N" * 70_000_000, b"", b"\x80\x02]"]
)
def test_a_pickle_cannot_fill_the_memory(bomb, tmp_path):
    path = write_pickled(tmp_path, bomb + b".")
    with memory_within(150_000_000):
        assert re.search("damaged|not lists of numbers", refusal(path))


@pytest.mark.parametrize("torn", [b"\x82\x01.", b"\x80\x63.", b"l0\n.", b"\x8c", b"x"])
def test_a_torn_pickle_is_told_in_words(torn, tmp_path):
    path = write_pickled(tmp_path, torn)
    assert refusal(path) == "The archive is damaged: Its part x_train.npy cannot be read."


@pytest.mark.parametrize("name", ["x_train.npy", "y_train.npy"])
def test_a_part_that_is_no_array_is_damage(name, tmp_path):
    write_index(tmp_path)
    path = write_data(tmp_path / "imdb.npz", 0)
    with zipfile.ZipFile(path) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    path = write_zip(path, {**members, name: b"no array at all"}.items())
    assert refusal(path).startswith("The archive is damaged")
    assert "magic" not in refusal(path)


def test_endless_words_are_cut_before_reviews_are_made_of_them(tmp_path):
    path = write_data(tmp_path / "imdb.npz", 0)
    index = {word * 100_000: number for number, word in enumerate(WORDS, 1)}
    (tmp_path / INDEX).write_text(json.dumps(index), encoding="utf-8")
    with np.load(path, allow_pickle=True) as data:
        arrays = dict(data)
    for each in arrays["x_train"]:
        each.extend([5] * 1_000)
    np.savez(path, **arrays)
    with memory_within(150_000_000):
        assert max(map(len, corpus_of(path).words)) == 40


def test_there_must_be_as_many_labels_as_reviews(tmp_path):
    array = lists(0, "w3")[0]
    path = write_pickled(tmp_path, pickle.dumps(array), labels=59)
    assert "as many labels as reviews" in refusal(path)
