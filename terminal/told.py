"""What the terminal tells of a trained network that answers sequences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from rich.text import Text

from formatting import confidence_text, counted, share_text, shorten_start
from networks.network import Network
from networks.steps import finished
from tasks.answer import Answer, Judged
from tasks.registry import task_of
from tasks.task import Problem
from training.checkpoint import Checkpoint

LONGEST_SHOWN = 32
"""Symbols of a pattern that the table shows; a longer one is cut."""
JUDGED = 1_000
"""Fresh sequences that a trained network is asked."""


class Told(NamedTuple):
    """What there is to tell when a training is over.

    Attributes:
        event: what JSON calls it.
        facts: as JSON has it.
        lines: in words, paragraph by paragraph.
    """

    event: str
    facts: Mapping[str, Any]
    lines: Sequence[str | Text]


def judged_told(network: Network, problem: Problem, checkpoint: Checkpoint) -> Told:
    """How well it answers fresh sequences: the accuracy, or of numbers their error."""
    task, settings = task_of(problem), network.settings
    assert task.judging is not None  # Otherwise it is told how it goes on.
    judged = finished(task.judging(network, problem, JUDGED))
    guess, learned = task.guess(problem), bool(checkpoint.state.position.first_faultless)
    facts: dict[str, Any] = {
        "problem": task.values(problem),
        "parameters": int(network.parameters),
        "guess": guess,
        "learned": learned,
        "updates": len(checkpoint.records) * settings.updates * settings.passes,
        "seed": checkpoint.seed,
        "unseen": judged.is_unseen,
    }
    facts |= {"accuracy": judged.accuracy} if judged.error is None else {"error": judged.error}
    for figure in judged.further:
        facts |= figure.facts
    return Told("result", facts, [_judged_words(judged, guess, learned)])


def _judged_words(judged: Judged, guess: float, learned: bool) -> str:
    """How well it does, beside a blind guess."""
    counts = "It counts as learned." if learned else "It does not count as learned yet."
    kind = "were never trained on," if judged.is_unseen else "it was trained on, too,"
    if judged.error is not None:
        found = f"a mean squared error of {judged.error:.4f}, a guess {guess:.4f}"
    else:
        found = f"{share_text(judged.accuracy)} of the answers right, a guess {share_text(guess)}"
    further = "".join(f" {figure.words}" for figure in judged.further)
    return f"On {JUDGED:,} sequences that {kind} it has {found}. {counts}{further}"


def continued_told(answer: Answer, parameters: int) -> Told:
    """How it goes on with its pattern."""
    trouble = {"problem": answer.trouble} if answer.trouble else {}
    facts = {
        "parameters": int(parameters),
        "next": int(answer.said[0]) if answer.said else None,
        "confidence": float(answer.confidences[0]) if answer.said else None,
        "continuation": answer.spelled(answer.said),
        **trouble,
    }
    return Told("result", facts, [*_continued_words(answer)])


def _continued_words(answer: Answer) -> Iterator[str | Text]:
    """Its first symbol, all of it, and whether it keeps to the pattern."""
    if answer.said:
        confidence = confidence_text(float(answer.confidences[0]))
        yield f"Next symbol: {answer.said[0]}, with a confidence of {confidence}."
        yield Text.assemble("Continuation: ", _continuation_text(answer))
        yield _verdict(answer)
    if answer.trouble:
        yield answer.trouble


def answered_told(asked: str, answer: Answer) -> Told:
    """What it says to a sequence that was typed, and where it errs what is right."""
    said, expected = answer.spelled(answer.said), answer.spelled(answer.expected)
    probabilities = np.atleast_1d(answer.probabilities.squeeze()).astype(float).tolist()
    facts = {"asked": asked, "said": said, "expected": expected, "probabilities": probabilities}
    right = [] if answer.first_departure is None else [f"Right is {expected}."]
    return Told("answer", facts, [Text.assemble("Asked: ", _continuation_text(answer)), *right])


def _continuation_text(answer: Answer) -> Text:
    """``0101 | 01[1]1``: what was given, a bar, what the network says; brackets where it errs."""
    departure = answer.first_departure
    text = Text.assemble(shorten_start(answer.spelled(answer.given), LONGEST_SHOWN), " | ")
    for place, glyph in enumerate(answer.said):
        text.append(answer.separator if place else "")
        if place == departure:
            text.append("[").append(glyph, "bold cyan reverse").append("]")
        else:
            text.append(glyph, "bold cyan")
    return text


def _verdict(answer: Answer) -> str:
    count, noun = len(answer.said), task_of(answer.problem).noun
    departure = answer.first_departure
    if departure is None:
        return f"It keeps to the {noun}, {count} of {counted(count, 'symbol')}."
    return f"It leaves the {noun} at predicted symbol {departure + 1} of {count}, in brackets."
