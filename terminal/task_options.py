"""The part of the command line that says which task, and what its network is asked."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from experiments.prepared_training import PreparedTraining
from formatting import listed, quoted
from networks.fields import Field, FieldError, Kind, Number, OneOf, OnOff, WholeNumber, parsed
from networks.settings_table import OF_NETWORK, PREDICTED, SEED
from tasks.registry import FIRST_TASK, TASKS, task_of
from tasks.task import Task
from tasks.writing import LENGTH, OF_SAMPLING, sampling_of
from terminal.reading import reading_told
from terminal.sentence_parser import SentenceParser

_OF_NETWORK = {field.name for field in OF_NETWORK if field is not SEED}


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
        action=Listing,
        of=lambda: map(_described, TASKS.values()),
        help="print every task with its fields, their limits and defaults, and a blind guess",
    )
    group.add_argument(
        "--preset",
        type=in_words(_preset),
        metavar="NAME",
        help="what is prepared: a problem, who learns it and how long; --list-presets has them, "
        "and other options change them",
    )
    group.add_argument(
        "--list-presets",
        action=Listing,
        of=lambda: (f"{name}: {each.told}" for name, each in _presets().items()),
        help="print what is prepared, examples and races, and what is to be seen in each",
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


def misfits(problem: Any, given: Mapping[str, Any]) -> Iterator[str]:
    """What a network that learns this problem cannot do of what is ``given``, in sentences."""
    task = task_of(problem)
    if given.get("patience") and not task.holds_out:
        yield "--patience: Here nothing is held out by which a run could be ended."
    if given.get("sampling") and task.writing is None:
        yield "--set: The network of the file does not write."
    if predicted := given.get("predict"):
        # Nothing follows upon most sequences.
        if task.writing is None and task.is_drawn:
            which = "Only a pattern or a text is gone on with"
            yield f"--predict: {which}; --ask lets this network answer."
        elif refusal := predicted_of(task).refusal(str(predicted)):
            yield f"--predict: {refusal}"
    for text in given.get("asked", ()):
        if not task.is_drawn:
            yield "--ask: Only a task other than the pattern is asked; see --predict."
        elif refusal := task.refusal(problem, text):
            yield f"--ask: {refusal}"


def predicted_of(task: Task[Any]) -> Kind:
    """How many symbols can be predicted: where a text is written, more than of a pattern."""
    return (LENGTH if task.writing else PREDICTED).kind


def take_preset(parser: SentenceParser, given: dict[str, Any]) -> PreparedTraining | None:
    """What is prepared under the name that was given; its epochs and its seed, unless others
    are asked for."""
    preset: PreparedTraining | None = given.pop("preset", None)
    if preset is None:
        return None
    task = task_of(preset.problem)
    takes_others = task.of_a_file and given.get("task", task.name) == task.name
    for name, option in (("patterns", "--pattern"), ("task", "--task"), ("set", "--set")):
        if name in given and not (takes_others and name != "patterns"):
            parser.error(f"{option}: It does not go together with --preset, which says this.")
    if "seconds" not in given and preset.epochs != task.epochs(preset.problem):
        given.setdefault("epochs", preset.epochs)
    if "seeds" not in given:
        given.setdefault("seed", preset.seed)
    if not task.is_drawn:
        given["patterns"] = [str(preset.problem)]
    return preset


def take_problem(
    parser: SentenceParser, given: dict[str, Any], preset: PreparedTraining | None
) -> Any:
    """The problem that is described by its fields; None where it is a pattern.

    What is to be told of it is put into ``given``.
    """
    name = given.pop("task", FIRST_TASK) if preset is None else task_of(preset.problem).name
    task, values = TASKS[name], given.pop("set", [])
    given.pop("task", None)
    if preset is None and name != FIRST_TASK and "patterns" in given:
        parser.error(f"--pattern: The task {name} has none; --set FIELD=VALUE sets it up.")
    if task.set_up is None:
        if values:
            parser.error(f"--set: The task {name} has no fields; --pattern sets it up.")
        return None
    try:
        if task.writing is not None:
            # Refused by the problem alone, the sentence would leave out how one can write.
            parsed(task.name, _fields_of(task), values)
            values = _take_sampling(given, values)
        problem = task.example if preset is None else preset.problem
        if "headless" not in given:
            values = _take_data(given, task, problem, values, bool(preset))
        if values:
            problem, told = _set_up(task, problem, values)
            # A window that reads the data tells what was done to them, too.
            given["told"] = "" if "data" in given else told
        return problem
    except FieldError as error:
        parser.error(f"--set: {error}")


def _take_data(
    given: dict[str, Any],
    task: Task[Any],
    problem: Any,
    values: Sequence[tuple[str, str]],
    is_prepared: bool,
) -> Sequence[tuple[str, str]]:
    """Put into ``given`` which data a window reads once it is there; what is to be set now.

    That is all where it takes no while: the window then finds out how else they can be read.
    A network that is changed, unless it ``is_prepared``, waits for data that take longer, since
    what it is changed from is what suits them.
    """
    names = {field.name for field in task.of_a_file}
    of_file = [pair for pair in values if pair[0] in names]
    long = task.setting_up
    if not of_file or (long and not is_prepared and _OF_NETWORK & given.keys()):
        return values
    for _ in long(problem, values) if long else ():
        break  # What cannot be read at all is refused by the first step.
    read = parsed(task.name, task.of_a_file, of_file)
    given["data"] = tuple(read.get(field.name, field.default) for field in task.of_a_file)
    return [pair for pair in values if long is None or pair[0] not in names]


def _set_up(task: Task[Any], problem: Any, values: Sequence[tuple[str, str]]) -> tuple[Any, str]:
    if task.setting_up is not None:
        return reading_told(task.setting_up(problem, values))
    assert task.set_up is not None  # There are fields.
    return task.set_up(problem, values)


def _take_sampling(
    given: dict[str, Any], values: Sequence[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Put into ``given`` how a network is to write; what else is set."""
    names = {field.name for field in OF_SAMPLING}
    of_writing = [pair for pair in values if pair[0] in names]
    if of_writing:
        given["sampling"] = sampling_of(parsed("writing", OF_SAMPLING, of_writing))
    return [pair for pair in values if pair[0] not in names]


