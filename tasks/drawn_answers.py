"""What a network answers to sequences that are drawn or typed, and how right that is."""

from __future__ import annotations

import math
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from networks.network import Network, answered
from networks.steps import Steps
from tasks.answer import Answer, Judged
from tasks.drawn import Drawn
from tasks.drawn_lessons import FEWEST_TO_PART, fresh, whole_rows
from tasks.heads import LINEAR, accuracies
from tasks.lesson import Lesson

LEARNED_AT = 0.99
"""Of answers to sequences that were never trained on, so large a share has to be right."""
IN_A_ROW = 10
"""Windows of a stream that are judged, one after the other."""
_READ_AT_ONCE = 50
"""Sequences: more of them take no less time each, and more memory."""


def knows(_network: Network, problem: Drawn, lesson: Lesson, answers: np.ndarray) -> Steps[bool]:
    """Whether nearly all that was never trained on is answered rightly."""
    yield from ()
    return bool(accuracies(problem.head, lesson.kept(answers), lesson.expected) >= LEARNED_AT)


def read_anew(network: Network, inputs: np.ndarray) -> Steps[np.ndarray]:
    """What the network answers to sequences from zero state, ``(count, steps, outputs)``.

    It is read by the same network from scratch, which takes any length.
    """
    reader = yield from reader_of(network)
    outputs = []
    for sequences in np.array_split(inputs, -(-len(inputs) // _READ_AT_ONCE)):
        outputs.append(reader.answers(sequences))
        yield
    return np.concatenate(outputs)


def reader_of(network: Network) -> Steps[Any]:
    """The same network from scratch as it is now; it never trains."""
    # It is not imported where a task is only declared: the windows know no backend.
    from networks.numpy_network import restored

    return restored(network.settings, (yield from answered(network, "snapshot")))


def answering(network: Network, problem: Drawn, question: Any) -> Steps[Answer]:
    """What the network says to a typed sequence, or to a fresh one of that number."""
    if isinstance(question, str):
        sequence = problem.read(question)
        targets = problem.target_of(sequence)
    else:
        ((sequence,),), ((targets,),) = fresh(problem, question, 1)
        end = problem.end(sequence)
        sequence, targets = sequence[:end], targets[: problem.ports.answers(end)]
    sequence, targets = problem.as_written(sequence, targets)
    (output,) = yield from read_anew(network, sequence[np.newaxis])
    return _answer(problem, sequence, targets, output)


def _answer(
    problem: Drawn, sequence: np.ndarray, targets: np.ndarray, output: np.ndarray
) -> Answer:
    head = problem.head
    asked = slice(problem.ports.answers(problem.steps) - problem.steps_asked, None)
    legal, expected = problem.legal(sequence, targets), targets[asked]
    answers = output[-len(targets) :][asked]
    kept = head.kept(answers, expected)
    said = head.said(kept)
    rights = head.rights(kept, expected)
    wanted = [problem.glyph(target) for target in expected]
    if legal is not None:
        rights = legal[np.arange(len(said)), said]
        wanted = ["/".join(map(problem.glyph, map(int, np.flatnonzero(each)))) for each in legal]
    return Answer(
        problem=problem,
        given=problem.given(sequence),
        said=tuple(map(problem.glyph, said)),
        expected=tuple(wanted),
        probabilities=answers,
        confidences=head.p(head.kept(answers, said), said).astype(np.float32),
        rights=tuple(map(bool, rights)),
        errors=np.abs(said - expected) if problem.head is LINEAR else None,
        separator=" ",
        at_each_step=problem.ports.at_each_step and len(said) == len(sequence),
        place=problem.asked_place(len(sequence)),
    )


class _Heard(NamedTuple):
    """Answers to fresh sequences, of which ``counted`` are kept, ``(windows, rows, answers)``."""

    kept: np.ndarray
    expected: np.ndarray
    counted: np.ndarray


def _asked_of(network: Network, problem: Drawn, count: int) -> Steps[_Heard]:
    """What is answered to so many sequences, of a stream some in a row."""
    windows = math.gcd(count, IN_A_ROW) if problem.goes_on else 1
    inputs, targets = fresh(problem, count, count // windows, windows)
    outputs = yield from read_anew(network, whole_rows(inputs))
    of_window = outputs.reshape(len(outputs), windows, problem.steps, -1).swapaxes(0, 1)
    counted = problem.counted(inputs, targets)
    expected = targets[counted]
    answers = of_window[:, :, -targets.shape[-1] :][counted]
    return _Heard(problem.head.kept(answers, expected), expected, counted)


def right_for(network: Network, problem: Drawn, most: int) -> Steps[int]:
    """How many of so many fresh sequences are answered without a fault."""
    kept, expected, counted = yield from _asked_of(network, problem, most)
    is_wrong = counted.copy()
    is_wrong[counted] = ~problem.head.rights(kept, expected)
    return int((~is_wrong.any(axis=-1)).sum())


def judging(network: Network, problem: Drawn, count: int) -> Steps[Judged]:
    """How well so many fresh sequences are answered."""
    head = problem.head
    kept, expected, _ = yield from _asked_of(network, problem, count)
    further = yield from problem.further(partial(read_anew, network))
    is_number = problem.head is LINEAR
    return Judged(
        accuracy=float(accuracies(head, kept, expected)),
        error=float(2 * head.losses(kept, expected)) if is_number else None,
        is_unseen=problem.sequences >= FEWEST_TO_PART,
        further=further,
    )
