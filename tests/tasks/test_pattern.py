"""A pattern is a value; it is cut so that rows continue themselves."""

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.pattern import Pattern
from tasks.repeating import cut_windows
from utils import LONGEST_PATTERN, SYMBOLS_A_PASS, PatternError, WindowShape

patterns = st.text("01", min_size=1, max_size=40).map(Pattern)


def test_what_is_typed_in_other_ways_is_the_same_pattern():
    typed, pasted, other = (Pattern.read(text) for text in ("0,1,1", "[0. 1. 1.]", "0110"))
    assert typed == pasted == Pattern("011")
    assert len({typed, pasted, other}) == 2


@given(patterns)
def test_it_is_known_by_its_symbols_however_it_is_written(pattern):
    again = pickle.loads(pickle.dumps(pattern))
    assert again == Pattern.of(pattern.symbols) == Pattern.read(",".join(pattern.glyphs)) == pattern


def test_its_symbols_cannot_be_written_to():
    with pytest.raises(ValueError, match="read-only"):
        Pattern("01").symbols[0] = 1


@pytest.mark.parametrize("glyphs", ["", "012", "0,1", "0\n", "0" * (LONGEST_PATTERN + 1)])
def test_what_is_none_is_refused(glyphs):
    with pytest.raises(PatternError):
        Pattern(glyphs)


def test_symbols_of_two_figures_are_not_taken_for_two_symbols():
    with pytest.raises(PatternError):
        Pattern.of([0, 10, 1])


@pytest.mark.parametrize(
    ("glyphs", "period"),
    [("0", 1), ("000", 1), ("0101", 2), ("010", 3), ("0110", 4), ("001001", 3)],
)
def test_shortest_period(glyphs, period):
    assert Pattern(glyphs).period == period


@given(patterns)
def test_the_shortest_period_repeats_to_the_pattern_and_none_shorter_does(pattern):
    blocks = [pattern.glyphs[:p] * (len(pattern) // p) for p in range(1, len(pattern) + 1)]
    assert blocks.index(pattern.glyphs) + 1 == pattern.period


def test_a_repetition_may_start_before_the_pattern():
    assert Pattern("011").repeated(4, start=-2).tolist() == [1, 1, 0, 1]


shapes = st.builds(
    WindowShape,
    rows=st.integers(1, 6),
    window=st.integers(1, 6),
    updates=st.integers(1, 5),
    most_passes=st.integers(1, 3),
)


@given(patterns, shapes)
def test_every_row_is_one_stretch_of_the_repetition(pattern, shape):
    """Row r, its windows put end to end, is the tiled pattern from offset r, without a gap."""
    windows = cut_windows(pattern, shape)
    inputs = windows.inputs.reshape(-1, shape.rows, shape.window)
    for row in range(shape.rows):
        walked = inputs[:, row].reshape(-1)
        assert np.array_equal(walked, pattern.repeated(len(walked), start=row))


@given(patterns, shapes)
def test_the_target_is_the_symbol_after_its_window(pattern, shape):
    windows = cut_windows(pattern, shape)
    steps = windows.targets.reshape(-1, shape.rows)
    for row in range(shape.rows):
        times = row + shape.window * np.arange(1, len(steps) + 1)
        assert np.array_equal(steps[:, row], pattern.symbols[times % len(pattern)])


@given(patterns, shapes)
def test_a_pass_has_one_shape_for_every_pattern_and_passes_cover_the_period(pattern, shape):
    windows = cut_windows(pattern, shape)
    assert windows.inputs.shape[1:] == (shape.updates, shape.rows, shape.window, 1)
    needed = int(np.ceil(pattern.period / shape.span))
    of_a_short_one = int(np.ceil(pattern.period / SYMBOLS_A_PASS))
    assert windows.calls == max(needed, min(shape.most_passes, of_a_short_one))


@given(patterns, st.integers(1, 6), st.integers(0, 6), st.integers(1, 5))
def test_with_at_least_as_many_rows_as_steps_targets_in_time_are_the_sequence_itself(
    pattern, window, more_rows, updates
):
    """No row is interleaved with another: each moment is told once, in order."""
    shape = WindowShape(rows=window + more_rows, window=window, updates=updates)
    windows = cut_windows(pattern, shape)
    targets = windows.expected
    assert len(targets) == windows.calls * shape.span
    assert np.array_equal(targets, pattern.repeated(len(targets), start=window))
