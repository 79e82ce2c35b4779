"""What a network heeds: how much what it says depends on each symbol that it has read before.

The gradient of ln p of what it says by what it reads at a step tells how much a small change
there would change its mind (Madsen 2019 draws it as colour of the text).
"""

from __future__ import annotations

import numpy as np

from inspection.microscope import Inspection
from networks.numpy_network import restored
from tasks.heads import LINEAR
from training.checkpoint import TrainedState


def connectivity(seen: Inspection, state: TrainedState, step: int) -> np.ndarray:
    """How strongly what is said after ``step`` hangs on what is read at each step up to it.

    Args:
        seen: what the network read and said.
        state: the network as it was then.
        step: from 0, after which it says something.

    Returns:
        The length of ∂ ln p / ∂x at each step from the first, ``(step + 1,)``: x is what the
        first layer reads, and p the probability of what was said; of a number that is said,
        that of its own gradient. 0 where the states were zeroed in between and the output reads
        the last alone.
    """
    network = restored(seen.settings, state.snapshot)
    cuts = [cut for cut in seen.settings.cuts(seen.steps) if cut <= step]
    # Half the squared error has the slope of the number itself, where that is one above.
    target = seen.said[step] - (seen.head is LINEAR)
    with np.errstate(all="ignore"):
        dx = network.input_gradients(np.split(seen.sample.given[: step + 1], cuts), target)
        lengths: np.ndarray = np.linalg.norm(dx, axis=1)
    return lengths
