"""What is written next, drawn from what a network holds likely."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Sampling(NamedTuple):
    """How the next symbol is chosen.

    Attributes:
        temperature: below 1 what is likely is written yet more often; 0 is always the likeliest.
        top_k: only so many of the likeliest can be drawn; 0 is all.
        top_p: only as few of the likeliest as have so much probability together; 1 is all.
        seed: of the drawing, so that it repeats.
    """

    temperature: float = 0.8
    top_k: int = 0
    top_p: float = 1.0
    seed: int = 0


def distribution(p: np.ndarray, sampling: Sampling) -> np.ndarray:
    """The probabilities from which is drawn: with temperature, then cut, and 1 together.

    Of equally likely symbols the first ones stay.

    Args:
        p: of every class, not negative; ``(classes,)``.

    Returns:
        ``(classes,)`` in float64; what cannot be drawn is 0.

    Raises:
        ValueError: the probabilities are no numbers, or all 0.
    """
    if not 0 < p.sum() < np.inf:
        raise ValueError("The network's answers are no numbers: nothing can be drawn from them.")
    p = _with_temperature(p.astype(np.float64), sampling.temperature)
    if 0 < sampling.top_k < np.count_nonzero(p):
        p = _first(p, sampling.top_k)
    if sampling.top_p < 1:
        in_order = np.cumsum(np.sort(p)[::-1])
        p = _first(p, 1 + int(np.searchsorted(in_order, sampling.top_p * in_order[-1])))
    return p / p.sum()


def draw(p: np.ndarray, rng: np.random.Generator) -> int:
    """A class, each as often as is probable; one of probability 0 is never drawn."""
    up_to = np.cumsum(p)
    return int(np.searchsorted(up_to, rng.random() * up_to[-1], side="right"))


def _with_temperature(p: np.ndarray, temperature: float) -> np.ndarray:
    """p to the power of 1/temperature, in proportion; the likeliest is 1, so none overflows."""
    likeliest = p.max()
    if temperature == 0:
        return _first(p, 1) / likeliest
    with np.errstate(divide="ignore", over="ignore"):  # What is impossible stays so.
        return np.exp(np.log(p / likeliest) / temperature)


def _first(p: np.ndarray, count: int) -> np.ndarray:
    """The likeliest ``count`` of them, and 0 in place of the others."""
    if count >= len(p):
        return p
    least = np.partition(p, -count)[-count]
    above = p > least
    as_likely = np.flatnonzero(p == least)[: count - np.count_nonzero(above)]
    above[as_likely] = True
    return np.where(above, p, 0)
