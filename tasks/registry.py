"""Every task that there is. One more is one more file, its test, and its card in ``cards.py``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

from file_parts import FileProblem, named
from tasks.cards import CARDS
from tasks.task import Task


class Tasks(Mapping[str, Task[Any]]):
    """The tasks by their names; each is loaded when it is first asked for.

    The main window begins with one of them, and its first picture waits for no other.
    """

    def __init__(self) -> None:
        self.loaded: dict[str, Task[Any]] = {}

    def __getitem__(self, name: str) -> Task[Any]:
        if name not in self.loaded:
            card = CARDS[name]
            self.loaded[name] = getattr(import_module(card.module), card.constant)
        return self.loaded[name]

    def __contains__(self, name: object) -> bool:
        return name in CARDS

    def __iter__(self) -> Iterator[str]:
        return iter(CARDS)

    def __len__(self) -> int:
        return len(CARDS)


TASKS = Tasks()
"""By their names in options and files; the first is where the program begins."""
FIRST_TASK = next(iter(CARDS))
"""That of files from before there were others, which do not say."""


def task_named(name: Any) -> Task[Any]:
    """The task of this name, as it stands in a file.

    Raises:
        FileProblem: there is none.
    """
    if name not in TASKS:
        raise FileProblem(f"The file is of the task {named(name)}, not known here.")
    return TASKS[name]


def task_of(problem: Any) -> Task[Any]:
    """The task that a problem belongs to, or the brief of one."""
    return TASKS[problem.TASK]
