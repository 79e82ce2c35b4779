"""What could be drawn in one place of a text, and how likely with the controls as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from formatting import share_text, visible
from tasks.sampling import Sampling, distribution

MOST_CHOICES = 12
_NAMES = {" ": "space", "\n": "line end", "\t": "tab"}


class Choice(NamedTuple):
    """A symbol that may stand in a place.

    Attributes:
        name: what it is called.
        share: how likely it is after temperature, before anything is cut, 0 to 1.
        drawn_at: how likely it is drawn, 0 to 1; 0 where it is cut.
        is_drawn: whether it stands there.
    """

    name: str
    share: float
    drawn_at: float
    is_drawn: bool

    @property
    def is_cut(self) -> bool:
        """Whether it could be drawn, but for top-k or top-p."""
        return self.drawn_at == 0 < self.share

    @property
    def has_bar(self) -> bool:
        """Whether it could be drawn at all, at this temperature."""
        return self.share > 0

    @property
    def told(self) -> str:
        """How likely it is, and whether it is drawn."""
        share = f"{percent(self.share)}, cut" if self.is_cut else percent(self.drawn_at)
        return f"{share} ◀ drawn" if self.is_drawn else share


def percent(share: float) -> str:
    """Of a share that may well be 1 or next to 0."""
    return "< 0.1 %" if 0 < share < 0.0005 else share_text(share)


def named(symbol: str) -> str:
    """What a symbol is called where it stands alone, without the space before a word."""
    return _NAMES.get(symbol) or visible(symbol.strip() or symbol)


def choices(
    p: np.ndarray, classes: Sequence[str], sampling: Sampling, drawn: int | None
) -> list[Choice]:
    """The likeliest, in order; the one that is drawn stands at the end if it is none of them.

    Args:
        p: how likely the network holds each class.
        classes: how each is written.
        sampling: how is drawn.
        drawn: what is; None where nothing is yet.
    """
    shares = distribution(p, sampling._replace(top_k=0, top_p=1.0))
    drawn_at = distribution(p, sampling)
    shown = list(np.argsort(-p, kind="stable")[:MOST_CHOICES])
    if drawn is not None and drawn not in shown:
        shown[-1] = drawn
    return [
        Choice(named(classes[k]), float(shares[k]), float(drawn_at[k]), bool(k == drawn))
        for k in shown
    ]
