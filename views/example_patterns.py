"""Patterns worth trying, each with a word on why."""

from __future__ import annotations

from typing import NamedTuple


class Example(NamedTuple):
    """A pattern for the menu: its name, its symbols, and why it is interesting."""

    name: str
    symbols: str
    why: str


def de_bruijn_cycle(order: int) -> str:
    """The cycle in which every word of ``order`` symbols occurs exactly once (de Bruijn 1946).

    Built greedily: a 1 is put on wherever that does not repeat a word (Martin 1934).
    """
    symbols = "0" * order
    seen = {symbols}
    while len(seen) < 2**order:
        longer = symbols + "1"
        symbols = longer if longer[-order:] not in seen else symbols + "0"
        seen.add(symbols[-order:])
    return symbols[: 2**order]


def thue_morse(length: int) -> str:
    """The start of the Thue–Morse sequence: the parity of the ones in 0, 1, 2, … in binary."""
    return "".join(str(number.bit_count() % 2) for number in range(length))


EXAMPLES = (
    Example("Alternation", "0101", "the simplest rhythm: the last symbol decides the next"),
    Example("Pairs", "0011", "after a 0 may come a 0 or a 1: one symbol of memory is too little"),
    Example(
        "A lone 1",
        "00000001",
        "the net has to count: a look at the last few zeros does not say when the 1 is due",
    ),
    Example(
        "de Bruijn cycle",
        de_bruijn_cycle(4),
        "every word of four symbols occurs once: three symbols of memory never suffice, four do",
    ),
    Example(
        "Thue–Morse",
        thue_morse(16),
        "copy, flip, append: within it no block ever comes three times in a row",
    ),
    Example(
        "Random",
        "111111100100",  # Tosses of a coin.
        "no rule at all: the net can only learn it by heart",
    ),
)
