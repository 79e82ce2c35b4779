"""The shapes of sequence problems: at which steps something is read, and at which it is said."""

from __future__ import annotations

ONE_TO_ONE = "one to one over time"
ONE_TO_MANY = "one to many"
MANY_TO_ONE = "many to one"
MANY_TO_MANY = "many to many"
DELAYED = "many to many after a delay"

SHAPES: dict[str, tuple[str, str]] = {
    ONE_TO_ONE: ("1111", "1111"),
    ONE_TO_MANY: ("1000", "1111"),
    MANY_TO_ONE: ("1111", "0001"),
    MANY_TO_MANY: ("1111", "0111"),
    DELAYED: ("110000", "000011"),
}
"""Of each a small example: a 1 at every step at which something is read, and likewise said."""