def take_sampling_of_file(parser: SentenceParser, given: dict[str, Any]) -> None:
    """Of what is set, how the network of a file is to write; the file says all the rest."""
    try:
        if "set" in given and not _take_sampling(given, given["set"]):
            del given["set"]
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


def _presets() -> Mapping[str, PreparedTraining]:
    """All that is prepared: the window's start waits for none of it."""
    from experiments.presets import PRESETS

    return PRESETS


def _preset(text: str) -> PreparedTraining:
    presets = _presets()
    if text not in presets:
        known = listed(presets, "and")
        raise ValueError(f"There is nothing prepared that is called {quoted(text)}, only {known}.")
    return presets[text]


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise ValueError(f"{quoted(text)} is not of the form FIELD=VALUE.")
    return name.strip(), value.strip()


class Listing(argparse.Action):
    """Prints what there is, as ``--help`` prints what can be asked for, and ends."""

    def __init__(
        self,
        option_strings: Sequence[str],
        dest: str,
        of: Callable[[], Iterable[str]],
        **named: Any,
    ) -> None:
        super().__init__(option_strings, dest, nargs=0, **named)
        self._of = of

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print a paragraph for each."""
        print("\n\n".join(self._of()))
        parser.exit()


def _described(task: Task[Any]) -> str:
    lines = [f"{task.name}: {task.summary} ({task.shape}; {task.source})"]
    for field in _fields_of(task):
        lines.append(f"    {field.name}: {field.tip[0].lower()}{field.tip[1:]}{_limits(field)}")
    return "\n".join([*lines, f"    blind guess: {task.guess_told(task.example)}"])


def _fields_of(task: Task[Any]) -> tuple[Field, ...]:
    """All that ``--set`` takes."""
    of_writing = OF_SAMPLING if task.writing is not None else ()
    return *task.of_a_file, *task.fields, *of_writing


def _limits(field: Field) -> str:
    """What a field can be, where that is not any text, and what it is until it is set."""
    kind = field.kind
    if isinstance(kind, WholeNumber | Number):
        span = f"{kind.least} to {kind.largest}"
    elif isinstance(kind, OneOf):
        span = listed(kind.titles)
    elif isinstance(kind, OnOff):
        span = "on or off"
    else:
        return ""
    return f"; {span}, default {kind.write(field.default)}"
