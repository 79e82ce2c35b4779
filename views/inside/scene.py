"""What the views inside the network are given to show, and what its parts are called."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from training.microscope import Inspection


@dataclass(frozen=True)
class Quantity:
    """One of the six things that a cell computes at every step.

    Attributes:
        symbol: as in the equations.
        name: in words.
        low: the least it can be, 0 or −1; None without bounds.
    """

    symbol: str
    name: str
    low: int | None

    @property
    def is_signed(self) -> bool:
        """Whether it can be negative."""
        return self.low != 0

    def text(self, value: float) -> str:
        """A value in three decimals, signed with a true minus where it can be negative."""
        # z: a zero that is rounded from below is no "−0.000".
        return f"{value:+z.3f}".replace("-", "−") if self.is_signed else f"{value:.3f}"


QUANTITIES = (
    Quantity("f", "forget gate", 0),
    Quantity("i", "input gate", 0),
    Quantity("g", "candidate", -1),
    Quantity("o", "output gate", 0),
    Quantity("c", "cell state", None),
    Quantity("h", "hidden state", -1),
)


@dataclass(frozen=True, eq=False)
class Scene:
    """A net at the end of an epoch, and the place in it that is looked at.

    Attributes:
        inspection: what the net did at every step.
        pinned: the same of an epoch to compare with, or None.
        step: from 0, as are the next two.
        layer: the layer looked at.
        unit: the unit of it.
    """

    inspection: Inspection
    pinned: Inspection | None
    step: int
    layer: int
    unit: int

    @property
    def values(self) -> dict[str, np.ndarray]:
        """i, f, g, o, c and h of the layer, each ``(steps, units)``."""
        return self.inspection.trace.layers[self.layer]

    def describe(self, step: int, unit: int) -> str:
        """All six values of a unit of the layer at a step."""
        numbers = "   ".join(
            f"{quantity.symbol} {quantity.text(self.values[quantity.symbol][step, unit])}"
            for quantity in QUANTITIES
        )
        return f"{place_text(step, unit)}:   {numbers}"


def place_text(step: int, unit: int) -> str:
    """Step and unit as people count them."""
    return f"unit {unit + 1}, step {step + 1}"
