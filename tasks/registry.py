"""Every task that there is. One more is one more file, its test, and its line here."""

from __future__ import annotations

from typing import Any

from file_parts import FileProblem, named
from tasks.adding import ADDING
from tasks.copying import COPY
from tasks.count import COUNT
from tasks.echo import ECHO
from tasks.lag import REMEMBERING
from tasks.marked import MARKED
from tasks.order import ORDER
from tasks.parity import PARITY
from tasks.reber import REBER
from tasks.repeating import REPEATING
from tasks.reviews.review_task import REVIEWS
from tasks.task import Task
from tasks.text.book_task import TEXT
from tasks.unfold import UNFOLD

_ALL: tuple[Task[Any], ...] = (
    REPEATING, ECHO, REMEMBERING, MARKED, ORDER, ADDING, COPY, UNFOLD, PARITY, COUNT, REBER, TEXT,
    REVIEWS,
)  # fmt: skip
TASKS: dict[str, Task[Any]] = {task.name: task for task in _ALL}
"""By their names in options and files; the first is where the program begins."""
FIRST_TASK = REPEATING.name
"""That of files from before there were others, which do not say."""
_BY_PROBLEM = {
    kind: task for task in _ALL for kind in (task.problem, task.brief_kind or task.problem)
}


def task_named(name: Any) -> Task[Any]:
    """The task of this name, as it stands in a file.

    Raises:
        FileProblem: there is none.
    """
    if name not in TASKS:
        raise FileProblem(f"The file is of the task {named(name)}, not known here.")
    return TASKS[name]


def task_of(problem: object) -> Task[Any]:
    """The task that a problem belongs to, or the brief of one."""
    return _BY_PROBLEM[type(problem)]
