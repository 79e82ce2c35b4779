"""What can be looked at of a problem that is one long sequence: any part of it, and what is typed.

And what is true of a symbol where it stands there, which a unit of a network may have learned to
follow.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from tasks.sample import Sample

LINE_END = "↵"
"""As a line's end is written; what comes after it stands in a new line."""


class Property(NamedTuple):
    """Something that is true of each symbol where it stands, or how much of it.

    Attributes:
        name: for the user.
        tip: what it is, in one sentence.
        values: of a problem, from a symbol on, from 0, for so many of them: a number each, not
            a number where it does not apply.
    """

    name: str
    tip: str
    values: Callable[[Any, int, int], np.ndarray]


class Passages(NamedTuple):
    """The parts of such a sequence.

    Attributes:
        length: of a problem, in symbols.
        unseen_from: number of the first symbol, from 0, that no network is trained on.
        at: from a symbol on, from 0, so many of them to be read, and what follows each.
        typed: what is typed, read as the problem's own; raises
            :class:`networks.fields.FieldError` with a sentence that says what is wrong with it.
        properties: what can be looked for.
        kinds: of each symbol that there can be what sort it is of.
    """

    length: Callable[[Any], int]
    unseen_from: Callable[[Any], int]
    at: Callable[[Any, int, int], Sample]
    typed: Callable[[Any, str], Sample]
    properties: Callable[[Any], tuple[Property, ...]]
    kinds: Callable[[Any], tuple[str, ...]]
