"""A network that has burst: its values have grown until they are no numbers any more.

Training may be far from that. It feeds windows of the pattern, while a network that goes on
alone, or reads on and on, may be driven further and further by its own values.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from networks.readings import Trace


def steps_before(values: Iterable[np.ndarray]) -> int | None:
    """How many steps there are before the first at which a value is no number; None without one.

    Args:
        values: each ``(steps,)`` or ``(steps, units)``; at least one.
    """
    are_numbers = [np.isfinite(each).reshape(len(each), -1).all(axis=1) for each in values]
    burst = np.flatnonzero(~np.logical_and.reduce(are_numbers))
    return int(burst[0]) if burst.size else None


def trouble_in(trace: Trace) -> str:
    """From which step on a trace holds what is no number, in one sentence; empty if none does."""
    values = [each for layer in trace.layers for each in layer.values()]
    known = steps_before([*values, trace.output])
    return "" if known is None else burst_sentence(f"step {known + 1:,}")


def burst_sentence(place: str) -> str:
    """What is told of it; ``place`` is the first step that has no numbers."""
    return f"From {place} on its values are no numbers: they have grown beyond all bounds."
