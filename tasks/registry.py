"""Every task that there is. One more is one more file, its test, and its line here."""

from __future__ import annotations

from typing import Any

from tasks.repeating import REPEATING
from tasks.task import Task

TASKS: dict[str, Task[Any]] = {task.name: task for task in (REPEATING,)}
"""By their names in options and files; the first is where the program begins."""
_BY_PROBLEM = {task.problem: task for task in TASKS.values()}


def task_of(problem: object) -> Task[Any]:
    """The task that a problem belongs to."""
    return _BY_PROBLEM[type(problem)]
