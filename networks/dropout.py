"""Dropout: which units are left out in training. It is data, so that every backend does the same.

Left out is of what the embedding and each recurrent layer pass up, in each row other units and
the same at all steps of a window (Gal & Ghahramani 2016): what is passed on from step to step
stays whole.
"""

from __future__ import annotations

import numpy as np

from networks.settings import Settings

_LEFT_OUT = 2**33
"""Beside a seed it stands for what is left out."""


def sizes_of_masks(settings: Settings) -> tuple[int, ...]:
    """Numbers of a row that can be left out: those of the embedding, if any, and of each layer."""
    return (*filter(None, (settings.embedding,)), *settings.passed_up)


def draw_masks(settings: Settings, seed: int, epoch: int, call: int) -> np.ndarray | None:
    """What is kept in the updates of a call, bool ``(updates, rows, numbers)``; None keeps all.

    The numbers are those of :func:`sizes_of_masks` side by side.
    """
    if not settings.dropout:
        return None
    rng = np.random.default_rng([seed, _LEFT_OUT, epoch, call])
    shape = settings.window_shape.updates_at_once, settings.rows, sum(sizes_of_masks(settings))
    return rng.random(shape, np.float32) >= settings.dropout
