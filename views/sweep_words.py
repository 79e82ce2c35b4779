"""How far a sweep has come, in words."""

from __future__ import annotations

from experiments.sweep import Sweep
from formatting import duration_text


def points_done(sweep: Sweep, points: str = "points") -> str:
    """How many ``points`` are done, and how long the rest will take; empty before any work."""
    if not sweep.wanted:
        return ""
    left = sweep.seconds_left
    words = "" if left is None else f", about {duration_text(left)} left"
    return f"{sweep.done:,} of {sweep.wanted:,} {points}{words}"
