"""The task that LSTM Lab began with: go on with a repeating pattern of zeros and ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import numpy as np

from file_parts import FileProblem
from formatting import shorten
from networks.network import Network
from networks.ports import BITS
from networks.settings import DEFAULT_PATTERN, DEFAULT_SETTINGS, Settings
from networks.steps import Steps
from tasks.continuation import (
    FAULTLESS_PERIODS,
    continuing,
    right_for,
    symbols_heard,
    trying_if_faultless,
)
from tasks.heads import SIGMOID
from tasks.lesson import Lesson
from tasks.pattern import Pattern
from tasks.sample import Sample
from tasks.shapes import ONE_TO_ONE
from tasks.task import PartsTaken, ProblemParts, Task
from tasks.words import Words
from utils import LONGEST_PATTERN, PatternError, WindowShape

LONGEST_PERIOD_TRIED = 500
"""Of a longer one a free run takes so long that training would stand still for it."""
FEWEST_STEPS = 32
LEAST_PERIODS = 2
MOST_STEPS = 200
"""Of a longer pattern only the beginning is fed: more steps could not be told apart."""
_MOST_PLACES = 8
"""Targets that are averaged over, evenly spread over the pattern: what a single one shows
depends on where in the pattern it stands, and on how well it happens to be known."""
_NO_PATTERN = "The file's pattern is not one of zeros and ones."
_LONGEST_SHOWN = 24
"""Symbols of a pattern that a sentence repeats."""


@lru_cache(maxsize=8)
def cut_windows(pattern: Pattern, shape: WindowShape) -> Lesson:
    """Tile ``pattern`` and cut it so that row r continues row r of the window before.

    Row r starts at offset r of the tiled pattern and moves on by one window at a
    time, without gap or overlap, so a stateful net sees each row as one long
    sequence. A call has the same shape for every pattern; a long period takes as
    many as it needs to be seen whole.

    Asked is what was trained on. Of the rows that see a moment, the first has heard the most
    before it, so that the first ``window`` rows have every moment once, in the order of time.
    """
    calls, updates = shape.calls(pattern.period), shape.updates_at_once
    starts = np.arange(calls * updates)[:, None] * shape.window + np.arange(shape.rows)[None, :]
    target_times = starts + shape.window
    tiled = pattern.repeated(int(target_times[-1, -1]) + 1).astype(np.float32)
    inputs = tiled[starts[..., None] + np.arange(shape.window)]
    inputs = inputs.reshape(calls, updates, shape.rows, shape.window, 1)
    targets = tiled[target_times]
    of_windows = targets.reshape(calls, updates, shape.rows, 1)
    return Lesson(
        inputs=inputs,
        targets=of_windows,
        asked=inputs[:, :, : shape.rows_asked],
        asked_targets=of_windows[:, :, : shape.rows_asked],
        expected=targets[:, : shape.window].reshape(-1).astype(np.uint8),
        rows_kept=shape.window,
        period=pattern.period,
    )


def _lesson(pattern: Pattern, settings: Settings, _seed: int, _epoch: int) -> Lesson:
    """That of every epoch is the same."""
    return cut_windows(pattern, settings.window_shape)


def _knows(network: Network, pattern: Pattern, lesson: Lesson, answers: np.ndarray) -> Steps[bool]:
    """Whether its free run is faultless."""
    if not _shows_no_fault(pattern, lesson, answers):
        return False
    return (yield from trying_if_faultless(network, pattern))


def _shows_no_fault(pattern: Pattern, lesson: Lesson, answers: np.ndarray) -> bool:
    """Whether a free run may be faultless now.

    The first row has just read the pattern from zero state, which is what a free run is
    fed as long as it is right. Where that row erred, the run need not be made: that spares
    most of the early epochs the time of one.
    """
    heard = symbols_heard(pattern.period)
    times = lesson.inputs.shape[3] * np.arange(1, len(answers) + 1)
    asked = (times >= heard) & (times < heard + FAULTLESS_PERIODS * pattern.period)
    expected = np.reshape([*lesson.targets], (len(times), -1))[:, 0]
    return np.array_equal(SIGMOID.said(answers[asked, 0]), expected[asked])


def sample(pattern: Pattern) -> Sample:
    """The pattern as typed, repeated to two periods and about 32 steps, cut at 200.

    It is looked at the second time round: at the very first step everything is still 0, so that
    a cell shows little of what it does.
    """
    length = len(pattern)
    periods = max(LEAST_PERIODS, -(-FEWEST_STEPS // length))
    steps = min(periods * length, MOST_STEPS)
    shown = ",".join(pattern.glyphs[:_LONGEST_SHOWN]) + "…" * (length > _LONGEST_SHOWN)
    if steps < LEAST_PERIODS * length:
        words = f"the first {steps:,} steps of {shown} ({length:,} symbols) repeated"
    else:
        words = f"{steps // length:,} times {shown}"
    given = pattern.repeated(steps + 1)
    return Sample(
        given[:-1],
        given[1:],
        look_at=length,
        words=words,
        shown=tuple(map(str, given[:-1])),
        answers=steps,
        wanted="symbol that follows",
    )


def _traced(pattern: Pattern) -> Sample:
    """The pattern once, of which nothing else has to be told."""
    symbols, following = pattern.symbols, pattern.repeated(len(pattern), 1)
    shown = tuple(pattern.glyphs)
    return Sample(symbols, following, look_at=0, words=pattern.title, shown=shown, answers=0)


def stretches(pattern: Pattern, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """What is read before some places of the endless repetition, and the symbols there.

    Returns:
        ``(places, steps)`` and ``(places,)``.
    """
    places = min(pattern.period, _MOST_PLACES)
    starts = np.linspace(0, pattern.period, places, endpoint=False).astype(int)
    rows = np.array([pattern.repeated(steps + 1, start) for start in starts], np.float64)
    return rows[:, :-1], rows[:, -1]


def _heading(pattern: Pattern, most: int) -> str:
    return f"Pattern {shorten(pattern.glyphs, most)}, period {pattern.period:,}"


def _from_parts(taken: PartsTaken) -> Pattern | None:
    symbols = taken.array("pattern", _check)
    return _kept(lambda: Pattern.of(symbols)) if symbols.size else None


def _check(shape: tuple[int, ...], dtype: np.dtype) -> None:
    if len(shape) != 1 or shape[0] > LONGEST_PATTERN or dtype != np.uint8:
        raise FileProblem(_NO_PATTERN)


def _kept(make: Callable[[], Pattern]) -> Pattern:
    try:
        return make()
    except PatternError as error:
        raise FileProblem(_NO_PATTERN) from error


def _fit(_pattern: Pattern, settings: Settings) -> Settings:
    """A network of bits is as it was set; one of other things is given the usual window."""
    if settings.ports == BITS:
        return settings
    usual = DEFAULT_SETTINGS
    return replace(
        settings.for_ports(BITS), window=usual.window, rows=usual.rows, stateful=usual.stateful
    )


def _check_targets(targets: np.ndarray, period: int, settings: Settings) -> None:
    """Refuse targets that are not those of an epoch on a pattern of this period.

    Raises:
        FileProblem: so it is.
    """
    if period < 1:
        raise FileProblem("The file's history has an epoch on a pattern without a length.")
    shape = settings.window_shape
    count = shape.passes(period) * shape.span
    if targets.shape != (count,) or targets.dtype != np.uint8:
        raise FileProblem(
            f"The file's history has epochs on a pattern of period {period:,}, of which an "
            f"epoch has {count:,} targets, and theirs are others."
        )
    pattern = None if (targets > 1).any() else Pattern.of(targets[:period])
    repeats = pattern and np.array_equal(targets, pattern.repeated(count))
    if not (pattern and repeats and pattern.period == period):
        raise FileProblem("The file's history has targets that are not those of its pattern.")


_WORDS = Words(
    problem="pattern",
    label="&Pattern",
    another="Another pattern is typed",
    ask="continue the pattern",
    asking="continuing the pattern",
    has="the pattern has",
    keeps="it keeps to the pattern",
    leaves="leaves the pattern",
    first_to_leave="the first to leave the pattern",
    achieve="continue the pattern without a fault",
    achieves="continues the pattern without a fault",
    achieved="continued the pattern without a fault",
    learned="faultless",
    first_learned="first faultless continuation",
    learned_tip="Epochs until the free run first continued the pattern for two periods without a "
    "fault",
    learned_when="the network, fed with its own predictions, first continued the pattern for two "
    "periods without a fault",
    right_for="Right for",
    right_tip="Symbols behind the stretch trained on, of {most:,} held back, that the free run "
    "gets right before its first fault",
    right_told="how many symbols it then goes on without a fault. {most:,} symbols behind the "
    "stretch that training walks through are held back for that.",
    same="<b>the same pattern</b>, cut in the same way",
    beyond="+",
    given="typed",
    answer="Continuation of the pattern",
    lines=("Original sequence", "Updated sequence", "Predicted next value"),
)
REPEATING = Task(
    kind=Pattern,
    noun="pattern",
    words=_WORDS,
    source="the original program",
    sees="One after the other the predictions move to the symbols of the pattern.",
    made_example=lambda: Pattern.read(DEFAULT_PATTERN),
    settings=DEFAULT_SETTINGS,
    lesson=_lesson,
    calls=lambda pattern, settings: settings.window_shape.calls(pattern.period),
    answering=continuing,
    is_tried=lambda pattern: pattern.period <= LONGEST_PERIOD_TRIED,
    knows=_knows,
    right_for=right_for,
    sample=sample,
    stretches=stretches,
    traced=_traced,
    heading=_heading,
    parts=lambda pattern: ProblemParts({"pattern": pattern.symbols}),
    from_parts=_from_parts,
    from_text=lambda text: _kept(lambda: Pattern(text)),
    fit=_fit,
    hint=lambda _pattern: "",
    check_targets=_check_targets,
    shape=ONE_TO_ONE,
    guess=lambda pattern: max(np.mean(pattern.symbols), np.mean(pattern.symbols == 0)),
)
