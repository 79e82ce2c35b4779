"""From a number to a colour: signed ones blue and orange, those from 0 to 1 a single hue."""

from __future__ import annotations

from matplotlib.colors import Colormap, LinearSegmentedColormap
from PyQt5.QtGui import QColor

SIGNED = LinearSegmentedColormap.from_list(
    "signed", ["#7a3600", "#d55e00", "#f7f7f7", "#0072b2", "#003e62"]
)
"""Orange below zero, near-white at zero, blue above it."""

FROM_0_TO_1 = LinearSegmentedColormap.from_list("from 0 to 1", ["#f3f0f8", "#8b6fc0", "#3b1a78"])
"""The fuller, the darker; in a hue that signed values do not have."""


def signed_colour(value: float) -> QColor:
    """The colour of a value from −1 to 1."""
    return _colour(SIGNED, (value + 1) / 2)


def share_colour(value: float) -> QColor:
    """The colour of a value from 0 to 1."""
    return _colour(FROM_0_TO_1, value)


def _colour(scale: Colormap, place: float) -> QColor:
    return QColor.fromRgbF(*scale(place))
