"""A prepared training in which a unit is seen to count, and its forget gate to begin anew."""

from __future__ import annotations

from experiments.prepared_training import PreparedTraining
from networks.settings import Settings
from tasks.pattern import Pattern
from training.learner import Learner

COUNTING = PreparedTraining(
    title="Two units count to four",
    says=(
        "Two LSTM units learn 0,0,0,1. Look at unit 2: with each 0 its cell state c climbs a "
        "step, which is how it counts; at each 1 its forget gate f closes, so the old c is let "
        "go and the count begins anew. Nobody told it to. From about every second seed it finds "
        "another way; try some."
    ),
    problem=Pattern("0001"),
    epochs=20,
    look_at=20,
    learners=(Learner("LSTM, 2 units", Settings(units=(2,), rows=16, passes=4).at_rate(0.02)),),
    seed=1,
)

COUNTING_UNIT = 1
"""The unit that counts with the seed of the example, from 0."""
