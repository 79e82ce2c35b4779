"""How far a sweep has come, in words."""

from __future__ import annotations

from experiments.sweep import Sweep

_MINUTE = 60


def points_done(sweep: Sweep, points: str = "points") -> str:
    """How many ``points`` are done, and how long the rest will take; empty before any work."""
    if not sweep.wanted:
        return ""
    left = sweep.seconds_left
    words = f", {time_left(left)}" if left is not None else ""
    return f"{sweep.done:,} of {sweep.wanted:,} {points}{words}"


def time_left(seconds: float) -> str:
    """About so long, in a unit that leaves few digits."""
    if seconds < 90:
        return f"about {max(1, round(seconds)):,} s left"
    if seconds < 90 * _MINUTE:
        return f"about {seconds / _MINUTE:.0f} min left"
    return f"about {seconds / _MINUTE**2:.1f} h left"
