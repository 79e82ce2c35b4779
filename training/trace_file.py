"""What happens inside a network while it reads a sequence, as a file for other programs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from training.numpy_network import numpy_network
from training.settings import Settings


def save_trace(
    path: Path, settings: Settings, snapshot: Mapping[str, np.ndarray], symbols: np.ndarray
) -> None:
    """Write an ``.npz`` file with the gates and states of every layer, step by step.

    The net written from scratch computes them from the weights in ``snapshot``, whichever
    backend trained these, from zero state.

    Its arrays: ``input``, uint8 ``(steps,)``; for each recurrent layer what its cell computes,
    by its symbol, ``(steps, units)``: of an LSTM ``layer1/i``, ``/f``, ``/g``, ``/o``, ``/c``
    and ``/h``; ``output``, ``(steps,)``: after each step, the probability that the next symbol
    is a 1.

    Raises:
        OSError: the file cannot be written.
    """
    network = numpy_network(settings)
    network.restore(snapshot)
    trace = network.trace(symbols)
    arrays = {"input": symbols.astype(np.uint8), "output": trace.output}
    for number, layer in enumerate(trace.layers, start=1):
        arrays |= {f"layer{number}/{name}": values for name, values in layer.items()}
    with open(path, "wb") as file:  # Given a path, savez would add to an ending in capitals.
        np.savez(file, **arrays)  # type: ignore[arg-type]
