"""A book prepared in two other ways than suits it best: as the lecture cuts it, and by words."""

from __future__ import annotations

from dataclasses import replace

from experiments.prepared_training import PreparedTraining
from tasks.text.book import default_book
from tasks.text.book_task import LECTURE_ROWS, LECTURE_WINDOW, SUITS_A_BOOK, fit
from training.learner import Learner

_IN_WINDOWS = replace(default_book(), cut="windows")
_BY_WORDS = replace(default_book(), by="words")
_OF_THE_LECTURE = replace(
    SUITS_A_BOOK,
    embedding=0,
    dropout=0.2,
    rows=LECTURE_ROWS,
    window=LECTURE_WINDOW,
    learning_rate=0.001,
    final_learning_rate=0.001,
    rate_fall="epochs",
    clip_norm=None,
    beta_2=0.999,
)
"""Adam as Keras has it."""
_OF_WORDS = replace(SUITS_A_BOOK, units=(128,), embedding=64, dropout=0.3, learning_rate=0.006)

LECTURE = PreparedTraining(
    title="Text, as the lecture cuts it",
    says="Windows of 99 characters, each a number from 0 to 1, and a single one to predict after "
    "each: a hundred times as much is read for each that is learned from. An epoch is 32,768 of "
    "the windows and takes minutes. In the same time the network that reads in rows (preset text) "
    "has seen the book many times, with every character for a target.",
    problem=_IN_WINDOWS,
    learners=(Learner("LSTM 256 on windows", fit(_IN_WINDOWS, _OF_THE_LECTURE)),),
    epochs=5,
)
WORDS = PreparedTraining(
    title="Text, by words",
    says="The same book, read word by word: the commonest words have a line each in the table of "
    "the embedding, all others share one. Bits per character compare it with the network that "
    "reads characters, what it takes to spell the unknown words included.",
    problem=_BY_WORDS,
    learners=(Learner("LSTM 128 on words", fit(_BY_WORDS, _OF_WORDS)),),
    epochs=6,
)
TEXT_PRESETS = {"lecture": LECTURE, "words": WORDS}
