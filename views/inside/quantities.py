"""What there is to plot of a cell: one quantity for each of its stages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from cells.cell import ONE_MINUS, SIGMA, Blend, Gate, Stage
from cells.registry import CELLS


@dataclass(frozen=True)
class Quantity:
    """One of the things that a cell computes at every step.

    Attributes:
        symbol: as in the equations.
        name: in words.
        low: the least it can be, 0 or −1; None without bounds.
        is_gate: whether it has weights.
    """

    symbol: str
    name: str
    low: int | None
    is_gate: bool

    @property
    def is_signed(self) -> bool:
        """Whether it can be negative."""
        return self.low != 0

    def text(self, value: float) -> str:
        """A value in three decimals, signed with a true minus where it can be negative."""
        # z: a zero that is rounded from below is no "−0.000".
        return f"{value:+z.3f}".replace("-", "−") if self.is_signed else f"{value:.3f}"


@cache
def quantities_of(cell_name: str, activation: str) -> tuple[Quantity, ...]:
    """Of each stage of a cell, in the order of computing; ``activation`` is what φ stands for."""
    return tuple(
        Quantity(
            stage.symbol,
            stage.title.lower(),
            _low(stage, activation),
            isinstance(stage, Gate),
        )
        for stage in CELLS[cell_name].stages
    )


def _low(stage: Stage, activation: str) -> int | None:
    if isinstance(stage, Gate) and stage.squash == SIGMA:
        return 0
    if activation != "tanh" or (isinstance(stage, Blend) and not _is_mean(stage)):
        return None
    return -1


def _is_mean(blend: Blend) -> bool:
    """Whether what is blended, from −1 to 1, is scaled by shares that add up to one at most."""
    if len(blend.products) == 1:
        return True
    (one, *_), *others = blend.products
    return [first for first, *_ in others] == [f"{ONE_MINUS}{one}"]
