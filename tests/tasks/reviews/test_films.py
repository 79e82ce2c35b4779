"""Lists beside the reviews tell their films."""

import numpy as np
import pytest

from tasks.reviews.corpus import TRAIN
from tasks.reviews.films import UNKNOWN, FilmList, Films


def films_of(text, size=40):
    """Of so many positive reviews, numbered from 0."""
    films = Films()
    films.add(FilmList(1, TRAIN, text))
    labels, parts = np.ones(size, np.uint8), np.full(size, TRAIN, np.uint8)
    return films.of_each(labels, parts, np.arange(size)).tolist()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_by_line_and_a_line_ends_nowhere_else(end):
    first, second, third, *others = films_of(end.join(["A\u2028B", "C", "A\u2028B", ""]))
    assert first == third != second
    assert {*others} == {UNKNOWN}
    assert UNKNOWN not in (first, second)


def test_a_film_that_has_more_reviews_than_are_held_out_is_none():
    *many, last = films_of("\n".join(["many"] * 5 + ["four"] * 4))[:9]
    assert many == [UNKNOWN] * 5 + [last] * 3
    assert last != UNKNOWN
