"""Looks inside a net at the end of any epoch that is kept, and never moves the one that trains.

Whatever backend trains, its weights are copied into a NumPy net of the same settings, which
can tell what every unit does at every step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from cells.registry import CELLS
from networks.burst import trouble_in
from networks.numpy_network import numpy_network
from networks.readings import Trace
from networks.settings import Settings
from tasks.heads import HEADS, Head
from tasks.sample import Sample
from training.checkpoint import TrainedState

FEW = 3
"""Of many classes so many are looked at."""


@dataclass(frozen=True, eq=False)
class Inspection:
    """What went on inside a net while it read a sequence from zero state.

    Attributes:
        settings: of the net.
        epoch: the epoch at whose end the net is looked at.
        sample: what was fed.
        trace: ``trace.layers[k]`` has what the cells of layer k compute, by its symbol, each
            ``(steps, units)``;
            ``trace.output``, ``(steps,)``, what would be answered after each step, or of
            several outputs ``(steps, outputs)``.
        weights: in the order of Keras' ``get_weights``: of each recurrent layer kernel,
            recurrent kernel, bias and, if there are any, peepholes, then the output's kernel
            and bias.
        table: of the embedding, ``(symbols, numbers)``; None where there is none.
        is_back: where layers read both ways, whether the way back of each is looked at. Of the
            way that is not, :attr:`trace` has the ``back``.
        others: where layers read both ways the weights of the way that is not looked at.
    """

    settings: Settings
    epoch: int
    sample: Sample
    trace: Trace
    weights: list[np.ndarray]
    table: np.ndarray | None = None
    is_back: bool = False
    others: Sequence[np.ndarray] = ()

    @property
    def steps(self) -> int:
        """How many steps were fed."""
        return len(self.sample.given)

    @cached_property
    def turned(self) -> Inspection:
        """The same network, looked at along the other way in which its layers read."""
        there, back = self.trace.layers, self.trace.back
        return replace(
            self,
            trace=self.trace._replace(layers=[*back], back=there),
            weights=[*self.others],
            is_back=not self.is_back,
            others=self.weights,
        )

    def before(self, step: int) -> int | None:
        """The step that the way looked at has read before one; None where it begins from zero."""
        begins = 0, *self.settings.cuts(self.steps)
        if self.is_back:
            return None if step + 1 in (*begins, self.steps) else step + 1
        return None if step in begins else step - 1

    def passed_up(self, layer: int, step: int) -> np.ndarray:
        """What a layer passes up at a step: h of both ways, the way there first."""
        ways = [each[layer]["h"][step] for each in (self.trace.layers, self.trace.back) if each]
        return np.concatenate(ways[::-1] if self.is_back else ways)

    @property
    def features(self) -> tuple[str, ...]:
        """What the numbers are called that the first layer reads at a step."""
        if self.table is not None:
            return tuple(f"e{number}" for number in range(1, self.table.shape[1] + 1))
        return self.sample.features

    @cached_property
    def fed(self) -> np.ndarray:
        """What the first layer read, ``(steps, features)``."""
        ports = self.settings.ports
        if self.table is not None:
            return self.table[self.sample.given.astype(int)]
        return ports.fed(np.reshape(self.sample.given, (self.steps, ports.channels)))

    @cached_property
    def said(self) -> np.ndarray:
        """What was said after each step: a class, or of numbers the number, ``(steps,)``."""
        return self.head.said(self._kept(0))

    @cached_property
    def rights(self) -> np.ndarray:
        """Whether each answer that is wanted is right, ``(sample.answers,)``."""
        first = self.steps - self.sample.answers
        return self.head.rights(self._kept(first), self.sample.targets[first:])

    @cached_property
    def most_probable(self) -> np.ndarray:
        """Of each step the :data:`FEW` most probable classes, ``(steps, FEW)``, the first on top.

        With fewer classes, all of them.
        """
        few = min(FEW, self.trace.output.shape[1])
        found = np.argpartition(-self.trace.output, few - 1, axis=1)[:, :few]
        order = np.argsort(-np.take_along_axis(self.trace.output, found, axis=1), axis=1)
        return np.take_along_axis(found, order, axis=1)

    @property
    def head(self) -> Head:
        """How its answers are read."""
        return HEADS[self.settings.ports.head]

    def _kept(self, first: int) -> np.ndarray:
        """What the head takes of the answers from a step on."""
        output = self.trace.output.reshape(self.steps, -1)
        return self.head.kept(output[first:], self.sample.targets[first:])

    @cached_property
    def trouble(self) -> str:
        """From where on there are no numbers to be seen, in one sentence; empty if all are."""
        return trouble_in(self.trace)

    def reach(self, layer: int) -> np.ndarray:
        """How strongly each unit of a layer is heard by what reads its h, ``(units,)``.

        For the last layer the signed weight to a single output. Else the length of the vector
        of weights with which the layer above reads it, or all outputs do.
        """
        arrays = (len(self.weights) - 2) // len(self.trace.layers)
        above = self.weights[arrays * (layer + 1)]
        if layer + 1 == len(self.trace.layers):
            return above[:, 0] if above.shape[1] == 1 else np.linalg.norm(above, axis=1)
        both = [above, *self.others[arrays * (layer + 1) :][:1]]
        heard = np.linalg.norm(np.concatenate(both, axis=1), axis=1)
        return np.split(heard, self.settings.ways)[int(self.is_back)]


class Microscope:
    """A net of its own, through which others are read."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._network = numpy_network(settings)

    def look(self, epoch: int, state: TrainedState, sample: Sample) -> Inspection:
        """Feed ``sample`` to the net as it was.

        Raises:
            ValueError: the state is that of a net with other settings.
        """
        self._network.restore(state.snapshot)
        names = [name for name in state.snapshot if name.startswith("weights/")]
        weights = [np.asarray(state.snapshot[f"weights/{k}"]) for k in range(len(names))]
        table = weights.pop(0) if self.settings.embedding else None
        of_ways = [_of_way(self.settings, weights, way) for way in range(self.settings.ways)]
        return Inspection(
            settings=self.settings,
            epoch=epoch,
            sample=sample,
            trace=self._network.trace(sample.given),
            table=table,
            weights=of_ways[0],
            others=of_ways[-1] if self.settings.both_ways else (),
        )


def _of_way(settings: Settings, weights: Sequence[np.ndarray], way: int) -> list[np.ndarray]:
    """Of weights of a network without its table those of one way, and what the output reads."""
    *of_layers, kernel, bias = weights
    count = len(CELLS[settings.cell].weight_shapes(1, 1))
    starts = range(way * count, len(of_layers), settings.ways * count)
    own = [array for start in starts for array in of_layers[start : start + count]]
    return [*own, np.split(kernel, settings.ways)[way], bias]
