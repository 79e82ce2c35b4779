"""Values on the command line: each is read, or refused in a sentence."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Collection

from utils import quoted

_PLAIN_NUMBER = re.compile("[0-9]+")
_DECIMAL = re.compile(r"-?([0-9]+\.?[0-9]*|\.[0-9]+)(e-?[0-9]{1,3})?", re.ASCII | re.IGNORECASE)


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """Reads a whole number between two others."""

    def read(text: str) -> int:
        # Not what else Python takes for a number, such as digits of other scripts or 1_0;
        # and a number of thousands of digits it would refuse with an error of its own.
        is_number = _PLAIN_NUMBER.fullmatch(text) and len(text) <= len(str(most))
        if not is_number or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(no_whole_number(text, least, most))
        return int(text)

    return read


def no_whole_number(text: str, least: int, most: int) -> str:
    """What is wrong with a text that is no such number."""
    return f"{quoted(text)} is not a whole number from {least:,} to {most:,}."


def decimal(least: float, most: float) -> Callable[[str], float]:
    """Reads a number between two others."""

    def read(text: str) -> float:
        if not _DECIMAL.fullmatch(text) or not least <= float(text) <= most:
            raise argparse.ArgumentTypeError(
                f"{quoted(text)} is not a number from {least:g} to {most:g}."
            )
        return float(text)

    return read


def one_of(what: str, known: Collection[str]) -> Callable[[str], str]:
    """Reads one of the names that are known."""

    def read(name: str) -> str:
        if name not in known:
            raise argparse.ArgumentTypeError(
                f"There is no {what} {quoted(name)}, only {listed(known, 'and')}."
            )
        return name

    return read


def listed(names: Collection[str], joint: str = "or") -> str:
    """``a, b or c``."""
    *first, last = names
    return f"{', '.join(first)} {joint} {last}"
