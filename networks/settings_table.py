"""All that can be set of a network and its training, with limits, words and default."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from cells.registry import CELLS
from networks import settings
from networks.fields import Field, Kind, Number, OneOf, OnOff, Units, WholeNumber
from networks.ports import BITS, MOST_SYMBOLS
from networks.settings import (
    DEFAULT_SETTINGS,
    LONGEST_PADDED,
    LONGEST_SEQUENCE,
    OPTIMIZERS,
    RECURRENT_STARTS,
    Settings,
    most_rows,
)


class Option(NamedTuple):
    """How the command line sets something.

    Attributes:
        name: as it is written.
        letter: stands for the value in the help.
        help: ``{known}``, ``{most}`` and ``{usual}`` are filled in.
    """

    name: str = ""
    letter: str = ""
    help: str = ""


class Heading(NamedTuple):
    """How the shelf shows something.

    Attributes:
        title: above the column.
        tip: what it says, in one sentence.
        said: the same in a sentence about all runs, ``{}`` being the value.
    """

    title: str = ""
    tip: str = ""
    said: str = "{}"


_NO_OPTION, _NO_HEADING = Option(), Heading()


@dataclass(frozen=True, eq=False, kw_only=True)
class Setting(Field):
    """A field with its words for the command line, the shelf and files.

    Attributes:
        option: sets it; one without a name if none does.
        heading: of its column; one without a title if it has none.
        complaint: what is wrong with a file that has no such value, in one sentence.
    """

    option: Option = _NO_OPTION
    heading: Heading = _NO_HEADING
    complaint: str = ""


def _of_network(name: str, label: str, tip: str, kind: Kind, **words: Any) -> Setting:
    """One of :class:`networks.settings.Settings`, which has the default."""
    return Setting(name, label, tip, kind, getattr(DEFAULT_SETTINGS, name), **words)


EPOCHS = Setting(
    "epochs",
    "Number of epochs",
    "How many epochs Start trains: what suits the problem, unless you choose; while training "
    "goes on or rests, its goal moves along",
    WholeNumber(1, settings.MOST_EPOCHS),
    settings.DEFAULT_EPOCHS,
    option=Option(
        "--epochs",
        "N",
        "epochs to train, up to {most} (default: {usual}, or fewer where in so many the data would "
        "be learned by heart); after --open, so many more (default: those of the file's run), and "
        "with --headless 0 only predicts",
    ),
)
PATIENCE = Setting(
    "patience",
    "Patience",
    "After so many epochs in which the held-out loss has not fallen the run ends, and the best "
    "epoch is gone back to, though most may be right only after a later one; 0 lets it go on",
    WholeNumber(0, settings.MOST_EPOCHS),
    0,
    option=Option(
        "--patience",
        "N",
        "end once the held-out loss has not fallen for N epochs, and go back to the best one "
        "(default: {usual}, never)",
    ),
)
PREDICTED = Setting(
    "predict",
    "How many symbols to predict",
    "How many symbols the network continues by, each fed back as the next input",
    WholeNumber(1, settings.MOST_PREDICTED),
    settings.DEFAULT_PREDICTED,
    unit="symbols",
    option=Option("--predict", "N", "symbols to predict, up to {most} (default: {usual})"),
)
BACKEND = Setting(
    "backend",
    "What computes the network",
    "What computes the network; it can be changed whenever training rests, and training goes on "
    "exactly where it stands",
    OneOf("backend", settings.BACKEND_NAMES),
    settings.DEFAULT_BACKEND,
    option=Option("--backend", "NAME", "what computes the network: {known} (default: {usual})"),
    heading=Heading("Computed by", "What computed the network", "computed by {}"),
)
CELL = _of_network(
    "cell",
    "&Cell",
    "What each recurrent layer is made of",
    OneOf("cell", {name: cell.title for name, cell in CELLS.items()}),
    option=Option("--cell", "NAME", "of the recurrent layers: {known} (default: {usual})"),
    heading=Heading("Cell", "What the layers are made of"),
)
LAYERS = Setting(
    "layers",
    "Recurrent &layers",
    "How many stand one upon the other",
    WholeNumber(1, settings.MOST_LAYERS),
    len(DEFAULT_SETTINGS.units),
    option=Option("--layers", "N", "recurrent layers, up to {most} (default: {usual})"),
)
UNITS_OF_LAYER = WholeNumber(1, settings.MOST_UNITS)
UNITS = _of_network(
    "units",
    "Units",
    "How many numbers each layer passes on at each step",
    Units(UNITS_OF_LAYER, settings.MOST_LAYERS),
    option=Option(
        "--units",
        "N[,N…]",
        f"units of every layer, up to {settings.MOST_UNITS}, or of each one, as 50,20 "
        f"(default: {DEFAULT_SETTINGS.units[0]})",
    ),
    heading=Heading("Units", "Units of each recurrent layer, first layer first", "{} units"),
    complaint=f"The file's network does not have 1 to {settings.MOST_LAYERS} recurrent layers.",
)
UNITS_OF_LAYERS = tuple(
    Setting(
        f"units_{number}",
        f"Units of layer &{number}",
        f"How many numbers layer {number} passes on at each step",
        UNITS_OF_LAYER,
        DEFAULT_SETTINGS.units[-1],
    )
    for number in range(1, settings.MOST_LAYERS + 1)
)
ACTIVATION = _of_network(
    "activation",
    "&Activation",
    "Squashes the candidate and the state that is shown; gates are always sigmoid",
    OneOf("activation", settings.ACTIVATION_NAMES),
    option=Option(
        "--activation",
        "NAME",
        "of the candidate and of the state that is shown, but not of gates: {known} "
        "(default: {usual})",
    ),
    heading=Heading("Activation", "What squashes the candidate and the state that is shown"),
)
EMBEDDING = _of_network(
    "embedding",
    "E&mbedding",
    "By how many numbers each symbol is told to the first layer, from a table that is learned; 0 "
    "tells it as a 1 in its place. Only where symbols are read",
    WholeNumber(0, settings.LARGEST_EMBEDDING),
    option=Option(
        "--embedding",
        "N",
        "numbers by which a symbol is embedded, where symbols are read; 0 is one-hot "
        "(default: {usual})",
    ),
    heading=Heading("Embedding", "Numbers by which each symbol is told", "embedding {}"),
)
BOTH_WAYS = _of_network(
    "both_ways",
    "&Both ways",
    "Bidirectional: whether beside each recurrent layer a second one, with weights of its own, "
    "reads from the end of the sequence; what both show is passed on side by side",
    OnOff(),
    option=Option(
        "--both-ways",
        help="let a second layer beside each recurrent one read the sequence from its end, where "
        "it is known as a whole",
    ),
    heading=Heading("Both ways", "Whether sequences are read from the end, too", "both ways {}"),
    complaint="The file does not say which ways its network reads.",
)
POOLING = _of_network(
    "pooling",
    "Poolin&g",
    "What the output reads of the last layer where there is one answer to a sequence: its last "
    "state alone, or of each unit the mean or the largest over all steps",
    OneOf("pooling", settings.POOLINGS),
    option=Option(
        "--pooling",
        "NAME",
        "of the last layer's states, for the one answer to a sequence: {known} (default: {usual})",
    ),
    heading=Heading("Pooling", "What the output reads of the last layer", "pooling: {}"),
)
DROPOUT = _of_network(
    "dropout",
    "&Dropout",
    "Share of what is passed up from layer to layer and to the output that is left out while the "
    "network trains, so that it learns less by heart",
    Number(0.0, settings.LARGEST_DROPOUT, step=0.05),
    option=Option(
        "--dropout",
        "P",
        "share of what layers pass up that is left out in training, up to "
        f"{settings.LARGEST_DROPOUT} (default: {{usual}})",
    ),
    heading=Heading(
        "Dropout", "Share of what layers pass up that is left out in training", "dropout {}"
    ),
    complaint="The file's network leaves out a share of its units that cannot be.",
)
FORGET_BIAS = _of_network(
    "forget_bias",
    "&Forget-gate bias",
    "Where the bias of the forget gate begins: above 0 the young network remembers, below 0 it "
    "forgets. Only for cells with such a gate",
    Number(-10.0, 10.0, step=0.5),  # Shut or open beyond what any training could change.
    option=Option(
        "--forget-bias", "B", "initial bias of forget gates, where there are any (default: {usual})"
    ),
    heading=Heading(
        "Forget bias", "Initial bias of the forget gate, where the cell has one", "forget bias {}"
    ),
    complaint="The file's network has forget gates that can never be learned.",
)
INPUT_BIAS = _of_network(
    "input_bias",
    "&Input-gate bias",
    "Where the bias of the input gate begins: below 0 little goes into the young network's memory "
    "and what is there is kept. Only for cells with such a gate",
    FORGET_BIAS.kind,
    option=Option(
        "--input-bias", "B", "initial bias of input gates, where there are any (default: {usual})"
    ),
    heading=Heading(
        "Input bias", "Initial bias of the input gate, where the cell has one", "input bias {}"
    ),
    complaint="The file's network has input gates that can never be learned.",
)
RECURRENT_START = _of_network(
    "recurrent_start",
    "Rec&urrent weights",
    "What the weights from state to state are before any training",
    OneOf("start", {name: start.title for name, start in RECURRENT_STARTS.items()}),
    option=Option(
        "--recurrent-start",
        "NAME",
        "of the weights from state to state: {known}, which is the unfair one of many textbooks "
        "(default: {usual})",
    ),
    heading=Heading(
        "Recurrent start", "What the weights from state to state began as", "{} recurrent start"
    ),
)
CHRONO = _of_network(
    "chrono",
    "C&hrono T",
    "Begin with memories of up to T steps: it sets the biases of forget and input gates, and "
    "those above do not count. 0 is off. Only for cells with a forget gate",
    WholeNumber(0, settings.LONGEST_CHRONO),
    option=Option(
        "--chrono",
        "T",
        "let forget gates begin with memories of up to T steps, in place of both gate biases; up "
        "to {most}, and 0 is off (default: {usual})",
    ),
    heading=Heading("Chrono", "T of the chrono initialisation of gate biases", "chrono {}"),
)
OPTIMIZER = _of_network(
    "optimizer",
    "&Optimizer",
    "How gradients become new weights. Its own learning rate comes with it, unless another one "
    "was chosen",
    OneOf("optimizer", {name: kind.title for name, kind in OPTIMIZERS.items()}),
    option=Option("--optimizer", "NAME", "{known} (default: {usual})"),
    heading=Heading("Optimizer", "The way from gradients to new weights"),
)
NOTHING_LEARNED = "The file's optimizer has settings with which nothing can be learned."
LEARNING_RATE = _of_network(
    "learning_rate",
    "Learning &rate",
    "How far an update goes at first; how that falls is the next setting",
    Number(settings.LEAST_RATE, settings.LARGEST_RATE),
    option=Option(
        "--learning-rate",
        "R",
        "of the first epoch; how it falls is --rate-fall (default: "
        + ", ".join(f"{kind.learning_rate} for {name}" for name, kind in OPTIMIZERS.items())
        + ")",
    ),
    heading=Heading("Rate", "Learning rate of the first epoch", "rate {}"),
    complaint=NOTHING_LEARNED,
)
RATE_FALL = _of_network(
    "rate_fall",
    "Ra&te falls",
    "Over the first epochs, after which training can go on as long as you like; or every "
    "few updates, until the epochs that were asked for are over, which suits a text",
    OneOf("fall of the rate", settings.RATE_FALLS),
    option=Option(
        "--rate-fall",
        "NAME",
        "of the learning rate, over ten epochs or to the end of the run: {known} "
        "(default: {usual})",
    ),
    heading=Heading("Rate falls", "How the learning rate falls", "rate falls {}"),
)
CLIPS = Setting(
    "clips",
    "Cli&p the gradient",
    "Shorten the gradient when it is too long, so that a steep window cannot throw the weights far",
    OnOff(),
    True,
)
CLIP_NORM = _of_network(
    "clip_norm",
    "Largest &norm",
    "The length to which the gradient is cut",
    Number(1e-6, 1e6, or_none=True),
    option=Option("--clip", "L", "largest norm of the gradient, or none (default: {usual})"),
    heading=Heading("Clip", "Largest norm of the whole gradient", "clip {}"),
    complaint=NOTHING_LEARNED,
)
WINDOW = _of_network(
    "window",
    "&Window",
    "Symbols fed in one forward pass: so many steps back a gradient reaches",
    WholeNumber(1, settings.LONGEST_WINDOW),
    option=Option("--window", "N", "steps of one update, up to {most} (default: {usual})"),
    heading=Heading("Window", "Symbols in a window", "window {}"),
)
ROWS = _of_network(
    "rows",
    "Row&s",
    "Sequences side by side in an update. Of a pattern there are at least as many as steps in a "
    "window, so that every moment is a target",
    WholeNumber(1, settings.MOST_ROWS),
    not_below="window",
    option=Option(
        "--rows",
        "N",
        "sequences side by side, up to {most}, and of a pattern not fewer than the steps of a "
        "window (default: {usual})",
    ),
    heading=Heading("Rows", "Sequences side by side in a batch", "{} rows"),
)
STATEFUL = _of_network(
    "stateful",
    "Carr&y the state on",
    "Whether a window begins with the state that the one before ended with, or with zeros",
    OnOff(),
    option=Option(
        "--stateless",
        help="begin every window with states of zero, instead of those of the window before",
    ),
    heading=Heading("State", "Whether the state is carried on from window to window", "state {}"),
    complaint="The file does not say whether its network carries its states on.",
)
SEED = Setting(
    "seed",
    "S&eed",
    "The same seed gives the same initial weights",
    WholeNumber(0, settings.LARGEST_SEED),
    settings.DEFAULT_SEED,
    option=Option(
        "--seed",
        "N",
        "number that decides the initial weights: the same seed, the same training "
        "(default: {usual})",
    ),
    heading=Heading("Seed", "It decides the initial weights", "seed {}"),
)

WAYS = (BOTH_WAYS, POOLING)
NETWORK: tuple[Setting, ...] = (EMBEDDING, CELL, LAYERS, *UNITS_OF_LAYERS, ACTIVATION, *WAYS)
"""What a network is made of, as it is asked for."""
LEARNING = (OPTIMIZER, LEARNING_RATE, RATE_FALL, CLIPS, CLIP_NORM, WINDOW, ROWS, STATEFUL, DROPOUT)
"""How it learns."""
START = (RECURRENT_START, SEED, FORGET_BIAS, INPUT_BIAS, CHRONO)
"""What its weights are before."""
_LAYERS = (LAYERS, UNITS, *UNITS_OF_LAYERS, ACTIVATION, *WAYS)
OF_NETWORK = (EMBEDDING, CELL, *_LAYERS, *START, *LEARNING)
"""All of them, a limit before what it bounds."""
FIELDS: dict[str, Setting] = {
    field.name: field for field in (*OF_NETWORK, EPOCHS, PREDICTED, BACKEND)
}
"""Everything by its name."""


def offered(field: Setting, others: Settings) -> Setting:
    """The same field with the limits that the other settings leave it.

    In a pattern every step of a window needs a row. Where a window is a sequence that was drawn,
    rows are other sequences, and it may be longer. Very many symbols must be embedded.
    """
    ports = others.ports
    if field.name == EMBEDDING.name and ports.features > MOST_SYMBOLS:
        kind = WholeNumber(1, settings.LARGEST_EMBEDDING)
        return replace(field, kind=kind, default=max(1, field.default))
    if ports == BITS or field.name not in (WINDOW.name, ROWS.name):
        return field.among(vars(others))
    longest = LONGEST_PADDED if ports.padded else LONGEST_SEQUENCE
    most = longest if field.name == WINDOW.name else most_rows(others.window, ports)
    return replace(field, kind=WholeNumber(1, most), not_below="")
