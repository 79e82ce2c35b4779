"""A trace holds what was read as it was, however many symbols there are."""

import numpy as np
import pytest
from own_book import own_book

from inspection.trace_file import save_trace
from networks.numpy_network import Trace
from tasks.registry import TASKS


@pytest.mark.parametrize("name", ["pattern", "echo", "adding"])
def test_what_was_read_is_kept_as_bytes_or_as_numbers(tmp_path, name):
    sample = TASKS[name].sample(TASKS[name].example)
    read = saved(tmp_path, sample)
    np.testing.assert_array_equal(read, sample.given.astype(read.dtype))
    assert read.dtype == (np.float32 if name == "adding" else np.uint8)


def test_of_hundreds_of_words_none_is_taken_for_another(tmp_path):
    book = own_book(4_000, by="words")
    sample = TASKS["text"].sample(book)
    many = sample.given.copy()
    many[0] = 700
    words = tuple(f"word{number}" for number in range(1_000))
    read = saved(tmp_path, type(sample)(**vars(sample) | {"given": many, "features": words}))
    np.testing.assert_array_equal(read, many)
    assert read.dtype == np.uint16


def test_the_symbols_of_a_book_are_whole(tmp_path):
    sample = TASKS["text"].sample(own_book(4_000))
    read = saved(tmp_path, sample)
    np.testing.assert_array_equal(read, sample.given)
    assert read.dtype == np.uint8


def saved(folder, sample):
    """What the file has as read."""
    path = folder / "trace.npz"
    save_trace(path, sample, Trace([], np.zeros(len(sample.given))))
    with np.load(path) as arrays:
        return arrays["input"]
