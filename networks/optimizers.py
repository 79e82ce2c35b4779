"""Ways from gradients to new weights, each written from scratch; Adam is in :mod:`custom_lstm`.

The formulas are those of Keras, epsilon's place included.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from custom_lstm import Adam, Optimizer

MOMENTUM = 0.9
"""How slowly SGD's velocity fades: the usual value."""


class RMSprop(Optimizer):
    """RMSprop (Hinton 2012): the gradient over its own recent size.

    It remembers v, the running mean of the gradient's square.
    """

    slots = ("v",)

    def _move(self, weights: Any, gradient: Any, rate: float, *memory: Any) -> None:
        """weights −= rate·gradient / √(v + ε²), with v as Adam has it."""
        (v,) = memory
        v += (1 - self.settings.beta_2) * (gradient * gradient - v)
        weights -= rate * gradient / np.sqrt(v + self.settings.epsilon**2)


class SGD(Optimizer):
    """Stochastic gradient descent with momentum (Polyak 1964).

    It remembers m, the velocity: what is left of all steps so far.
    """

    slots = ("m",)

    def _move(self, weights: Any, gradient: Any, rate: float, *memory: Any) -> None:
        """weights += m, where m is a share of the last step and the one downhill."""
        (m,) = memory
        m *= MOMENTUM
        m -= rate * gradient
        weights += m


class Adagrad(Optimizer):
    """Adagrad (Duchi et al. 2011): the gradient over the size of all before it.

    It remembers v, the sum of the gradient's squares; since that only grows, the steps get
    ever smaller.
    """

    slots = ("v",)

    def _move(self, weights: Any, gradient: Any, rate: float, *memory: Any) -> None:
        """weights −= rate·gradient / √(v + ε²)."""
        (v,) = memory
        v += gradient * gradient
        weights -= rate * gradient / np.sqrt(v + self.settings.epsilon**2)


OPTIMIZERS: dict[str, type[Optimizer]] = {
    "adam": Adam,
    "rmsprop": RMSprop,
    "sgd": SGD,
    "adagrad": Adagrad,
}
"""By the names in the settings."""
