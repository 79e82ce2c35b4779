"""How far back in time a network can learn: the gradient of one loss at every step before it.

A copy of the network reads a stretch of its pattern, or a sequence, from zero state. L is the
loss of what is to be answered after it, and ∂L/∂h at an earlier step says how much a small
change of the hidden state there would have changed L. Where it is next to nothing, nothing can
be learned from that step; where it is huge, one target throws all weights far.

In training the way back is cut where a window begins. Here it is not: this shows what would
be there to learn from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import chain

import numpy as np

from cells.registry import CELLS
from networks.numpy_network import numpy_network
from networks.readings import HiddenGradients
from networks.settings import Settings
from tasks.registry import task_of
from training.checkpoint import TrainedState

STEPS = 100
"""Symbols that are read before the target, where a stretch can be as long as one likes."""
STEPS_OF_A_WHOLE = 400
"""The same where sequences of all lengths are read as a whole, and padded."""
REACH = 50
"""Steps back at which a gradient is judged; where fewer are read, at the first of them."""
_GONE = 1e-6
"""A share that float32 nearly loses by rounding when the gradients of all steps are added up."""
_FADED, _GROWN = 1e-2, 10.0


class Course(Enum):
    """What becomes of a gradient on its way back through time."""

    VANISHES = auto()
    FADES = auto()
    HOLDS = auto()
    EXPLODES = auto()
    BROKEN = auto()
    """It is no number any more, or zero from the last step on."""


@dataclass(frozen=True, eq=False)
class GradientFlow:
    """The gradient's way back through time; index k is k steps before the last symbol read.

    Attributes:
        epoch: the epoch at whose end the net is looked at.
        norms: ``(layers, steps)``: the length of the vector ∂L/∂h of a layer, a mean over
            the stretches. May be zero, infinite or no number. Where layers read both ways, each
            stands there twice, and its way back begins with the last that it reads: the first.
        kept: ``(layers, steps)``: the product of the forget gate over the k steps since, a
            mean over units and stretches; what is left by then of a cell state. None for a
            cell without a forget gate.
        whole: length of the gradient of L by all weights, L the mean over the stretches.
        clip_norm: what training clips its gradients' lengths to, None without clipping.
        ways: in how many each layer reads.
    """

    epoch: int
    norms: np.ndarray
    kept: np.ndarray | None
    whole: float
    clip_norm: float | None
    ways: int = 1

    @property
    def clipping(self) -> float:
        """The factor of this gradient, and so of every norm, were it clipped as in training.

        At most 1. Training's own factor is another one: its gradient is that of a window.
        """
        if self.clip_norm is None or not self.whole > self.clip_norm:
            return 1.0
        return self.clip_norm / self.whole

    @property
    def reach(self) -> int:
        """Steps back at which it is judged."""
        return min(REACH, self.norms.shape[1] - 1)

    def share(self, layer: int) -> float:
        """The norm as far back as it is judged, as a multiple of that at the last step."""
        last = self.norms[layer, 0]
        return float(self.norms[layer, self.reach] / last) if last > 0 else np.nan

    def course(self, layer: int) -> Course:
        """What becomes of the gradient on the way there."""
        share = self.share(layer)
        if not np.isfinite(share):
            return Course.BROKEN
        if share < _FADED:
            return Course.VANISHES if share < _GONE else Course.FADES
        return Course.EXPLODES if share > _GROWN else Course.HOLDS


class GradientProbe:
    """A net of its own, on which the gradients of others of the same settings are computed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        # In float32 a gradient that vanishes would be zero after forty steps.
        self._network = numpy_network(replace(settings, dtype="float64"))

    def measure(self, epoch: int, state: TrainedState) -> GradientFlow:
        """Follow the gradient back in the net as it was.

        Raises:
            ValueError: the state is that of a net with other settings.
        """
        self._network.restore(state.snapshot)
        steps = STEPS_OF_A_WHOLE if self.settings.ports.padded else STEPS
        symbols, targets = task_of(state.learned).stretches(state.learned, steps)
        # Weights that have been thrown far may overflow; what comes of it is told in words.
        with np.errstate(all="ignore"):
            gradients = self._network.hidden_gradients(symbols, targets)
            return GradientFlow(
                epoch=epoch,
                norms=_norms(gradients),
                kept=self._kept(gradients),
                whole=gradients.norm,
                clip_norm=self.settings.clip_norm,
                ways=self.settings.ways,
            )

    def _kept(self, gradients: HiddenGradients) -> np.ndarray | None:
        gate = CELLS[self.settings.cell].forget_gate
        if not gate:
            return None
        gates = [values[gate] for values in gradients.values]
        gates_back = [values[gate][::-1] for values in gradients.values_back]
        return np.array([_running_product(each) for each in _in_turn(gates, gates_back)])


def _norms(gradients: HiddenGradients) -> np.ndarray:
    """``(layers, steps)``, the last step first."""
    return np.array(
        [
            # L is a mean over the rows; each row's own loss has as many times its gradient.
            np.linalg.norm(layer, axis=1).mean(axis=1)[::-1] * layer.shape[2]
            for layer in _in_turn(gradients.layers, [dh[::-1] for dh in gradients.back])
        ]
    )


def _in_turn(there: Sequence[np.ndarray], back: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Of each layer the way there and, where there is one, the way back, as they are read."""
    return [*chain.from_iterable(zip(there, back, strict=True))] if back else [*there]


def _running_product(gate: np.ndarray) -> np.ndarray:
    """Of ``(steps, n, rows)``, back from the last step: what of a state k steps back is left now.

    Returns:
        ``(steps,)``, a mean over units and rows.
    """
    # The state after the last step is all there; that before it was multiplied once.
    passed = np.cumprod(gate[:0:-1], axis=0).mean(axis=(1, 2))
    return np.concatenate([[1.0], passed])
