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


def refused_by(host: str, status: int, reason: str) -> str:
    """That a computer does not give it."""
    return f"{host} refuses it: {status} {reason}."


def broken_by(host: str) -> str:
    """That it has ended too early."""
    return f"The connection to {host} broke before all was there."


def unproved_by(host: str) -> str:
    """That it may be another computer."""
    return f"{host} cannot prove that it is the one that is meant."


def unanswered_by(host: str) -> str:
    """That a computer stays silent."""
    return f"{host} does not answer."


def no_way_to(host: str) -> str:
    """That there is no net, or no such computer in it."""
    return f"There is no way to {host}: is this computer connected to the net?"
