"""What others have reached on a task, and what is to be learned from that."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reached:
    """One network of a source, and the same here.

    Attributes:
        network: what it is, in few words.
        training: the share of the training part that was right there, in percent; None: not told.
        held_out: of what was not trained on, likewise.
        after: how many epochs it was trained there.
        ours: what the same network reaches here on the held-out part, in percent.
        best_after: after which epoch that was, from where on it overfits.
    """

    network: str
    training: float | None
    held_out: float
    after: int
    ours: float | None = None
    best_after: int | None = None


@dataclass(frozen=True)
class Others:
    """All of them.

    Attributes:
        title: of what is told.
        reached: line by line.
        lessons: what is to be learned, each a question or a few words, and its answer.
    """

    title: str
    reached: tuple[Reached, ...]
    lessons: tuple[tuple[str, str], ...]
