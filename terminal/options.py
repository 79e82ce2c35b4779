"""The command line, declared once: the window fills its fields from it, the terminal obeys it."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from files import meant, why_not_written, with_ending
from formatting import quoted
from networks.fields import FieldError, FileName, Number
from networks.settings import (
    DEFAULT_BACKEND,
    DEFAULT_PATTERN,
    DEFAULT_PREDICTED,
    DEFAULT_SEED,
    DEFAULT_SETTINGS,
    MOST_EPOCHS,
    Settings,
)
from networks.settings_table import BACKEND, EPOCHS, PATIENCE, PREDICTED, SEED
from tasks.registry import FIRST_TASK, TASKS, task_of
from tasks.sampling import Sampling
from tasks.writing import LENGTH, MOST_WRITTEN, USUAL_COUNT
from terminal.network_options import SETTINGS, add_setting, take_learners
from terminal.sentence_parser import SentenceParser
from terminal.task_options import (
    add_asking,
    add_task,
    in_words,
    misfits,
    predicted_of,
    take_preset,
    take_problem,
    take_sampling_of_file,
)
from training.learner import Learner
from utils import parse_pattern

EXAMPLES = """\
examples:
  python3 main.py --pattern 0,0,1 --epochs 20
      opens the window with these values in its fields
  python3 main.py --headless --pattern 0,1,0,1 --pattern 0011 --json
      trains two networks, one after the other, and prints a line of JSON an epoch
  python3 main.py --headless --pattern 0011 --save M.keras --picture P.png
      trains one, and keeps the network and a picture of how it learned
  python3 main.py --headless --cell gru --layers 1 --units 20 --optimizer sgd --clip none
      trains another network than the default one, in another way
  python3 main.py --headless --open M.keras --epochs 0 --predict 20
      lets a saved network predict; with more epochs it is trained further before

