"""Races that are prepared: on which problem a gate wins, and on which it does not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from experiments.prepared_training import PreparedTraining
from networks.settings import DEFAULT_SETTINGS, Settings
from tasks.adding import Adding
from tasks.copying import Copy
from tasks.count import COUNT
from tasks.lag import Lag
from tasks.marked import Marked
from tasks.order import Order
from tasks.reber import Reber
from tasks.registry import task_of
from tasks.task import Problem
from tasks.text.book import Book, default_book
from tasks.text.book_task import SUITS_A_BOOK
from training.learner import Learner

_FEW_PAGES = 60_000
"""Characters of a book that is soon known by heart."""


def _network(cell: str, rate: float, units: int, **further: Any) -> Settings:
    """A network of one layer at a rate that does not fall."""
    settings = replace(DEFAULT_SETTINGS, units=(units,), learning_rate=rate, **further)
    return replace(settings, final_learning_rate=rate).for_cell(cell)


def _race(problem: Problem, networks: dict[str, Settings], **told: Any) -> PreparedTraining:
    learners = (_learner(problem, title, each) for title, each in networks.items())
    return PreparedTraining(problem=problem, learners=tuple(learners), **told)


def _learner(problem: Problem, title: str, settings: Settings, **otherwise: Any) -> Learner:
    """With these fields of the problem otherwise."""
    learner = Learner(title, settings, tuple(otherwise.items()))
    return replace(learner, settings=task_of(problem).fit(learner.learns(problem), settings))


_OF_FEW_PAGES = replace(
    SUITS_A_BOOK,
    units=(128,),
    dropout=0.0,
    learning_rate=0.006,
    final_learning_rate=0.006,
    rate_fall="epochs",
)

_PAGES = Book(default_book().text[:_FEW_PAGES], "Python topics, first pages")
_IN_ROWS = replace(SUITS_A_BOOK, units=(128,), dropout=0.0)
_IN_WINDOWS = replace(_IN_ROWS, embedding=0, dropout=0.2, learning_rate=0.004, updates=4, passes=1)
"""So many updates take as long as the rows take to read all of these pages."""

RACES = {
    "race-marked": _race(
        Marked(length=50),
        {
            "LSTM": _network("lstm", 0.01, 16, chrono=50, passes=2),
            "GRU": _network("gru", 0.01, 16, passes=2),
            "Simple RNN": _network("simple_rnn", 0.003, 16, passes=2),
        },
        title="A bit among distractors",
        says="One bit of 50 is to be kept, and 49 are to be kept out. The LSTM begins with its "
        "forget gates open (chrono) and learns it; the simple RNN, which begins with orthogonal "
        "weights, does not, and the GRU, whose gate begins half open, does not either.",
        epochs=7,
    ),
    "race-order": _race(
        Order(length=50),
        {
            "LSTM": _network("lstm", 0.01, 8, chrono=50, passes=2),
            "GRU": _network("gru", 0.01, 8, passes=2),
            "Simple RNN": _network("simple_rnn", 0.003, 8, passes=2),
        },
        title="The order of two marks, 50 steps long",
        says="With forget gates that begin open (chrono) the LSTM is the first. The simple RNN "
        "and the GRU come later, or not at all in so many epochs.",
        epochs=8,
    ),
    "race-reber": _race(
        Reber(continual=True),
        {
            "LSTM": _network("lstm", 0.01, 12, passes=2),
            "LSTM of 1997": _network("lstm_1997", 0.01, 12, passes=2),
        },
        title="Without forget gate, on a grammar that never stops",
        says="Nobody tells where one string ends and the next begins. The LSTM learns to forget "
        "there; that of 1997, which cannot, does not come to know the symbol to be remembered.",
        epochs=12,
    ),
    "race-count": _race(
        COUNT.example,
        {
            "LSTM of 1997": COUNT.settings,
            "LSTM": _network("lstm", 0.02, 4, passes=2),
            "GRU": _network("gru", 0.02, 4, passes=2),
        },
        title="Counting beyond what was trained",
        says="All learn to count to 10. Asked for more, both LSTM go on further, since a cell "
        "state can grow with every letter; what the GRU keeps lies between −1 and 1. A forget gate "
        "that lets go a little at each step is in the way here.",
        epochs=10,
    ),
    "race-adding": _race(
        Adding(length=30),
        {
            "LSTM": _network("lstm", 0.01, 8, chrono=30),
            "Coupled LSTM": _network("coupled", 0.01, 8, chrono=30),
        },
        title="Without an input gate of its own",
        says="Two of 30 numbers are to be added. The coupled LSTM has no input gate: it lets in as "
        "much as its forget gate lets go. It learns the sums, too, but later than the LSTM.",
        epochs=12,
    ),
    "race-lag": _race(
        Lag(lag=8),
        {
            "Simple RNN": _network("simple_rnn", 0.02, 20, passes=2),
            "LSTM": _network("lstm", 0.02, 20, passes=2),
            "GRU": _network("gru", 0.02, 20, passes=2),
        },
        title="A delay line, where gates lose",
        says="Every bit is needed, eight steps later, so that there is nothing to keep out. "
        "Orthogonal weights pass all of them on from the start: the simple RNN wins, and gates are "
        "in the way.",
        epochs=5,
    ),
    "race-dropout": _race(
        _PAGES,
        {
            "Dropout 0.4": replace(_OF_FEW_PAGES, dropout=0.4),
            "Without": _OF_FEW_PAGES,
        },
        title="A text that is learned by heart",
        says="With so little to read, the network without dropout soon knows it by heart: its "
        "training loss goes on falling, but from about the eighth epoch on its held-out loss "
        "rises. With dropout a network learns more slowly, and for longer.",
        epochs=16,
    ),
    "race-rows": PreparedTraining(
        problem=_PAGES,
        learners=(
            _learner(_PAGES, "In rows", _IN_ROWS),
            _learner(_PAGES, "In windows", _IN_WINDOWS, cut="windows"),
        ),
        title="A text in rows, and as the lecture cuts it",
        says="An epoch takes both about as long, since as many characters are read. In rows each "
        "of them is a target as well; in windows of 99 only what follows the last one is, so that "
        "it learns from a hundredth as many, and does not even know which letters are common.",
        epochs=8,
    ),
    "race-copy": _race(
        Copy(symbols=4, wait=5),
        {
            "Simple RNN, no tanh": _network("simple_rnn", 0.003, 64, activation="linear", passes=2),
            "LSTM": _network("lstm", 0.01, 64, passes=2),
            "GRU": _network("gru", 0.01, 64, passes=2),
        },
        title="Copying, where gates lose",
        says="All that is read has to be written down again, and nothing has to be decided. A "
        "simple RNN with orthogonal weights and without tanh loses nothing on the way, and is the "
        "first by far.",
        epochs=6,
    ),
}
"""By their names in the terminal. Who is said to win is listed first:
``benchmarks/prepared_races.py`` shows that it is so."""
