"""Sequences that are drawn: fresh ones to learn from in every epoch, and others to be asked.

What a network is asked afterwards it has never been trained on: each sequence belongs to one of
the two by a number that is computed from it alone.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from networks.settings import Settings
from tasks.drawn import Drawn
from tasks.lesson import Lesson
from tasks.sample import Sample

FEWEST_TO_PART = 2_000
"""Of fewer sequences than these none can be spared: then what is asked was trained on."""
ROWS_FOLLOWED = 8
_LOOKED_AT = 64
"""Sequences among which as many of one length are looked for."""
_PARTS = 8
"""One sequence of so many is for asking alone."""
_ASKED, _SHOWN = 2**31, 2**32
"""Added to a seed for what is drawn besides the lessons."""
_FINEST = 2**20
"""Parts of 1 in which two numbers that are read can be told apart."""


def is_held_back(inputs: np.ndarray) -> np.ndarray:
    """Which of these sequences are for asking alone, ``(count,)``."""
    numbers = np.rint(inputs.reshape(len(inputs), -1) * _FINEST).astype(np.uint64)
    factors = np.random.default_rng(_PARTS).integers(1, 2**63, numbers.shape[1], np.uint64) | 1
    mixed = (numbers * factors).sum(axis=1, dtype=np.uint64)
    return (mixed >> np.uint64(40)) % _PARTS == 0


def drawn(
    problem: Drawn, rng: np.random.Generator, count: int, held_back: bool
) -> tuple[np.ndarray, np.ndarray]:
    """So many sequences and their targets, either for asking alone or for training."""
    if problem.sequences < FEWEST_TO_PART:
        return problem.draw(rng, count)
    pieces: list[tuple[np.ndarray, np.ndarray]] = []
    while sum(len(inputs) for inputs, _ in pieces) < count:
        inputs, targets = problem.draw(rng, count + count // 4 + _PARTS)
        chosen = is_held_back(inputs) == held_back
        pieces.append((inputs[chosen], targets[chosen]))
    inputs, targets = (np.concatenate(parts)[:count] for parts in zip(*pieces, strict=True))
    return inputs, targets


def _windows(
    problem: Drawn, rng: np.random.Generator, windows: int, rows: int, held_back: bool
) -> tuple[np.ndarray, np.ndarray]:
    """The same as they are fed: so many windows, one after the other, of so many rows."""
    if problem.goes_on:
        return problem.stream(rng, windows, rows)
    inputs, targets = drawn(problem, rng, windows * rows, held_back)
    return inputs.reshape(windows, rows, *inputs.shape[1:]), targets.reshape(windows, rows, -1)


def drawn_lesson(problem: Drawn, settings: Settings, seed: int, epoch: int) -> Lesson:
    """An epoch on sequences of its own, after which it is asked others."""
    shape = settings.window_shape
    sizes = calls(problem, settings), shape.updates_at_once
    rng = np.random.default_rng([seed, epoch])
    inputs, targets = _windows(problem, rng, sizes[0] * sizes[1], shape.rows, held_back=False)
    asked, wanted, counted = _asked(problem, shape.parts * sizes[1], shape.rows, seed)
    return Lesson(
        inputs=inputs.reshape(*sizes, *inputs.shape[1:]).astype(np.float32),
        targets=targets.reshape(*sizes, *targets.shape[1:]).astype(np.float32),
        asked=asked.reshape(shape.parts, sizes[1], *asked.shape[1:]),
        asked_targets=wanted.reshape(shape.parts, sizes[1], *wanted.shape[1:]),
        expected=wanted[counted].astype(problem.ports.kind_of_targets),
        rows_kept=shape.rows,
        counted=counted,
    )


@lru_cache(maxsize=8)
def _asked(
    problem: Drawn, windows: int, rows: int, seed: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What is asked after every epoch: the same, so that one sees it being learned."""
    rng = np.random.default_rng([seed, _ASKED])
    inputs, targets = _windows(problem, rng, windows, rows, held_back=True)
    counted = problem.counted(inputs, targets)
    return inputs.astype(np.float32), targets.astype(np.float32), counted


def calls(_problem: Drawn, settings: Settings) -> int:
    """Of the compiled graph, in the training of an epoch."""
    return settings.window_shape.parts * settings.passes


def fresh(
    problem: Drawn, number: int, rows: int, windows: int = 1
) -> tuple[np.ndarray, np.ndarray]:
    """So many sequences that were never trained on, others for each number."""
    rng = np.random.default_rng([number, _SHOWN])
    return _windows(problem, rng, windows, rows, held_back=True)


def whole_rows(inputs: np.ndarray) -> np.ndarray:
    """Windows, ``(windows, rows, steps, channels)``, as rows that are read from end to end."""
    return inputs.swapaxes(0, 1).reshape(inputs.shape[1], -1, inputs.shape[-1])


def sample(problem: Drawn) -> Sample:
    """One that was never trained on, as far as it goes before its window is filled up."""
    (inputs,), (wanted,) = fresh(problem, 0, 1)
    end = problem.end(inputs[0])
    answers = problem.ports.answers(end)
    sequence, targets = problem.as_written(inputs[0, :end], wanted[0, :answers])
    shown = problem.given(sequence)
    return Sample(
        given=sequence if problem.ports.channels > 1 else sequence[:, 0],
        targets=np.resize(targets, end),
        look_at=int(_last_counted(problem, inputs, wanted)[0]),
        words=f"one sequence: {' '.join(shown if end <= 24 else (*shown[:23], '…', shown[-1]))}",
        shown=shown,
        answers=answers,
        features=problem.features,
        classes=problem.classes,
    )


def _last_counted(problem: Drawn, inputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """Step of each sequence, from 0, whose answer is the last that counts; or of the last one."""
    from_behind = problem.counted(inputs, targets)[..., ::-1].argmax(axis=-1)
    return problem.steps - 1 - from_behind


def stretches(problem: Drawn, _steps: int) -> tuple[np.ndarray, np.ndarray]:
    """Sequences as far as the last answer that counts, which is after as many steps in each."""
    (inputs,), (targets,) = fresh(problem, 0, _LOOKED_AT)
    last = _last_counted(problem, inputs, targets)
    after = int(np.bincount(last).argmax())
    rows = np.flatnonzero(last == after)[:ROWS_FOLLOWED]
    return inputs[rows, : after + 1], targets[rows, min(after, targets.shape[1] - 1)]
