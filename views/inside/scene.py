"""What the views inside the network are given to show, and what its parts are called."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cells.cell import Cell
from cells.registry import CELLS
from formatting import short_confidence_text, with_names
from inspection.microscope import FEW, Inspection
from networks.ports import Ports
from training.checkpoint import TrainedState
from views.inside.quantities import Quantity, quantities_of
from views.inside.strips import is_text


@dataclass(frozen=True, eq=False)
class Scene:
    """A net at the end of an epoch, and the place in it that is looked at.

    Attributes:
        inspection: what the net did at every step.
        pinned: the same of an epoch to compare with, or None.
        step: from 0, as are the next two.
        layer: the layer looked at.
        unit: the unit of it.
        state: what the net was, to be looked at further; None where that cannot be.
    """

    inspection: Inspection
    pinned: Inspection | None
    step: int
    layer: int
    unit: int
    state: TrainedState | None = None

    @property
    def values(self) -> dict[str, np.ndarray]:
        """What each stage of the cell has computed in the layer, each ``(steps, units)``."""
        return self.inspection.trace.layers[self.layer]

    @property
    def cell(self) -> Cell:
        """What the layers of the net are made of."""
        return CELLS[self.inspection.settings.cell]

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """What there is to plot of these."""
        settings = self.inspection.settings
        return quantities_of(settings.cell, settings.activation)

    @property
    def ports(self) -> Ports:
        """What the net reads and answers."""
        return self.inspection.settings.ports

    def describe(self, step: int, unit: int) -> str:
        """All values of a unit of the layer at a step."""
        numbers = "   ".join(
            f"{quantity.symbol} {quantity.text(self.values[quantity.symbol][step, unit])}"
            for quantity in self.quantities
        )
        return f"{place_text(step, unit)}{self._read_and_said(step)}:   {numbers}"

    def _read_and_said(self, step: int) -> str:
        """As it is written, where the plots may have no room for it."""
        sample = self.inspection.sample
        if len(sample.features) == 1 and self.ports.head == "sigmoid":
            return ""
        return f", reads {sample.shown[step]}, says {self.said_after(step, 1)}"

    def read_and_said(self, step: int) -> str:
        """What is read at a step, in whole words, and all that is told of what is said then."""
        read = with_names(self.inspection.sample.shown[step])
        return f"step {step + 1}:   reads {read}, says {self.said_after(step)}"

    def said_after(self, step: int, most: int = FEW) -> str:
        """What the net says after a step; of very many classes the few most probable ones."""
        seen = self.inspection
        if self.ports.outputs == 1 or not is_text(self.ports):
            return seen.sample.glyph(seen.said[step])
        p = seen.trace.output[step]
        few = seen.most_probable[step, :most]
        return ", ".join(f"{seen.sample.glyph(n)} ({short_confidence_text(p[n])})" for n in few)


def place_text(step: int, unit: int) -> str:
    """Step and unit as people count them."""
    return f"unit {unit + 1}, step {step + 1}"
