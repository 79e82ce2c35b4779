"""What an output can answer besides a probability: one of many classes, or a number."""

from __future__ import annotations

import numpy as np

from custom_lstm import PROBABILITY, OutputKind


def log_softmax(z: np.ndarray) -> np.ndarray:
    """ln p of each class, p = e^z / Σ e^z over the outputs; the largest z is taken out first."""
    z = z - z.max(axis=-2, keepdims=True)
    return np.subtract(z, np.log(np.exp(z).sum(axis=-2, keepdims=True)), out=z)


def cross_entropy(z: np.ndarray, classes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """−ln p of the class that was wanted; y is 1 there, and 0 at all others."""
    places = np.arange(len(z))[:, None], classes[:, 0].astype(int), np.arange(z.shape[-1])
    log_p = log_softmax(z)
    losses, dz = -log_p[places], np.exp(log_p, out=log_p)
    dz[places] -= 1
    return losses, dz


HEADS = {
    "sigmoid": PROBABILITY,
    "softmax": OutputKind(lambda z: np.exp(log_softmax(z)), cross_entropy),
    "linear": OutputKind(lambda z: z, lambda z, y: ((z - y) ** 2 / 2, z - y)),
}
"""Is it a 1? Which of so many? How much? (Half the square is a normal distribution's −ln p.)"""


def of_asked(kind: OutputKind) -> OutputKind:
    """The same where not a number stands for nothing wanted, in rows to which there is one answer.

    What these say is compared with nothing, and the others count for them: the mean over all is
    that over those that were asked, and 0 if none was: then there is no slope, and weights move
    only as far as an optimizer goes on by what it remembers.
    """

    def compare(z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        asked = ~np.isnan(y)
        losses, dz = kind.compare(z, np.where(asked, y, 0))
        share = asked * z.dtype.type(asked.size / max(asked.sum(), 1))
        return losses * share.reshape(losses.shape), dz * share

    return OutputKind(kind.p, compare)
