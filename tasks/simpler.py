"""What simpler means reach where a network is asked: with that it has to compare."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, NamedTuple

from formatting import listed, share_text

AHEAD, LEVEL, BEHIND = "ahead of", "level with", "behind"


class Scale(NamedTuple):
    """On which a network and simpler means are compared.

    Attributes:
        title: what stands over the figures.
        meaning: what one says, and which are good.
        is_share: whether it is the accuracy, of which more is better; else it is the loss in the
            unit of its task, of which less is.
        bars: how many figures there can be, the network's among them.
    """

    title: str
    meaning: str
    is_share: bool = False
    bars: int = 6

    def told(self, figure: float) -> str:
        """A figure as windows write it."""
        return share_text(figure) if self.is_share else f"{figure:.3f}"

    def rank(self, figure: float) -> float:
        """The lower, the better it is."""
        return -figure if self.is_share else figure

    def standing(self, figure: float, other: float) -> str:
        """How a figure stands beside another one: level where both are written as the same."""
        if self.told(figure) == self.told(other):
            return LEVEL
        return AHEAD if self.rank(figure) < self.rank(other) else BEHIND

    def compared(self, figure: float, rivals: Mapping[str, float]) -> str:
        """``The network is ahead of …, but behind …``, of rivals as they are told; no full stop."""
        standings = {told: self.standing(figure, of_rival) for told, of_rival in rivals.items()}
        groups = {
            each: [told for told, standing in standings.items() if standing == each]
            for each in (AHEAD, LEVEL, BEHIND)
        }
        *first, last = [f"{each} {listed(told, 'and')}" for each, told in groups.items() if told]
        return f"The network is {', '.join(first)}{', but ' if first else ''}{last}"


BITS = Scale(
    "Bits per held-out character",
    "How many bits each character of the last tenth takes, which nothing was trained on: the "
    "fewer, the better it is foreseen",
)
ACCURACY = Scale(
    "Right of what is held out",
    "How many of a hundred answers are right, of those that nothing was trained on: the more, the "
    "better",
    is_share=True,
    bars=4,
)


class Baselines:
    """What is known so far of what simpler means reach on the held-out part of a problem.

    That is nothing, unless a subclass knows more.

    Attributes:
        TITLES: what windows call each figure, by the name of the attribute that has it, which is
            also that in files and in the terminal; a title may have attributes in braces.
        of_test: the same on the test set, to be shown where a network was asked it; None without
            one.
        of_hard: the same on sentences that are hard to judge; None where there are none, or not
            yet.
    """

    TITLES: ClassVar[Mapping[str, str]] = {}
    of_test: Baselines | None = None
    of_hard: Baselines | None = None

    def facts(self) -> Mapping[str, float | None]:
        """Their figures by name; None: not known yet."""
        return {name: getattr(self, name) for name in self.TITLES}

    def told(self) -> tuple[tuple[str, float], ...]:
        """Those that are known, as windows call them, with their figures."""
        facts = self.facts().items()
        known = ((name, figure) for name, figure in facts if figure is not None)
        return tuple((self.TITLES[name].format(self), figure) for name, figure in known)

    def verdict(self, _figure: float) -> str:
        """How a network compares that has this one, in a sentence; empty: not known yet."""
        return ""


NOTHING_KNOWN = Baselines()
