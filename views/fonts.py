"""Fonts that plots are written in: the usual ones, and others for the symbols that these lack."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from matplotlib import rcParams
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font

_USUAL = "DejaVu Sans"
"""matplotlib brings it along."""
EQUALLY_WIDE = "DejaVu Sans Mono"
_WITH_SYMBOLS = (
    "Noto Emoji",
    "Noto Sans Symbols 2",
    "Symbola",
    "Segoe UI Emoji",
    "Segoe UI Symbol",
    "Apple Symbols",
)
"""Those that matplotlib can draw, in one colour; it takes any of them that is installed."""


def families(first: str = _USUAL) -> list[str]:
    """What is to be looked through for a symbol, one after the other."""
    installed = {font.name for font in fontManager.ttflist}
    further = [name for name in _WITH_SYMBOLS if name in installed]
    return list(dict.fromkeys((first, _USUAL, *further)))


def use_everywhere() -> None:
    """Write all plots in these."""
    rcParams["font.family"] = families()


@cache
def drawable_characters() -> frozenset[int]:
    """Those that one of the fonts has, in a title as well."""
    usual, bold = (_characters(families(), weight) for weight in ("normal", "bold"))
    return usual & bold


def _characters(names: Iterable[str], weight: str) -> frozenset[int]:
    paths = (findfont(FontProperties(family=name, weight=weight)) for name in names)
    return frozenset().union(*(get_font(path).get_charmap() for path in paths))
