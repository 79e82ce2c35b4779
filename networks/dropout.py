"""Dropout: which units are left out in training. It is data, so that every backend does the same.

Left out is of what the embedding and each recurrent layer pass up, in each row other units and
the same at all steps of a window (Gal & Ghahramani 2016): what is passed on from step to step
stays whole. Of a sequence that stands in several rows it is the same in all of them, so none of
them tells what is left out of the others.
"""

from __future__ import annotations

import numpy as np

from networks.settings import Settings

_LEFT_OUT = 2**33
"""Beside a seed it stands for what is left out."""


def sizes_of_masks(settings: Settings) -> tuple[int, ...]:
    """Numbers of a row that can be left out: those of the embedding, if any, and of each layer."""
    return (*filter(None, (settings.embedding,)), *settings.passed_up)


def draw_masks(
    settings: Settings, seed: int, epoch: int, call: int, targets: np.ndarray | None = None
) -> np.ndarray | None:
    """What is kept in the updates of a call, bool ``(updates, rows, numbers)``; None keeps all.

    The numbers are those of :func:`sizes_of_masks` side by side. ``targets`` are those of the
    call, where sequences are padded: a row without one belongs to the next that has one; without
    any each row stands alone.
    """
    if not settings.dropout:
        return None
    rng = np.random.default_rng([seed, _LEFT_OUT, epoch, call])
    shape = settings.window_shape.updates_at_once, settings.rows, sum(sizes_of_masks(settings))
    kept = rng.random(shape, np.float32) >= settings.dropout
    if targets is None or not settings.ports.padded:
        return kept
    return np.take_along_axis(kept, _ends_of_sequences(targets)[..., np.newaxis], axis=1)


def _ends_of_sequences(targets: np.ndarray) -> np.ndarray:
    """Of each row the last of its sequence, ``(updates, rows)``; padding has the last of all."""
    rows = targets.shape[1]
    ends = np.where(np.isfinite(targets[..., 0]), np.arange(rows), rows - 1)
    return np.minimum.accumulate(ends[:, ::-1], axis=1)[:, ::-1]
