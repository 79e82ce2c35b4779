"""A review is cut into as few rows as hold it, all of nearly the same length."""

from dataclasses import replace

import numpy as np
import pytest

from tasks.reviews.fitting import SUITS_SENTENCES
from tasks.reviews.rows import PADDING, counting, rows_of


@pytest.mark.parametrize("length", [1, 3, 4, 5, 8, 9, 30])
def test_rows_hold_every_symbol_once_behind_their_padding_and_the_last_one_is_asked(length):
    symbols = np.arange(1, length + 1, dtype=np.uint16)
    rows, marks = rows_of(symbols, 4)
    assert rows.shape == (-(-length // 4), 4, 1)
    assert marks.shape == (len(rows), 1)
    assert np.array_equal(rows[rows != PADDING], symbols)
    lengths = (rows != PADDING).sum(axis=(1, 2))
    assert lengths.max() - lengths.min() <= 1
    for row, count in zip(rows[..., 0], lengths, strict=True):
        assert (row[: len(row) - count] == PADDING).all()
    assert np.array_equal(np.flatnonzero(~np.isnan(marks[:, 0])), [len(rows) - 1])


@pytest.mark.parametrize("length", [1, 4, 5, 9, 30])
def test_where_the_last_state_is_read_only_the_words_of_the_last_row_count(length):
    rows, _ = rows_of(np.arange(1, length + 1, dtype=np.uint16), 4)
    lengths = np.array([length, 3])
    settings = replace(SUITS_SENTENCES, window=4, pooling="last")
    assert counting(lengths, settings).tolist() == [(rows[-1] != PADDING).sum(), 3]
    assert counting(lengths, replace(settings, pooling="mean")).tolist() == [length, 3]
