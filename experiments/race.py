"""A race: several networks learn the same problem, and who has first learned it."""

from __future__ import annotations

from collections.abc import Sequence

from formatting import counted, listed
from tasks.words import Words

FEWEST, MOST = 2, 4
"""Contestants in a race."""


def verdict(
    titles: Sequence[str],
    firsts: Sequence[int],
    explosions: Sequence[int],
    epochs: int,
    words: Words,
) -> str:
    """Who was first to learn the problem, and who has exploded, in words.

    Args:
        titles: of the contestants.
        firsts: the epoch after which each one had first learned it; 0 while it has not.
        explosions: the epoch in which each one has exploded; 0 if it has not.
        epochs: how many all of them have done who have not exploded.
        words: of the problem's task.
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
        return _order(done, waiting, words) + ended
    if all(explosions):
        return f"Nobody has {words.achieved}.{ended}"
    if not epochs:
        return f"Nobody has done an epoch yet.{ended}"
    done_by_all = counted(epochs, "epoch")
    return f"After {done_by_all} nobody {words.achieves} yet.{ended}"


def _order(done: Sequence[tuple[int, str]], waiting: Sequence[str], words: Words) -> str:
    """Who was first, and how it stands with the others."""
    best = done[0][0]
    first = (
        f"{listed([title for first, title in done if first == best], 'and')}, after epoch {best}"
    )
    later = [f"{title} after epoch {first}" for first, title in done if first > best]
    sentence = f"First to {words.achieve}: {first}"
    others = ", ".join([*later, *waiting])
    return f"{sentence}; {others}." if others else f"{sentence}."
