"""Numbers as they are typed, in a field or on the command line: read as they stand, or refused.

Whatever the language of the computer, a point and a comma both mean the decimal point, and
nothing groups digits: 1,000 is 1 where decimals may stand, and no whole number.
"""

from __future__ import annotations

import re

from formatting import quoted

_WHOLE = re.compile("[0-9]{1,18}")
_DECIMAL = re.compile(
    r"-?([0-9]+[.,]?[0-9]*|[.,][0-9]+)(e[+-]?[0-9]{1,3})?", re.ASCII | re.IGNORECASE
)
_GROUPED = re.compile(r"[0-9]{1,3}([.,'\s][0-9]{3})+")
_MINUS = "\N{MINUS SIGN}"


class NumberError(ValueError):
    """A text that is no such number. Its message is one sentence for the user."""


def read_whole(text: str, least: int, most: int) -> int:
    """Read a whole number from ``least`` to ``most``.

    Raises:
        NumberError: it is none.
    """
    # Not what else Python takes for a number, such as digits of other scripts or 1_0; and a
    # number of thousands of digits it would refuse with an error of its own.
    if not _WHOLE.fullmatch(text) or not least <= int(text) <= most:
        end = ": write it in digits alone." if _GROUPED.fullmatch(text) else "."
        raise NumberError(f"{quoted(text)} is not a whole number from {least:,} to {most:,}{end}")
    return int(text)


def read_decimal(text: str, least: float, most: float) -> float:
    """Read a number from ``least`` to ``most``, such as ``0.003``, ``0,003`` or ``3e-3``.

    Raises:
        NumberError: it is none.
    """
    # The program itself writes the other minus.
    plain = text.replace(_MINUS, "-")
    number = float(plain.replace(",", ".")) if _DECIMAL.fullmatch(plain) else float("nan")
    if not least <= number <= most:
        raise NumberError(f"{quoted(text)} is not a number from {least:g} to {most:g}.")
    return number


def write_decimal(number: float) -> str:
    """The shortest text that is read as just this number, with a point."""
    return repr(float(number)).removesuffix(".0")
