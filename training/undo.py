"""What Undo brings back: the training that was left for another, or for an earlier epoch of it."""

from __future__ import annotations

from dataclasses import dataclass

from training.checkpoint import Checkpoint
from training.snapshots import EpochSnapshots

UNDO = "Bring back the training from before Reset, New Weights, other settings or going back"
"""What Undo does, as long as there is nothing to bring back."""

KEEP_NETWORK = "Keep this network: take the change of its settings back"
"""What Undo does while another network is being prepared."""

BY_UNDO = "Undo"
BY_SETTINGS = "the change of settings"


@dataclass(frozen=True, eq=False)
class Left:
    """A training as it was when it was left.

    Attributes:
        checkpoint: the training.
        snapshots: the states of its epochs that were kept.
        by: what it was left by, as the user knows it.
        opened_weights: whether nothing was trained but the weights came from a file.
    """

    checkpoint: Checkpoint
    snapshots: EpochSnapshots
    by: str
    opened_weights: bool

    @property
    def replaces_the_one_before(self) -> bool:
        """Whether this is worth more than what could be brought back so far.

        A network that has learned nothing is not, unless Undo itself has just made the
        other one present.
        """
        return bool(self.checkpoint.records) or self.opened_weights or self.by == BY_UNDO

    @property
    def sentence(self) -> str:
        """What bringing it back means, for the user."""
        epochs = len(self.checkpoint.records)
        count = {0: "the network", 1: "the 1 epoch"}.get(epochs, f"the {epochs:,} epochs")
        return f"Bring back {count} from before {self.by}"
