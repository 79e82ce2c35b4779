"""The row of the registry for a task whose sequences are drawn: what its problems share."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from file_parts import FileProblem
from networks.settings import DEFAULT_SETTINGS, Settings, most_rows
from tasks.cards import CARDS
from tasks.drawn import Drawn, problem_from
from tasks.drawn_answers import LEARNED_AT, answering, judging, knows, right_for
from tasks.drawn_lessons import calls, drawn_lesson, sample, stretches
from tasks.shapes import MANY_TO_ONE, ONE_TO_ONE
from tasks.task import PartsTaken, ProblemParts, Task, refused
from tasks.words import Words

_SHARE = f"{100 * LEARNED_AT:.0f} % right answers to fresh sequences"
_WORDS = Words(
    achieve=f"give {_SHARE}",
    achieves=f"gives {_SHARE}",
    achieved=f"given {_SHARE}",
    learned_tip=f"Epochs until the network first gave {_SHARE}",
    learned_when=f"the network first gave {_SHARE}",
    right_tip="Fresh sequences, of {most:,}, that are answered without a fault",
    right_told="how many of {most:,} fresh sequences it answers without a fault.",
)


def drawn_task(
    kind: type[Drawn], noun: str = "sequence", lesson: Any = drawn_lesson, **declared: Any
) -> Task[Any]:
    """The task of these problems; what else it declares, its name and its words, are given."""
    example = kind()
    declared.setdefault("shape", ONE_TO_ONE if example.ports.at_each_step else MANY_TO_ONE)
    return Task(
        kind=kind,
        noun=noun,
        lesson=lesson,
        words=_WORDS,
        made_example=lambda: example,
        settings=fitted(example, declared.pop("settings")),
        set_up=lambda _problem, values: (problem_from(kind, values), ""),
        calls=calls,
        answering=answering,
        knows=knows,
        right_for=right_for,
        judging=judging,
        sample=sample,
        stretches=stretches,
        traced=sample,
        heading=lambda problem, _most: f"{CARDS[kind.TASK].title}: {problem}",
        parts=_parts,
        from_parts=partial(_from_parts, kind),
        from_text=partial(_from_text, kind),
        fit=fitted,
        decides=("window", "stateful"),
        hint=lambda problem: problem.hint,
        **declared,
    )


def _parts(problem: Drawn) -> ProblemParts:
    return ProblemParts({"problem": np.array([*vars(problem).values()], np.int64)})


def _from_parts(kind: type[Drawn], taken: PartsTaken) -> Drawn:
    values = taken.array("problem", partial(_check, kind))
    kinds = (type(field.default) for field in kind.FIELDS)
    with refused("problem"):
        return kind(*(of(value) for of, value in zip(kinds, values, strict=True)))


def _from_text(kind: type[Drawn], text: str) -> Drawn:
    pairs = [part.partition("=")[::2] for part in text.split()]
    with refused("problem"):
        return problem_from(kind, pairs)


def _check(kind: type[Drawn], shape: tuple[int, ...], dtype: np.dtype) -> None:
    if shape != (len(kind.FIELDS),) or dtype != np.int64:
        raise FileProblem(f"The file's problem is not one of the task {kind.TASK}.")


def fitted(problem: Drawn, settings: Settings = DEFAULT_SETTINGS) -> Settings:
    """The same for a network that learns this problem: a sequence is a window."""
    return replace(
        settings.for_ports(problem.ports),
        window=problem.steps,
        rows=min(settings.rows, most_rows(problem.steps)),
        stateful=problem.goes_on,
    )
