"""What happens inside a network while it reads a sequence, as a file for other programs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from networks.numpy_network import restored
from networks.readings import Trace
from networks.settings import Settings
from tasks.sample import Sample


def trace_of(settings: Settings, snapshot: Mapping[str, np.ndarray], symbols: np.ndarray) -> Trace:
    """What goes on in a network while it reads ``symbols`` from zero state.

    The net written from scratch computes it from the weights in ``snapshot``, whichever
    backend trained these.
    """
    return restored(settings, snapshot).trace(symbols)


def save_trace(path: Path, read: Sample, trace: Trace) -> None:
    """Write an ``.npz`` file with the gates and states of every layer, step by step.

    Its arrays: ``input``, what was read, ``(steps,)`` or ``(steps, channels)``, uint8, of more
    than 256 symbols uint16, of numbers that are not whole float32; for each recurrent layer
    what its cell computes, by its symbol,
    ``(steps, units)``: of an LSTM ``layer1/i``, ``/f``, ``/g``, ``/o``, ``/c`` and ``/h``; of
    layers that read both ways besides ``layer1_back/i`` and so on, at each place of the sequence;
    ``output``, ``(steps,)`` or ``(steps, outputs)``: what is answered after each step, of a
    pattern the probability that the next symbol is a 1.

    Of a sequence there is besides how it is written: ``input_glyphs``, text ``(steps,)``;
    ``output_glyphs``, text ``(outputs,)``, what the answers are called that there can be;
    ``expected``, text ``(answers,)``, what is to be answered after the last steps.

    Raises:
        OSError: the file cannot be written.
    """
    arrays = {"input": read.given.astype(_kind(read)), "output": trace.output}
    if read.answers:
        expected = [read.glyph(target) for target in read.targets[-read.answers :]]
        glyphs = {"input": read.shown, "output": read.classes}
        arrays |= {f"{name}_glyphs": np.array(each, str) for name, each in glyphs.items()}
        arrays["expected"] = np.array(expected, str)
    for way, layers in ("", trace.layers), ("_back", trace.back):
        for number, layer in enumerate(layers, start=1):
            arrays |= {f"layer{number}{way}/{name}": values for name, values in layer.items()}
    with open(path, "wb") as file:  # Given a path, savez would add to an ending in capitals.
        np.savez(file, **arrays)  # type: ignore[arg-type]


def _kind(read: Sample) -> type[np.generic]:
    """What holds all that can be read."""
    are_symbols = read.given.ndim == 1 and len(read.features) > 1
    if not (are_symbols or np.issubdtype(read.given.dtype, np.integer)):
        return np.float32
    return np.uint8 if len(read.features) <= 256 else np.uint16