With several patterns, each file carries its pattern's place in its name: M-1.keras, M-2.keras; so
does it the place of who takes part in a prepared race, and with --seeds the seed: M-seed0.keras.
"""

_FORMAT = re.compile(r"\.[a-z][a-z0-9]{0,4}", re.IGNORECASE)
"""An ending that stands for a format, as the 5 of ``lesson 1.5`` does not."""
_SECONDS = Number(0.001, 1e6)
"""Up to eleven days."""


@dataclass(frozen=True)
class Options:
    """What the user asks for on the command line.

    Attributes:
        headless: train in the terminal instead of in a window.
        open: saved training to begin with, or None.
        patterns: as typed, all of them good; none is the one in the file.
        problem: of another task, or None.
        data: that a window reads for it once it is there: the values of the task's ``of_a_file``.
        asked: sequences as they are typed, which the trained network is asked about.
        epochs: to train each of them; None is as many as the run in the file takes, or else as
            suit what is learned.
        seconds: of training, after which no other epoch begins; None is without end.
        patience: after so many epochs without a better one training ends; 0: never.
        predict: symbols to predict after each; None is as many as are usual for what is in the
            file.
        sampling: how a network writes, where that is asked for.
        told: what is to be told of the problem before it is learned; mostly empty.
        seed: of the initial weights.
        seeds: instead of it: each of them is trained from.
        backend: name of what computes the network.
        settings: of the network and its training.
        contestants: of a prepared race, who are trained one after the other.
        json: print JSON instead of a table.
        save: where to write the trained network, or None.
        csv: where to write the history, or None.
        picture: where to draw the progress, or None.
        trace: where to write what happens inside the trained network, or None.
    """

    headless: bool = False
    open: Path | None = None
    patterns: tuple[str, ...] = (DEFAULT_PATTERN,)
    problem: Any = None
    data: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    epochs: int | None = None
    seconds: float | None = None
    patience: int = 0
    predict: int | None = DEFAULT_PREDICTED
    sampling: Sampling | None = None
    told: str = ""
    seed: int = DEFAULT_SEED
    seeds: tuple[int, ...] = ()
    backend: str = DEFAULT_BACKEND
    settings: Settings = DEFAULT_SETTINGS
    contestants: tuple[Learner, ...] = ()
    json: bool = False
    save: Path | None = None
    csv: Path | None = None
    picture: Path | None = None
    trace: Path | None = None

    def path_of(self, path: Path, place: int, seed: int) -> Path:
        """Where a file of the training at ``place``, from 1, is written.

        Where there are several, each has files of its own: ``M-1.keras``, ``M-2-seed0.keras``.
        """
        stem = f"{path.stem}-{place}" if self._places > 1 else path.stem
        return path.with_stem(f"{stem}-seed{seed}" if self.seeds else stem)

    def paths_of(self, path: Path) -> list[Path]:
        """All that are written."""
        places = range(1, self._places + 1)
        pairs = product(places, self.seeds or (self.seed,))
        return [self.path_of(path, *pair) for pair in pairs]

    @property
    def only_asks(self) -> bool:
        """Whether nothing is wanted but answers of a network that was trained before."""
        return self.epochs == 0 and bool(self.asked)

    @property
    def _places(self) -> int:
        return max(1, len(self.patterns), len(self.contestants))


def parse_options(arguments: Sequence[str]) -> Options:
    """Read the command line, without the program's name.

    A bad one ends the program with status 2 and one sentence on stderr.
    """
    parser = _make_parser()
    found, strangers = parser.parse_known_args(parser.with_values(arguments))
    given = vars(found)
    _take_file(parser, given, strangers)
    if "open" in given:
        _refuse_what_is_in_the_file(parser, given)
    preset = take_preset(parser, given)
    _take_extent(parser, given)
    if "patterns" in given:
        given["patterns"] = tuple(given["patterns"])
    given["problem"] = take_problem(parser, given, preset)
    given["asked"] = tuple(given.get("asked", ()))
    if "open" not in given:  # The file tells what can be asked, once it is read.
        for sentence in misfits(given["problem"] or TASKS[FIRST_TASK].example, given):
            parser.error(sentence)
    _take_predicted(parser, given)
    learners = take_learners(parser, given, preset)
    given["settings"] = learners[0].settings
    given["contestants"] = learners if len(learners) > 1 else ()
    options = Options(**given)
    if options.epochs == 0 and not (options.open and options.headless):
        parser.error(f"--epochs: {EPOCHS.kind.refusal('0')}")
    if not options.headless:
        _refuse_what_needs_headless(parser, options)
    _refuse_what_cannot_be_written(parser, options)
    return options


def _take_file(parser: SentenceParser, given: dict[str, Any], strangers: Sequence[str]) -> None:
    """Let a file among what is no option be the one to open, and refuse the rest."""
    for text in strangers:
        if refusal := FileName().refusal(text):
            parser.error(f"--open: {refusal}")
        if text.startswith("-") or not (
            Path(text).suffix.lower() == ".keras" or os.path.exists(meant(Path(text), ".keras"))
        ):
            parser.error(f"There is no option {quoted(text)}; --help lists them.")
        if "open" in given:
            parser.error("--open: One file can be opened at a time.")
        given["open"] = Path(text)


def _refuse_what_is_in_the_file(parser: SentenceParser, given: dict[str, Any]) -> None:
    """What was trained keeps its network; what else is not given is that of the file."""
    take_sampling_of_file(parser, given)
    options = {field.name: field.option.name for field in (*SETTINGS, SEED)}
    options |= {name: f"--{name}" for name in ("task", "set", "preset", "seeds")}
    for name, option in options.items():
        if name in given:
            parser.error(f"{option}: The file says this, so it does not go together with --open.")
    given.setdefault("patterns", ())


def _take_predicted(parser: SentenceParser, given: dict[str, Any]) -> None:
    """How many symbols: what a file allows is seen when it is read."""
    task = task_of(given["problem"] or TASKS[FIRST_TASK].example)
    kind = LENGTH.kind if "open" in given else predicted_of(task)
    if "predict" in given:
        if refusal := kind.refusal(given["predict"]):
            parser.error(f"--predict: {refusal}")
        given["predict"] = kind.read(given["predict"])
    elif "open" in given:
        given["predict"] = None
    elif task.writing is not None:
        given["predict"] = USUAL_COUNT


def _take_extent(parser: SentenceParser, given: dict[str, Any]) -> None:
    """How long to train, and from which seeds, where one thing follows from another."""
    if "seconds" in given and given.get("epochs") is None:
        given["epochs"] = MOST_EPOCHS
    if "seeds" in given and "seed" in given:
        parser.error("--seeds: It does not go together with --seed.")


def _make_parser() -> SentenceParser:
    parser = SentenceParser(
        prog="python3 main.py",
        description="Watch a recurrent network learn a pattern of zeros and ones, or another task.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        # What is not given is left out, and Options has the default.
        argument_default=argparse.SUPPRESS,
        allow_abbrev=False,
    )
    _add_job(parser.add_argument_group("what to learn"))
    network = parser.add_argument_group("which network, and how it learns")
    for field in SETTINGS:
        add_setting(network, field)
    _add_terminal(parser.add_argument_group("in a terminal"))
    return parser


def _add_job(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--open",
        type=in_words(_named),
        metavar="M.keras",
        help="go on with a saved training, with its network, problem, epochs and seed; --open can "
        "be left out before the name",
    )
    group.add_argument(
        "--pattern",
        action="append",
        dest="patterns",
        type=in_words(_pattern),
        metavar="SYMBOLS",
        help=f"zeros and ones, as 0,1,0,1 or 0101 or [0, 1, 0, 1] (default: {DEFAULT_PATTERN}); "
        "with --headless it can be given several times, and each pattern is learned by a fresh "
        "network",
    )
    add_task(group)
    add_setting(group, EPOCHS, _epochs)
    group.add_argument(
        "--seconds",
        type=in_words(_SECONDS.read),
        metavar="S",
        help="end with the epoch in which training has taken so long; --epochs may then be left "
        f"out, and at most {MOST_EPOCHS:,} are trained",
    )
    add_setting(group, PATIENCE)
    add_setting(group, PREDICTED, str, f"; of a text up to {MOST_WRITTEN:,} ({USUAL_COUNT})")
    for field in (SEED, BACKEND):
        add_setting(group, field)
    group.add_argument(
        "--seeds",
        type=in_words(_seeds),
        metavar="N,N",
        help="train from each of these seeds, one after the other, for example 0,1,2",
    )


def _add_terminal(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--headless", action="store_true", help="train here in the terminal, without a window"
    )
    add_asking(group)
    group.add_argument(
        "--json", action="store_true", help="print one JSON object a line, and nothing else"
    )
    group.add_argument(
        "--save",
        type=_file(".keras"),
        metavar="M.keras",
        help="write the trained network; this program opens it, and Keras where it has the cell; "
        "Ctrl+C writes it, and the files below, as after the last whole epoch",
    )
    group.add_argument(
        "--csv",
        type=_file(".csv"),
        metavar="H.csv",
        help="write loss and accuracy of every epoch, in the columns of Keras' CSVLogger",
    )
    group.add_argument(
        "--picture",
        type=_file(".png", ".svg", ".pdf"),
        metavar="P.png",
        help="draw predictions, loss and accuracy; .svg and .pdf are possible too",
    )
    group.add_argument(
        "--trace",
        type=_file(".npz"),
        metavar="T.npz",
        help="write every gate and state of the trained network while it reads the pattern once, "
        "or a sequence, as NumPy arrays: of an LSTM layer1/i, /f, /g, /o, /c, /h (steps x units), "
        "the same for layer2, input and output",
    )


def _refuse_what_needs_headless(parser: SentenceParser, options: Options) -> None:
    if options.asked:
        parser.error("--ask: This works only together with --headless.")
    if options.sampling:
        parser.error("--set: How a network writes is set here only together with --headless.")
    if len(options.contestants) > 1:
        parser.error(
            "--preset: Several networks learn this side by side, which works only together with "
            "--headless, or in a window of its own."
        )
    for name in ("json", "save", "csv", "picture", "trace", "seconds", "seeds"):
        if getattr(options, name):
            parser.error(f"--{name}: This works only together with --headless.")
    if len(options.patterns) > 1:
        parser.error("--pattern: Several patterns work only together with --headless.")


def _pattern(text: str) -> str:
    parse_pattern(text)
    return text


def _epochs(text: str) -> Any:
    """Whether 0 of them make sense is seen when all options are known."""
    return 0 if text == "0" else EPOCHS.kind.read(text)


def _seeds(text: str) -> tuple[int, ...]:
    seeds = tuple(SEED.kind.read(part.strip()) for part in text.split(","))
    if len(set(seeds)) < len(seeds):
        raise FieldError(f"{quoted(text)} has a seed twice.")
    return seeds


def _named(text: str) -> Path:
    return Path(FileName().read(text))


def _file(*endings: str) -> Callable[[str], Path]:
    """A file with one of these endings; the first is added to a name that has none."""

    def read(text: str) -> Path:
        path = _named(text)
        if path.suffix.lower() not in endings and _FORMAT.fullmatch(path.suffix):
            raise FieldError(f"{quoted(text)} must end in {' or '.join(endings)}.")
        if os.path.exists(path) and not os.path.isfile(path):
            # Before it is given an ending, or a number where there are several trainings.
            raise FieldError(why_not_written(path))
        return with_ending(path, endings)

    return in_words(read)


def _refuse_what_cannot_be_written(parser: SentenceParser, options: Options) -> None:
    """What is wrong with a file is better said before training than after it."""
    for name in ("save", "csv", "picture", "trace"):
        path = getattr(options, name)
        for each in options.paths_of(path) if path else ():
            if problem := why_not_written(each):
                parser.error(f"--{name}: {problem}")
