"""A task that holds a part out, made of one that does not: a second half was trained on."""

from dataclasses import replace

import numpy as np

from tasks import registry
from tasks.echo import ECHO, Echo
from tasks.loss_unit import in_bits
from training.record import EpochRecord

PROBLEM = Echo(length=3, integers=4)
CHARACTERS = 2.0
"""That a target stands for."""


def lesson(problem, settings, seed, epoch):
    """The same, of which half of what is asked is said to be trained on."""
    whole = ECHO.lesson(problem, settings, seed, epoch)
    return replace(whole, seen=len(whole.expected) // 2)


def misleading(problem, settings, seed, epoch):
    """The same, but what is held out is wrong: the more is learned, the worse it is answered."""
    whole = lesson(problem, settings, seed, epoch)
    held_out = len(whole.expected) - whole.seen
    asked, expected = whole.asked_targets.copy(), whole.expected.copy()
    for targets in (asked.reshape(-1), expected):
        targets[:held_out] = (targets[:held_out] + 1) % problem.integers
    return replace(whole, asked_targets=asked, expected=expected)


HELD_OUT = replace(
    ECHO, held_out=lambda _problem: 10, lesson=lesson, bits=lambda _problem: in_bits(CHARACTERS)
)


def install(monkeypatch, lesson=lesson):
    """Let the program take it for the task that it is made of, until the test is over."""
    task = replace(HELD_OUT, lesson=lesson)
    monkeypatch.setitem(registry.TASKS.loaded, ECHO.name, task)


def records_of(held_out, seen, right=0.5):
    """Epochs with these losses, in nats, such shares right, and answers that are all the same."""
    epochs, targets = len(held_out), np.zeros(20, np.uint8)
    predictions = np.tile(np.array([0.5, 0], np.float32), (epochs, 20, 1))
    accuracy = np.full(epochs, right)
    figures = np.stack([held_out, accuracy, seen, accuracy], axis=1)
    numbers = np.ones((epochs, 2))
    return EpochRecord.from_evaluations(1, predictions, targets, 0, numbers, HELD_OUT.head, figures)
