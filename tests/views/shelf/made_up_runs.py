"""Runs that were made up: no network is needed to show them."""

from dataclasses import replace

import numpy as np

from networks.settings import DEFAULT_SETTINGS
from shelf.run import Run
from tasks.pattern import Pattern
from tasks.registry import task_of

RUN = Run(
    backend="numpy",
    settings=DEFAULT_SETTINGS,
    seed=0,
    problem=Pattern("0011"),
    parameters=30_651,
    loss=(0.7, 0.4, 0.1),
    accuracy=(0.5, 0.8, 1.0),
    seconds=(0.1, 0.1, 0.1),
    first_faultless=2,
    right_for=1000,
    id="a",
    number=1,
    date="2024-01-01T00:00:00",
)


def with_settings(run, **settings):
    return replace(run, settings=replace(run.settings, **settings))


def with_problem(run, problem):
    """The same on a problem, by a network that fits it."""
    settings = task_of(problem).fit(problem, run.settings)
    return replace(run, problem=problem, settings=settings)


def longer(run, epochs):
    """The same run after so many epochs."""
    curve = tuple(np.linspace(0.7, 0.1, epochs))
    return replace(run, loss=curve, accuracy=curve, seconds=curve)
