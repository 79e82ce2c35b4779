"""Prepared trainings whose gradients vanish or explode on their way back through time."""

from __future__ import annotations

from dataclasses import replace

from experiments.prepared_training import PreparedTraining
from networks.settings import Settings
from tasks.pattern import Pattern
from training.learner import Learner

_VANISHING = Settings(
    units=(20,),
    rows=16,
    updates=8,
    passes=1,
    optimizer="sgd",
    learning_rate=0.05,
    final_learning_rate=0.05,
)
_EXPLODING = Settings(
    cell="simple_rnn",
    units=(20,),
    activation="linear",
    stateful=False,
    window=32,
    updates=4,
    passes=1,
    optimizer="sgd",
    learning_rate=0.008,
    final_learning_rate=0.008,
)

VANISHING = PreparedTraining(
    title="Vanishing gradient",
    says=(
        "Both networks learn 0,1,0,1. In the simple RNN every step back multiplies the "
        "gradient by the slope of tanh and by the recurrent weights, and soon nothing is left. "
        "In the LSTM the cell state passes it on, multiplied by the forget gate alone. This "
        "pattern needs no memory, so the simple RNN learns it all the same, and sooner."
    ),
    problem=Pattern("01"),
    epochs=12,
    look_at=12,
    learners=(
        # In the order, and so in the colours, in which the window of your own gradients has them.
        Learner("LSTM, forget gate open", replace(_VANISHING, cell="lstm", forget_bias=3.0)),
        Learner("Simple RNN", replace(_VANISHING, cell="simple_rnn")),
    ),
)
EXPLODING = PreparedTraining(
    title="Exploding gradient",
    says=(
        "Simple RNNs without tanh, so that nothing holds them back: every step back multiplies "
        "the gradient by the same weights, and once these stretch it, it grows. Without "
        "clipping, one such gradient throws the weights far, and the loss leaps; clipped to a "
        "length of 1, the same training goes on and learns. Step on to see it happen."
    ),
    problem=Pattern("00010111"),
    epochs=16,
    look_at=3,
    learners=(
        Learner("Without clipping", replace(_EXPLODING, clip_norm=None)),
        Learner("Clipped to 1", replace(_EXPLODING, clip_norm=1.0)),
    ),
)
EXAMPLES = {"vanishing": VANISHING, "exploding": EXPLODING}
