"""What the plots of the gradients show, in words and numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from formatting import counted, power_text
from inspection.gradients import Course
from views.gradients.scene import Curve, GradientScene

_MEANING = {
    Course.VANISHES: "it has vanished, and nothing can be learned from there.",
    Course.FADES: "it fades, but there is still something to learn from.",
    Course.HOLDS: "it holds, and what was there can still be learned from.",
    Course.EXPLODES: "it explodes, and one target can throw all weights far.",
}
_EXPLODES_CLIPPED = "it explodes, but clipping keeps an update from throwing the weights far."


def number_text(value: float) -> str:
    """A positive number in two digits: 0.31, 27, 3.1·10⁻⁹."""
    if value == 0:
        return "0"
    if 0.01 <= value < 1000:
        return f"{value:.2g}" if value < 100 else f"{value:.0f}"
    return power_text(value)


def describe(scene: GradientScene, curve: Curve) -> str:
    """What becomes of one network's gradient, in a sentence or two."""
    flow, layer = curve.flow, scene.layer_of(curve)
    course = flow.course(layer)
    if course is Course.BROKEN:
        return f"{curve.title}: {_why_broken(flow.norms[layer])}"
    share = number_text(flow.share(layer))
    back = counted(flow.reach, "step")
    words = f"{curve.title}: {back} back the gradient is {share} times "
    words += f"that at the last step; {_meaning(course, flow.clip_norm)}"
    return f"{words} {_clipping(curve)}".rstrip()


def _meaning(course: Course, clip_norm: float | None) -> str:
    is_held = course is Course.EXPLODES and clip_norm is not None
    return _EXPLODES_CLIPPED if is_held else _MEANING[course]


def _why_broken(norms: np.ndarray) -> str:
    if norms[0] == 0:
        return (
            "the gradient is exactly 0: this net is so sure of its targets that it learns nothing."
        )
    return "the gradient is no number any more: the weights have been thrown too far."


def _clipping(curve: Curve) -> str:
    """How the gradient over all these steps would be clipped; empty where it would not.

    Training clips another one, whose way back ends where a window begins.
    """
    if curve.flow.clipping == 1:
        return ""
    return (
        f"If this whole gradient, {number_text(curve.flow.whole)} long, were clipped to "
        f"{curve.flow.clip_norm:g} as in training, it would be multiplied by "
        f"{number_text(curve.flow.clipping)}."
    )


def explosions(curves: Sequence[Curve]) -> str:
    """Which trainings exploded, and when; empty where none did."""
    return " ".join(
        f"{curve.title}: exploded in epoch {curve.exploded_in:,}, its loss is no number since."
        for curve in curves
        if curve.exploded_in
    )
