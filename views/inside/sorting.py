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
        order: the units of a layer, the one to show on top first.
    """

    name: str
    tip: str
    order: Callable[[Inspection, int], np.ndarray]


def _as_numbered(inspection: Inspection, layer: int) -> np.ndarray:
    return np.arange(inspection.trace.layers[layer]["h"].shape[1])


def _by_peak(inspection: Inspection, layer: int) -> np.ndarray:
    return np.argsort(np.abs(inspection.trace.layers[layer]["h"]).argmax(axis=0), kind="stable")


def _by_variance(inspection: Inspection, layer: int) -> np.ndarray:
    return np.argsort(-inspection.trace.layers[layer]["h"].var(axis=0), kind="stable")


def _by_reach(inspection: Inspection, layer: int) -> np.ndarray:
    return np.argsort(-inspection.reach(layer), kind="stable")


SORTINGS = (
    Sorting("as numbered", "Units in the order of their numbers", _as_numbered),
    Sorting("when they peak", "First the units whose |h| is largest at an early step", _by_peak),
    Sorting("variance", "First the units whose h varies most over the steps", _by_variance),
    Sorting(
        "weight to the output",
        "From the most positive weight to the output to the most negative; "
        "in a lower layer from the strongest to the weakest weight to the layer above, and "
        "likewise where there are several outputs",
        _by_reach,
    ),
)
