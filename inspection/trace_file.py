"""What happens inside a network while it reads a sequence, as a file for other programs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from networks.numpy_network import Trace, numpy_network
from networks.settings import Settings


def trace_of(settings: Settings, snapshot: Mapping[str, np.ndarray], symbols: np.ndarray) -> Trace:
    """What goes on in a network while it reads ``symbols`` from zero state.

    The net written from scratch computes it from the weights in ``snapshot``, whichever
    backend trained these.
    """
    network = numpy_network(settings)
    network.restore(snapshot)
    return network.trace(symbols)


def save_trace(path: Path, symbols: np.ndarray, trace: Trace) -> None:
    """Write an ``.npz`` file with the gates and states of every layer, step by step.

    Its arrays: ``input``, uint8 ``(steps,)``; for each recurrent layer what its cell computes,
    by its symbol, ``(steps, units)``: of an LSTM ``layer1/i``, ``/f``, ``/g``, ``/o``, ``/c``
    and ``/h``; ``output``, ``(steps,)``: after each step, the probability that the next symbol
    is a 1.

    Raises:
        OSError: the file cannot be written.
    """
    arrays = {"input": symbols.astype(np.uint8), "output": trace.output}
    for number, layer in enumerate(trace.layers, start=1):
        arrays |= {f"layer{number}/{name}": values for name, values in layer.items()}
    with open(path, "wb") as file:  # Given a path, savez would add to an ending in capitals.
        np.savez(file, **arrays)  # type: ignore[arg-type]
