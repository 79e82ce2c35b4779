"""A race: several networks learn the same problem, and who has first learned it."""

from __future__ import annotations

from collections.abc import Sequence

from formatting import counted, listed
from tasks.words import Words
from training.group import Member

FEWEST, MOST = 2, 4
"""Contestants in a race."""


def verdict(members: Sequence[Member], epochs: int, words: Words) -> str:
    """Who was first to learn the problem, and who has exploded, in words.

    Args:
        members: the contestants.
        epochs: how many all of them have done who have not exploded.
        words: of the problem's task.
    """
    exploded = [
        f"{each.learner.title} exploded in epoch {each.exploded_in:,}"
        for each in members
        if each.exploded_in
    ]
    ended = f" {', '.join(exploded)}." if exploded else ""
    done = [each for each in members if each.first_faultless]
    if done:
        waiting = [
            f"{each.learner.title} not yet"
            for each in members
            if not each.first_faultless and not each.exploded_in
        ]
        in_order = sorted((each.first_faultless, each.learner.title) for each in done)
        return _order(in_order, waiting, words) + ended
    if len(exploded) == len(members):
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
