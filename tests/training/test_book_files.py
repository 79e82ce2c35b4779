"""The file of a training on a book holds all that is needed to go on, or is refused in words."""

import json
import zipfile
from dataclasses import replace
from functools import cache

import kept_runs
import numpy as np
import pytest
from hostile_facts import damaged
from memory import memory_within
from own_book import own_book
from trained_epochs import train_epochs
from whole_files import parts_of

from file_parts import FileProblem
from formatting import LONGEST_SENTENCE
from networks.numpy_network import restored
from tasks.registry import TASKS
from tasks.text.book import LARGEST_BOOK
from training import checkpoint_file
from training.archive import FACTS, TEXT

BOOKS = {
    "characters": own_book(2_500),
    "words": own_book(2_500, by="words", words=60),
    "windows": own_book(2_200, cut="windows"),
}
TASK = TASKS["text"]


def small(book):
    settings = replace(TASK.settings, units=(3,), embedding=0)
    return replace(TASK.fit(book, settings), rows=4, window=8, updates=8)


@cache
def trained(kind):
    return kept_runs.trained(1, settings=small(BOOKS[kind]), problem=BOOKS[kind])


@cache
def members(kind="characters"):
    return parts_of(trained(kind))


def file_of(path, **changed):
    parts = members() | {{"text": TEXT, "facts": FACTS}[name]: new for name, new in changed.items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if content is not None:
                archive.writestr(name, content)
    return path


def refused(path):
    with pytest.raises(FileProblem) as problem:
        checkpoint_file.load(path)
    assert len(str(problem.value)) <= LONGEST_SENTENCE
    return str(problem.value)


@pytest.mark.parametrize("kind", BOOKS)
def test_a_training_goes_on_from_its_file_as_if_nothing_had_been(kind, tmp_path):
    path = tmp_path / "M.keras"
    checkpoint_file.save(path, trained(kind))
    opened = checkpoint_file.load(path)
    assert opened.state.problem == BOOKS[kind]
    next_epochs = []
    for checkpoint in (trained(kind), opened):
        network = restored(checkpoint.settings, checkpoint.state.snapshot)
        position = replace(checkpoint.state.position)
        next_epochs += train_epochs(network, checkpoint.state.problem, 1, position)
    first, second = next_epochs
    assert (first.loss, first.seen) == (second.loss, second.seen)


def test_the_text_and_the_names_of_the_classes_can_be_read_without_this_program(tmp_path):
    path = tmp_path / "M.keras"
    checkpoint_file.save(path, trained("words"))
    with zipfile.ZipFile(path) as archive:
        assert archive.read("lstm_lab/text.txt").decode() == BOOKS["words"].text
        assert archive.getinfo(TEXT).compress_type == zipfile.ZIP_DEFLATED
        vocabulary = json.loads(archive.read("lstm_lab/training.json"))["vocabulary"]
    assert vocabulary == [*BOOKS["words"].vocabulary]


def test_a_text_that_unpacks_to_more_than_a_book_is_not_unpacked(tmp_path):
    path = file_of(tmp_path / "M.keras", text=b"ab " * LARGEST_BOOK * 4)
    with memory_within(8 * LARGEST_BOOK):
        assert f"part {TEXT} is larger" in refused(path)


def test_a_vocabulary_that_unpacks_to_more_than_there_are_words_is_not_unpacked(tmp_path):
    facts = json.loads(members()[FACTS]) | {"vocabulary": ["word"] * 3_000_000}
    assert f"part {FACTS} is larger" in refused(
        file_of(tmp_path / "M.keras", facts=json.dumps(facts))
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "lacks its part"),
        (b"\xff\xfe\xff" * 1_000, "damaged"),
        (b"short", "at least 2,000 characters"),
        (b"another book " * 300, "not that of its book"),
    ],
)
def test_a_text_that_is_not_the_book_of_the_training_is_refused(text, told, tmp_path):
    assert told in refused(file_of(tmp_path / "M.keras", text=text))


def test_after_any_accident_to_what_it_says_it_is_a_training_or_is_refused(tmp_path):
    facts = json.loads(members()[FACTS])
    told = set()
    for seed in range(100):
        path = file_of(tmp_path / "M.keras", facts=damaged(facts, seed))
        try:
            opened = checkpoint_file.load(path)
        except FileProblem as problem:
            told.add(str(problem))
        else:
            assert np.isfinite(opened.records[0].loss)
    assert len(told) > 5
    assert all(sentence.isprintable() for sentence in told)
