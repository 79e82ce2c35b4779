"""What the plots of the gradients are given to show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from inspection.gradients import GradientFlow
from tasks.heads import SIGMOID
from tasks.loss_unit import LossUnit, unit_of

_NATS = unit_of(SIGMOID)
MOST_CURVES = 4
"""So many networks are told apart by line style and colour."""


@dataclass(frozen=True, eq=False)
class Curve:
    """One network at the end of an epoch.

    Attributes:
        title: what it is called.
        flow: its gradient's way back through time.
        losses: of all its epochs, in nats; empty for a pinned one.
        exploded_in: the epoch in which its training exploded; 0 if it did not.
    """

    title: str
    flow: GradientFlow
    losses: np.ndarray
    exploded_in: int = 0


@dataclass(frozen=True, eq=False)
class GradientScene:
    """Networks side by side.

    Attributes:
        curves: at most :data:`MOST_CURVES`.
        layer: the layer that is shown, from 0; of a net that has fewer, its last.
        window: steps after which training cuts the way back, of the first network.
        epoch: the one that is shown.
        clipped: whether the gradients are shown after clipping too.
        relative: whether each curve is shown as a share of its value at the last step.
        unit_of_loss: what L is measured in.
        shown_in: in what the losses of the epochs are shown.
    """

    curves: tuple[Curve, ...]
    layer: int
    window: int
    epoch: int
    clipped: bool
    relative: bool
    unit_of_loss: str = "nats"
    shown_in: LossUnit = _NATS

    @property
    def steps(self) -> int:
        """Of the longest stretch that was read."""
        return max(curve.flow.norms.shape[1] for curve in self.curves)

    @property
    def is_cut(self) -> bool:
        """Whether training cuts the way back within what was read."""
        return self.window < self.steps

    def layer_of(self, curve: Curve) -> int:
        """The layer that is shown of a network."""
        return min(self.layer, len(curve.flow.norms) - 1)

    def norms(self, curve: Curve) -> np.ndarray:
        """What is drawn of a network, ``(steps,)``, the last step first."""
        norms = curve.flow.norms[self.layer_of(curve)]
        return norms / norms[0] if self.relative and norms[0] > 0 else norms

    def clipped_norms(self, curve: Curve) -> np.ndarray:
        """The same after clipping; empty where nothing is clipped or it is not to be shown."""
        factor = curve.flow.clipping
        return self.norms(curve) * factor if self.clipped and factor < 1 else np.zeros(0)

    def kept(self, curve: Curve) -> np.ndarray:
        """What its forget gates let through, ``(steps,)``; empty without such gates."""
        kept = curve.flow.kept
        return np.zeros(0) if kept is None else kept[self.layer_of(curve)]
