"""Which network suits reviews: what follows from them, and what learns them well."""

from __future__ import annotations

from dataclasses import replace

from networks.ports import MOST_SYMBOLS, Ports
from networks.settings import DEFAULT_EPOCHS, DEFAULT_SETTINGS, MOST_ROWS, Settings, most_rows
from tasks.reviews.corpus import TRAIN
from tasks.reviews.reviews import Reviews

FEW_WORDS = 500_000
"""Reviews that have fewer in their training part are learned best by a smaller network."""
_PORTS = Ports("one-hot", 2, padded=True)
SUITS_SENTENCES = replace(
    DEFAULT_SETTINGS,
    units=(32,),
    embedding=16,
    rows=32,
    window=48,  # No sentence is longer: each is read in one row.
    updates=16,
    learning_rate=0.01,
    rate_fall="run",
    epsilon=1e-7,
    stateful=False,
    ports=_PORTS,
)
"""A few thousand sentences, whose words can be learned by heart, but not their order."""
SUITS_REVIEWS = replace(
    SUITS_SENTENCES,
    embedding=64,
    units=(64,),
    both_ways=True,  # A point more is right after the first epoch than one way, in twice the time.
    pooling="max",  # Overfits later than "mean", which is ahead after one epoch, and not after two.
    dropout=0.5,  # Of what is pooled: without it words are known by heart after one epoch.
    rows=256,
    window=50,  # Gradients need not travel further, and products are fat.
    learning_rate=0.007,  # It falls to zero, and with it the noise of the last reviews.
    beta_2=0.9,  # With 0.999 the first review that has a word moves it by thirty full steps.
)
"""Tens of thousands of long ones, chopped, whose words most of what there is to know hangs on.

An embedding that begins with large numbers costs five points. ``python -m benchmarks.reviews``
measures what comes of all.
"""
EPOCHS_OF_MANY = 4
"""Of these: later the held-out loss rises, while they are learned by heart; and the rate is to have
fallen to zero before."""


def fit(problem: Reviews, settings: Settings) -> Settings:
    """The same for a network that learns these reviews.

    Whoever has chosen nothing gets what suits as many words as they have. A review that is not
    chopped is one row; all rows of a chopped one have room in one update.
    """
    ports = ports_of(problem)
    if ports != settings.ports:
        settings = replace(_suited(problem, settings), stateful=False).for_ports(ports)
    if ports.features > MOST_SYMBOLS and not settings.embedding:
        settings = replace(settings, embedding=SUITS_REVIEWS.embedding)
    longest = problem.longest
    window = max(settings.window, -(-longest // MOST_ROWS)) if problem.is_chopped else longest
    rows = min(max(settings.rows, -(-longest // window)), most_rows(window, ports))
    return replace(settings, window=window, rows=rows, stateful=False)


def epochs_of(problem: Reviews) -> int:
    """How many suit so many words."""
    return DEFAULT_EPOCHS if usual(problem) is SUITS_SENTENCES else EPOCHS_OF_MANY


def ports_of(problem: Reviews) -> Ports:
    """A symbol for each word that is known, and one answer."""
    return replace(_PORTS, features=len(problem.glyphs))


def usual(problem: Reviews) -> Settings:
    """What suits so many words."""
    of_training = problem.lengths[problem.corpus.part == TRAIN].sum()
    return SUITS_SENTENCES if of_training < FEW_WORDS else SUITS_REVIEWS


def _suited(problem: Reviews, settings: Settings) -> Settings:
    """Settings for other reviews, or for another task, as far as they suit these."""
    suits = usual(problem)
    if not settings.ports.padded:
        return replace(settings, window=suits.window, rows=suits.rows)
    is_usual = settings.for_ports(_PORTS) in (SUITS_SENTENCES, SUITS_REVIEWS)
    return suits if is_usual else settings
