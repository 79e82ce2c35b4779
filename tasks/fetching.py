"""What is fetched from the net, of whatever kind: how it comes, and what is said if it does not."""

from __future__ import annotations

from typing import NamedTuple

PATIENCE = 10
"""Seconds without a sign of life, after which nobody is waited for."""


class Arrived(NamedTuple):
    """Bytes that are there, of so many in all; None if nobody says how many."""

    done: int
    total: int | None


class DownloadError(Exception):
    """A file that cannot be had. Its message is one sentence for the user."""


REFUSED = "{} refuses it: {} {}."
BROKEN = "The connection to {} broke before all was there."
UNPROVED = "{} cannot prove that it is the one that is meant."
"""It may be another computer."""
UNANSWERED = "{} does not answer."
NO_WAY = "There is no way to {}: is this computer connected to the net?"
"""Nor may there be such a computer."""
