"""What a network heeds: how much what it says depends on each symbol that it has read before.

The gradient of ln p of what it says by what it reads at a step tells how much a small change
there would change its mind (Madsen 2019 draws it as colour of the text).
"""

from __future__ import annotations

import numpy as np

from inspection.microscope import Inspection
from networks.numpy_network import NumpyNetwork, numpy_network
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
        that of its own gradient. 0 where the states were zeroed in between.
    """
    network = numpy_network(seen.settings)
    network.restore(state.snapshot)
    if seen.settings.ports.padded:
        return _of_pieces(network, seen, step)
    first = _first_heard(seen, step)
    # Half the squared error has the slope of the number itself, where that is one above.
    target = seen.said[step] - (seen.head is LINEAR)
    with np.errstate(all="ignore"):
        dx = network.input_gradients(seen.sample.given[None, first : step + 1], target[None])
        lengths = np.linalg.norm(dx[..., 0], axis=1)
    return np.concatenate([np.zeros(first), lengths])


def _of_pieces(network: NumpyNetwork, seen: Inspection, step: int) -> np.ndarray:
    """The same where each piece begins from zero state, and all of them may be answered of."""
    begins = [cut for cut in (0, *seen.settings.cuts(seen.steps)) if cut <= step]
    ends = [*begins[1:], step + 1]
    lengths = np.subtract(ends, begins)
    rows = np.zeros((len(begins), lengths.max(), 1), np.float32)
    for row, begin, end in zip(rows, begins, ends, strict=True):
        row[begin - end :, 0] = seen.sample.given[begin:end]
    marks = np.full((len(begins), 1), np.nan)
    marks[-1] = 0
    (z,) = network.contributions(rows, marks).z
    # ∂ ln p / ∂z is what p lacks to 1.
    lacks = np.exp(-np.logaddexp(0, z if seen.said[step] else -z))
    of_rows = lacks * np.linalg.norm(network.slopes(rows, marks), axis=1).T
    pieces = zip(of_rows, lengths, strict=True)
    return np.concatenate([row[-length:] for row, length in pieces])


def _first_heard(seen: Inspection, step: int) -> int:
    """The first step that counts for what is said after another."""
    if seen.settings.pooling != "last":
        return 0  # It is said from all states, those of earlier stretches too.
    return max(cut for cut in (0, *seen.settings.cuts(seen.steps)) if cut <= step)
