"""In what the losses of a problem are shown."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from formatting import loss_text
from tasks.heads import Head


class LossUnit(NamedTuple):
    """In what a loss is shown.

    Attributes:
        words: its name, for the axis of a plot.
        suffix: what stands after a number.
        factor: by which a loss in the unit of its head is multiplied.
        offset: what is added then, whatever the loss.
        digits: behind the point.
        target: what a target is, where its perplexity is told beside; else empty.
    """

    words: str
    suffix: str
    factor: float = 1.0
    offset: float = 0.0
    digits: int = 4
    target: str = ""

    def of(self, loss: Any) -> Any:
        """A loss, or several, in this unit."""
        return self.factor * loss + self.offset

    def number(self, loss: float) -> str:
        """A loss in this unit, without its name."""
        return loss_text(self.of(loss), self.digits)

    def told(self, loss: float) -> str:
        """The same with it."""
        return f"{self.number(loss)}{self.suffix}"

    def perplexity(self, loss: float) -> float | None:
        """Among how many equally likely targets one is as uncertain; None where none is told."""
        return math.exp(loss) if self.target else None

    def told_in_full(self, loss: float) -> str:
        """The loss, and where it is told the perplexity."""
        perplexity = self.perplexity(loss)
        beside = (
            "" if perplexity is None else f", a perplexity of {perplexity:,.1f} a {self.target}"
        )
        return self.told(loss) + beside


def unit_of(head: Head) -> LossUnit:
    """That in which it is measured."""
    return LossUnit(head.loss_unit, head.unit)


def in_bits(characters: float, spelling: float = 0.0, target: str = "") -> LossUnit:
    """Bits per character, where a target stands for so many characters, on average.

    ``spelling`` are the bits that each character costs besides, however well targets are foretold;
    ``target`` is what one is, where that is not a character.
    """
    words, per_nat = "bits per character", 1 / (math.log(2) * characters)
    return LossUnit(words, f" {words}", per_nat, spelling, digits=3, target=target)
