"""A race: several networks learn the same pattern, and who first goes on alone without a fault."""

from __future__ import annotations

from collections.abc import Sequence

from formatting import counted

FEWEST, MOST = 2, 4
"""Contestants in a race."""


def verdict(
    titles: Sequence[str], firsts: Sequence[int], explosions: Sequence[int], epochs: int
) -> str:
    """Who continued the pattern first without a fault, and who has exploded, in words.

    Args:
        titles: of the contestants.
        firsts: the epoch after which each one's free run was first faultless; 0 while none was.
        explosions: the epoch in which each one has exploded; 0 if it has not.
        epochs: how many all of them have done who have not exploded.
    """
    exploded = [
        f"{title} exploded in epoch {epoch:,}"
        for title, epoch in zip(titles, explosions, strict=True)
        if epoch
    ]
    ended = f" {', '.join(exploded)}." if exploded else ""
    done = sorted((first, title) for first, title in zip(firsts, titles, strict=True) if first)
    if done:
        waiting = [
            f"{title} not yet"
            for title, first, epoch in zip(titles, firsts, explosions, strict=True)
            if not first and not epoch
        ]
        return _order(done, waiting) + ended
    if all(explosions):
        return f"Nobody has continued the pattern without a fault.{ended}"
    if not epochs:
        return f"Nobody has done an epoch yet.{ended}"
    done_by_all = counted(epochs, "epoch")
    return f"After {done_by_all} nobody continues the pattern without a fault yet.{ended}"


def _order(done: Sequence[tuple[int, str]], waiting: Sequence[str]) -> str:
    """Who was first, and how it stands with the others."""
    best = done[0][0]
    first = f"{_listed([title for first, title in done if first == best])}, after epoch {best}"
    later = [f"{title} after epoch {first}" for first, title in done if first > best]
    sentence = f"First to continue the pattern without a fault: {first}"
    others = ", ".join([*later, *waiting])
    return f"{sentence}; {others}." if others else f"{sentence}."


def _listed(titles: Sequence[str]) -> str:
    return titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"
