"""Numbers and texts as every window and the terminal write them."""

from __future__ import annotations

ELLIPSIS = "…"
LONGEST_PATTERN_TOLD = 24
"""Symbols of a pattern in a sentence or a title; the rest is left out."""


def counted(number: float, noun: str) -> str:
    """A number with what it counts: ``1 epoch``, ``10,000 epochs``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def one_line(text: str) -> str:
    """The same words without line breaks, as names from elsewhere may have them."""
    return " ".join(text.split())


def shorten(text: str, most: int) -> str:
    """The first ``most`` characters, and an ellipsis in place of the rest."""
    return text if len(text) <= most else text[:most] + ELLIPSIS


def shorten_start(text: str, most: int) -> str:
    """The last ``most`` characters, and an ellipsis in place of what is before them."""
    return text if len(text) <= most else ELLIPSIS + text[-most:]


def confidence_text(confidence: float) -> str:
    """A confidence in percent; never 100 %, which no network reaches, by rounding alone."""
    return "more than 99.9 %" if confidence > 0.999 else f"{100 * confidence:.1f} %"


def short_confidence_text(confidence: float) -> str:
    """The same where there is room for few characters."""
    return ">99 %" if confidence > 0.99 else f"{100 * confidence:.0f} %"
