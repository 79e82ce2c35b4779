"""What others have reached on a task, and what is to be learned from that."""

from __future__ import annotations

from typing import NamedTuple


class Reached(NamedTuple):
    """One network of a source, and the same here.

    Attributes:
        network: what it is, in few words.
        training: the share of the training part that was right there, in percent; None: not told.
        held_out: of what was not trained on, likewise.
        after: how many epochs it was trained there.
        here: what the same network reaches here after each epoch, of the training part and of the
            held-out part, in percent; empty where that is not known.
        by: who built it; empty where that is not known.
        is_of_test: whether ``held_out`` is known to be of the test set.
    """

    network: str
    training: float | None
    held_out: float
    after: int
    here: tuple[tuple[float, float], ...] = ()
    by: str = ""
    is_of_test: bool = False

    @property
    def ours(self) -> float | None:
        """The most of the held-out part that was right here."""
        return max((held_out for _, held_out in self.here), default=None)

    @property
    def best_after(self) -> int | None:
        """After which epoch that was; from there on it overfits."""
        epochs = range(len(self.here))
        best = max(epochs, key=lambda epoch: self.here[epoch][1], default=None)
        return None if best is None else best + 1


class Others(NamedTuple):
    """All of them.

    Attributes:
        title: of what is told.
        reached: line by line.
        lessons: what is to be learned, each a question or a few words, and its answer.
    """

    title: str
    reached: tuple[Reached, ...]
    lessons: tuple[tuple[str, str], ...]
