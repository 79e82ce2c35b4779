"""What an epoch on a book costs, cut in one way and in the other, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from networks.settings import Settings
from tasks.text.book import Book
from tasks.text.lessons import calls

_MINUTE = 60
_LONG = 90
"""Seconds from which a duration is told in minutes."""


@dataclass(frozen=True)
class EpochCost:
    """What an epoch takes, as it is estimated beforehand.

    Attributes:
        targets: symbols that are to be said.
        read: symbols that are read for each of them.
        seconds: of one core.
    """

    targets: int
    read: int
    seconds: float

    @property
    def a_minute(self) -> float:
        """Targets in a minute."""
        return _MINUTE * self.targets / self.seconds

    @property
    def told(self) -> str:
        """An epoch in words."""
        is_long = self.seconds >= _LONG
        time = f"{_plain(self.seconds / _MINUTE)} min" if is_long else f"{_plain(self.seconds)} s"
        return f"{self.targets:,} targets an epoch, in about {time}"


def epoch_cost(book: Book, settings: Settings) -> EpochCost:
    """That of an epoch on a book in a network which fits it."""
    shape, answers = settings.window_shape, settings.ports.answers(settings.window)
    updates = calls(book, settings) * shape.updates_at_once
    return EpochCost(
        targets=updates * settings.rows * answers,
        read=settings.window // answers,
        seconds=updates * settings.seconds_of_update,
    )


@lru_cache(maxsize=1)
def costs_told(book: Book, settings: Settings, fit: Callable[[Book, Settings], Settings]) -> str:
    """What either way of cutting costs, and what that is worth, in a few sentences.

    Windows ask for it whenever they show anything.

    Args:
        book: that is to be learned.
        settings: of the network.
        fit: the same as a network needs them that is to learn a book.
    """
    books = (replace(book, cut=cut) for cut in ("rows", "windows"))
    rows, windows = (epoch_cost(each, fit(each, settings)) for each in books)
    symbol = "word" if book.by == "words" else "character"
    times = _plain(rows.a_minute / windows.a_minute)
    return (
        f"Cut into rows, every {symbol} that is read is a target as well: {rows.told}. Cut as "
        f"the lecture does it, {windows.read} are read for a single target: {windows.told}. So in "
        f"the same time rows learn from about {times} times as many."
    )


def _plain(number: float) -> str:
    """About a number: with two digits, or all of those before the point."""
    return f"{number:.2g}" if number < 10 else f"{number:,.0f}"
