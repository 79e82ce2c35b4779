"""The lag experiment in words."""

from __future__ import annotations

from experiments.lag import LEARNED, WINDOW
from experiments.lag_experiment import LagExperiment
from experiments.sweep_file import SweepCurve
from formatting import share_text
from views.sweep_words import points_done

TASK = (
    f"The task: read random bits, and after every {WINDOW} of them say which bit came k steps "
    "before the last one. Nothing but memory helps: who guesses is right half of the time (50 %)."
)
TOO_FEW = "Tick a network to measure it."
TOO_MANY = "So many networks cannot be told apart in one plot: tick {most} at most."
NOTHING_YET = "Choose networks and press Start: each learns every lag k, from 1 on."


def reach(curve: SweepCurve) -> int:
    """The longest lag up to which a network has learned every one; 0 if not even the first."""
    lag = 0
    while lag + 1 in curve.points and curve.points[lag + 1].accuracy >= LEARNED:
        lag += 1
    return lag


def describe(curve: SweepCurve) -> str:
    """How far back a network remembers, as far as it was measured."""
    lag = reach(curve)
    if lag == max(curve.points, default=0):
        return f"{curve.learner.title}: every lag so far, up to k = {lag}."
    if lag == 0:
        return f"{curve.learner.title}: not even k = 1."
    return f"{curve.learner.title}: up to k = {lag}."


def under_way(experiment: LagExperiment) -> str:
    """What is being measured right now."""
    step = experiment.under_way
    if step is None:
        return points_done(experiment)
    point = step.point
    return (
        f"{step.learner.title}, k = {point.lag}: {share_text(point.accuracy, 0)} after "
        f"{point.updates:,} updates ({points_done(experiment)})"
    )
