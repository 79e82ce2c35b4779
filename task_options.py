"""The part of the command line that says which task, and what its network is asked."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from formatting import listed, quoted
from networks.fields import FieldError, WholeNumber
from sentence_parser import SentenceParser
from tasks.drawn import problem_from
from tasks.registry import FIRST_TASK, TASKS
from tasks.task import Task


def add_task(group: argparse._ArgumentGroup) -> None:
    """Add the options for a problem."""
    group.add_argument(
        "--task",
        type=in_words(_task),
        metavar="NAME",
        help=f"what kind of problem, one of {listed(TASKS)}; --list-tasks says what they are "
        f"(default: {FIRST_TASK})",
    )
    group.add_argument(
        "--set",
        action="append",
        type=in_words(_pair),
        metavar="FIELD=VALUE",
        help="set a field of the task, for example --task echo --set length=8 --set place=3",
    )
    group.add_argument(
        "--list-tasks",
        action=TaskList,
        help="print every task with its fields, their limits and defaults, and a blind guess",
    )


def add_asking(group: argparse._ArgumentGroup) -> None:
    """Add the option for a question."""
    group.add_argument(
        "--ask",
        action="append",
        dest="asked",
        metavar="SEQUENCE",
        help='let the trained network answer this sequence, for example "7 0 2 6 7"; may be given '
        "several times",
    )


def refuse_what_cannot_be_asked(parser: SentenceParser, given: Mapping[str, Any]) -> None:
    """What is typed wrongly is better said before training than after it."""
    for text in given["asked"]:
        if "open" in given:
            return  # The file tells what can be asked.
        if given["problem"] is None:
            parser.error("--ask: Only a task other than the pattern is asked; see --predict.")
        try:
            given["problem"].read(text)
        except FieldError as error:
            parser.error(f"--ask: {error}")


def take_problem(parser: SentenceParser, given: dict[str, Any]) -> Any:
    """The problem that is described by its fields; None where it is a pattern."""
    name, values = given.pop("task", FIRST_TASK), given.pop("set", ())
    task = TASKS[name]
    if name != FIRST_TASK and "patterns" in given:
        parser.error(f"--pattern: The task {name} has none; --set FIELD=VALUE sets it up.")
    if not task.fields:
        if values:
            parser.error(f"--set: The task {name} has no fields; --pattern sets it up.")
        return None
    try:
        return problem_from(task.problem, values)
    except FieldError as error:
        parser.error(f"--set: {error}")


def in_words(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """The same for argparse, which tells what a value is refused with only in its own way."""

    def reading(text: str) -> Any:
        try:
            return read(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    return reading


def _task(text: str) -> str:
    if text not in TASKS:
        raise ValueError(f"There is no task {quoted(text)}, only {listed(TASKS, 'and')}.")
    return text


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise ValueError(f"{quoted(text)} is not of the form FIELD=VALUE.")
    return name.strip(), value.strip()


class TaskList(argparse.Action):
    """Prints what can be learned, as ``--help`` prints what can be asked for, and ends."""

    def __init__(self, option_strings: Sequence[str], dest: str, **named: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, **named)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print a task a paragraph."""
        print("\n\n".join(map(_described, TASKS.values())))
        parser.exit()


def _described(task: Task[Any]) -> str:
    lines = [f"{task.name}: {task.summary} ({task.shape}; {task.source})"]
    for field in task.fields:
        kind = field.kind
        span = f"{kind.least} to {kind.largest}" if isinstance(kind, WholeNumber) else "on or off"
        limits = f"{span}, default {kind.write(field.default)}"
        lines.append(f"    {field.name}: {field.tip[0].lower()}{field.tip[1:]}; {limits}")
    return "\n".join([*lines, f"    blind guess: {task.guess_told(task.example)}"])
