"""Reviews as four sources read them: what they built, and what they report of it.

Where a source leaves something open (words that have a symbol of their own, words of a review
that are read, units), it is chosen here so that its figures come about.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from experiments.prepared_training import PreparedTraining
from tasks.others import Reached
from tasks.reviews.fitting import SUITS_REVIEWS
from tasks.reviews.others import REACHED
from tasks.reviews.review_task import REVIEWS
from training.learner import Learner

_AS_KERAS_HAS_IT = replace(
    SUITS_REVIEWS,
    both_ways=False,
    pooling="last",
    dropout=0.0,
    rows=32,
    learning_rate=0.001,
    final_learning_rate=0.001,
    rate_fall="epochs",
    clip_norm=None,
    beta_2=0.999,
    epsilon=1e-7,
)
"""Adam as it is there, batches of 32, and the state after the last word."""
_READ = 240
"""Symbols of a review that are read: its last ones, as Keras cuts them. They stand for 200 words
of Keras' own data, which have no marks among them."""


def _reported(reached: Reached, when: str) -> str:
    """What a source says of its network, and of which of its epochs."""
    return (
        f"The source reports {reached.training:.2f} % of the reviews it was trained on and "
        f"{reached.held_out:.2f} % of others {when} {reached.after} epochs."
    )


def _preset(
    name: str, title: str, says: str, words: int, epochs: int, when: str = "after", **settings: Any
) -> PreparedTraining:
    problem = replace(REVIEWS.example, words=words, length=_READ, cut="last")
    network = replace(_AS_KERAS_HAS_IT, window=_READ, **settings)
    return PreparedTraining(
        title=title,
        says=f"{says} {_reported(REACHED[name], when)}",
        problem=problem,
        learners=(Learner(title, REVIEWS.fit(problem, network)),),
        epochs=epochs,
    )


REVIEW_PRESETS = {
    "reviews-one-hot": _preset(
        "reviews-one-hot",
        "Reviews: LSTM on one-hot words",
        "Each of 5,000 words has weights of its own into every gate, and none is like another: a "
        "million numbers that learn the reviews by heart.",
        words=5_000,
        epochs=15,
        units=(64,),
        embedding=0,
    ),
    "reviews-lstm": _preset(
        "reviews-lstm",
        "Reviews: LSTM on Keras' IMDB",
        "An embedding of 32 numbers and an LSTM of 100 units that answers after the last word. It "
        "is stopped before it overfits.",
        words=5_000,
        epochs=3,
        units=(100,),
        embedding=32,
    ),
    "reviews-two-ways": _preset(
        "reviews-two-ways",
        "Reviews: two bidirectional layers",
        f"Keras' own example ({REACHED['reviews-two-ways'].by}): two layers of 64 units, each of "
        "which reads from both ends, over an embedding of 128 numbers.",
        words=20_000,
        epochs=2,
        units=(64, 64),
        embedding=128,
        both_ways=True,
    ),
    "reviews-embedding": _preset(
        "reviews-embedding",
        "Reviews: embedding 100 and LSTM",
        "After the second or third epoch the held-out loss rises, while the network goes on to "
        "learn by heart what it is trained on. Best Epoch goes back to the least held-out loss.",
        words=10_000,
        epochs=8,
        when="at the best of",
        units=(100,),
        embedding=100,
    ),
}
"""By the names that the command line has for them."""
