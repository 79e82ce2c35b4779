"""Values on the command line: each is read, or refused in a sentence."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection
from typing import Any

from formatting import listed, quoted
from typed_numbers import NumberError, read_decimal, read_whole


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """Reads a whole number between two others."""
    return _in_range(read_whole, least, most)


def decimal(least: float, most: float) -> Callable[[str], float]:
    """Reads a number between two others."""
    return _in_range(read_decimal, least, most)


def _in_range(reading: Callable[[str, Any, Any], Any], least: float, most: float) -> Any:
    def read(text: str) -> Any:
        try:
            return reading(text, least, most)
        except NumberError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

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
