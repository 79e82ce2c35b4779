"""Counting short runs of symbols guesses as the slow way that anybody can follow does."""

from collections import Counter
from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from memory import memory_within

from tasks.text.ngrams import LONGEST, guesses


def of_every_order(symbols, classes, counted):
    return [p for p in guesses(np.asarray(symbols), classes, counted) if p is not None]


def guessed_slowly(known, context, symbol, classes):
    """Witten–Bell by the book, from the longest context down to none."""
    shorter = 1 / classes
    if context is None:
        return shorter
    after = Counter(
        known[end]
        for end in range(len(context), len(known))
        if known[end - len(context) : end] == context
    )
    lower = guessed_slowly(known, context[1:] if context else None, symbol, classes)
    if not after:
        return lower
    return (after[symbol] + len(after) * lower) / (after.total() + len(after))


def test_figures_worked_out_by_hand():
    symbols = np.array([0, 1, 0, 1, 0, 1, 1])
    found = guesses(symbols, classes=2, counted=5)
    first, second = islice((p for p in found if p is not None), 2)
    # Two of five were 1, and two different symbols leave something to chance, of 1/2.
    np.testing.assert_allclose(first, [(2 + 2 / 2) / 7] * 2)
    # After 0 there was 1 both times. After 1 there was 0 both times.
    np.testing.assert_allclose(second, [(2 + 3 / 7) / 3, (0 + 3 / 7) / 3])


@st.composite
def texts(draw):
    classes = draw(st.sampled_from([1, 2, 3, 7, 60_000]))
    few = st.integers(max(0, classes - 4), classes - 1)
    symbols = draw(st.lists(few, min_size=LONGEST + 1, max_size=60))
    return symbols, classes, draw(st.integers(LONGEST, len(symbols) - 1))


@given(texts())
def test_every_order_is_as_the_slow_way_has_it(text):
    symbols, classes, counted = text
    found = of_every_order(symbols, classes, counted)
    for order, p in enumerate(found, start=1):
        wanted = [
            guessed_slowly(symbols[:counted], symbols[at - order + 1 : at], symbols[at], classes)
            for at in range(counted, len(symbols))
        ]
        np.testing.assert_allclose(p, wanted, rtol=1e-12)


@pytest.mark.parametrize(("classes", "orders"), [(46, 6), (1_625, 6), (1_626, 5), (10_000, 4)])
def test_runs_are_as_long_as_64_bits_number(classes, orders):
    assert len(of_every_order(np.arange(40) % classes, classes, 30)) == orders


def test_all_that_can_come_next_is_certain_together():
    rng = np.random.default_rng(0)
    known = rng.integers(0, 5, 300)
    together = sum(np.stack(of_every_order([*known, last], 5, 300)) for last in range(5))
    np.testing.assert_allclose(together, 1)


def test_what_is_guessed_teaches_nothing():
    rng = np.random.default_rng(0)
    symbols = rng.integers(0, 4, 400)
    for alone, among in zip(
        of_every_order(symbols[:310], 4, 300), of_every_order(symbols, 4, 300), strict=True
    ):
        np.testing.assert_array_equal(alone, among[:10])


def test_memory_grows_with_the_text_and_not_with_the_classes():
    symbols = np.random.default_rng(0).integers(0, 10_000, 100_000).astype(np.uint16)
    with memory_within(48 * len(symbols)):
        of_every_order(symbols, 10_000, 90_000)
