"""What a network of given settings is made of at rest: every array, its shape, what it is called.

So what a file holds can be checked before it is read, and without making the network.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from cells.registry import CELLS
from file_parts import FileProblem
from formatting import counted
from networks.settings import Settings

STEP = "optimizer/step"
_MOST_UPDATES = 2**53
_WEIGHTS = ("kernel", "recurrent kernel", "bias", "peephole weights")
_SLOTS = {"m": "mean gradient", "v": "mean squared gradient"}
"""The optimizers' memory, in words."""


class NetworkArray(NamedTuple):
    """One array of a network.

    Attributes:
        name: in snapshots, which all backends share.
        shape: of the array.
        title: what a student calls it.
        dtype: of the array within the network.
        is_square: whether it is a mean of squares, which are never negative.
    """

    name: str
    shape: tuple[int, ...]
    title: str
    dtype: str
    is_square: bool = False

    def check(self, shape: tuple[int, ...], dtype: np.dtype) -> None:
        """Refuse what cannot be this array, by shape and kind alone.

        Raises:
            FileProblem: it has another shape, or holds no real numbers.
        """
        if shape != self.shape:
            sizes = f"{_size(shape)}, where its network has {_size(self.shape)}"
            raise FileProblem(f"The file's {self.title} has {sizes}.")
        counts = self.name == STEP
        if dtype.kind not in ("iu" if counts else "f") or dtype.itemsize > 8:
            kind = "a whole number" if counts else "real numbers"
            raise FileProblem(f"The file's {self.title} should be {kind}, and is of another kind.")

    def taken(self, found: np.ndarray) -> np.ndarray:
        """The array as the network has it.

        Raises:
            FileProblem: a number in it is none, or one that cannot be.
        """
        with np.errstate(over="ignore"):
            array = found.astype(self.dtype)
        if not np.isfinite(array).all():
            raise FileProblem(
                f"The file's {self.title}: a number in it is none, or too large for one."
            )
        if (self.is_square or self.name == STEP) and (found < 0).any():
            raise FileProblem(f"The file's {self.title} is negative, which it can never be.")
        if self.name == STEP and found > _MOST_UPDATES:
            raise FileProblem(f"The file's {self.title} is more than could ever be done.")
        return array


def _size(shape: tuple[int, ...]) -> str:
    """A shape in words: ``3 × 3 numbers``."""
    if len(shape) > 4 or max(shape, default=0) > 10**9:
        return "far too many numbers"
    if not shape:
        return "a single number, in no list"
    if len(shape) < 2:
        return counted(math.prod(shape), "number")
    return f"{' × '.join(f'{n}' for n in shape)} numbers"


def weight_arrays(settings: Settings) -> list[NetworkArray]:
    """The weights, in the order of Keras' ``get_weights``."""
    cell = CELLS[settings.cell]
    features, outputs = settings.ports.features, settings.ports.outputs
    shapes: list[tuple[str, tuple[int, ...]]] = []
    if settings.embedding:
        shapes.append(("table of the embedding", (features, settings.embedding)))
        features = settings.embedding
    ways = (", forwards", ", backwards") if settings.both_ways else ("",)
    for number, units in enumerate(settings.units, start=1):
        for way in ways:
            layer = zip(_WEIGHTS, cell.weight_shapes(features, units), strict=False)
            shapes += [(f"{what} of recurrent layer {number}{way}", shape) for what, shape in layer]
        features = settings.passed_up[number - 1]
    shapes += [("kernel of the output", (features, outputs)), ("bias of the output", (outputs,))]
    return [
        NetworkArray(f"weights/{index}", shape, title, settings.dtype)
        for index, (title, shape) in enumerate(shapes)
    ]


def network_arrays(settings: Settings) -> list[NetworkArray]:
    """All that training changes: weights, optimizer and states."""
    weights = weight_arrays(settings)
    step = NetworkArray(STEP, (), "count of updates", "int64")
    return [*weights, step, *_memory(settings, weights), *_states(settings)]


def _memory(settings: Settings, weights: Iterable[NetworkArray]) -> Iterator[NetworkArray]:
    # With them comes the network written from scratch, which the windows do not import.
    from networks.optimizers import OPTIMIZERS

    for slot in OPTIMIZERS[settings.optimizer].slots:
        for index, of in enumerate(weights):
            name = f"optimizer/{slot}/{index}"
            title = f"{_SLOTS[slot]} for the {of.title}"
            yield NetworkArray(name, of.shape, title, settings.dtype, is_square=slot == "v")


def _states(settings: Settings) -> Iterator[NetworkArray]:
    if not settings.stateful:
        return
    layers = enumerate(settings.units, start=1)
    states = [
        (f"state {state} of recurrent layer {number}", units)
        for number, units in layers
        for state in CELLS[settings.cell].states
    ]
    for index, (title, units) in enumerate(states):
        yield NetworkArray(f"states/{index}", (settings.rows, units), title, settings.dtype)


def untrained(settings: Settings) -> dict[str, np.ndarray]:
    """A snapshot of a network that has not even initial weights."""
    return {each.name: np.zeros(each.shape, each.dtype) for each in network_arrays(settings)}
