"""Orders in which the units of a layer can be shown, so that those alike stand together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from inspection.microscope import Inspection


@dataclass(frozen=True)
class Sorting:
    """One such order.

    Attributes:
        name: how the user calls it.
        tip: what it does, in one sentence.
        key: of each unit of a layer, ``(units,)``: the smaller it is, the further up it stands.
    """

    name: str
    tip: str
    key: Callable[[Inspection, int], np.ndarray]

    def order(self, inspection: Inspection, layer: int) -> np.ndarray:
        """The units of a layer, the one to show on top first."""
        return np.argsort(self.key(inspection, layer), kind="stable")


SORTINGS = (
    Sorting(
        "as numbered",
        "Units in the order of their numbers",
        lambda inspection, layer: np.arange(inspection.trace.layers[layer]["h"].shape[1]),
    ),
    Sorting(
        "when they peak",
        "First the units whose |h| is largest at an early step",
        lambda inspection, layer: np.abs(inspection.trace.layers[layer]["h"]).argmax(axis=0),
    ),
    Sorting(
        "variance",
        "First the units whose h varies most over the steps",
        lambda inspection, layer: -inspection.trace.layers[layer]["h"].var(axis=0),
    ),
    Sorting(
        "weight to the output",
        "From the most positive weight to the output to the most negative; "
        "in a lower layer from the strongest to the weakest weight to the layer above, and "
        "likewise where there are several outputs",
        lambda inspection, layer: -inspection.reach(layer),
    ),
)
