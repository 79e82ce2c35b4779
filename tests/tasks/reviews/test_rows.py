"""A review is cut into as few rows as hold it, all of nearly the same length."""

import numpy as np
import pytest

from tasks.reviews.rows import PADDING, rows_of


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
