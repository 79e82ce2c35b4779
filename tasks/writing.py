"""What a task declares whose networks write, and what they are asked for.

A network writes by reading what it has just written: a symbol is drawn from what it holds
likely, and is read as the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from networks.fields import Field, Number, WholeNumber
from networks.settings import LARGEST_SEED
from tasks.sampling import Sampling

if TYPE_CHECKING:
    from networks.numpy_network import NumpyNetwork

USUAL_COUNT = 200
"""Symbols that are written where nobody says how many."""
MOST_WRITTEN = 5_000
"""Symbols in one go."""
_USUAL = Sampling()

LENGTH = Field(
    "length",
    "Le&ngth",
    "How much is written in one go",
    WholeNumber(1, MOST_WRITTEN),
    600,
)
TEMPERATURE = Field(
    "temperature",
    "&Temperature",
    "1 draws as the network holds likely, less prefers the likely, 0 always takes the likeliest",
    Number(0.0, 5.0, step=0.1),
    _USUAL.temperature,
)
TOP_K = Field(
    "top_k",
    "Top-&k",
    "Only so many of the likeliest can be drawn; 0 is all",
    WholeNumber(0, 10_000, zero="all"),
    _USUAL.top_k,
)
TOP_P = Field(
    "top_p",
    "Top-&p",
    "Only as few of the likeliest can be drawn as have so much probability together; 1 is all",
    Number(0.01, 1.0, step=0.05),
    _USUAL.top_p,
)
SEED_OF_WRITING = Field(
    "seed_of_writing",
    "See&d",
    "The same seed draws the same again, from the same network and beginning",
    WholeNumber(0, LARGEST_SEED),
    _USUAL.seed,
)
OF_SAMPLING = (TEMPERATURE, TOP_K, TOP_P, SEED_OF_WRITING)
"""How symbols are drawn, field by field."""


def sampling_of(values: Mapping[str, Any]) -> Sampling:
    """How is drawn where these fields are set, and the others at their defaults."""
    set_to = {field.name: values.get(field.name, field.default) for field in OF_SAMPLING}
    return Sampling(seed=set_to.pop(SEED_OF_WRITING.name), **set_to)


@dataclass(frozen=True)
class ToWrite:
    """What is to be written.

    Attributes:
        beginning: that is read first; empty where the problem is to give one.
        count: so many symbols.
        sampling: how they are drawn.
    """

    beginning: str
    count: int
    sampling: Sampling = _USUAL


@dataclass(frozen=True, eq=False)
class Written:
    """A piece of what was written; of none the network has read no more than the beginning.

    Attributes:
        glyphs: of each symbol what it adds to the text.
        symbols: their classes, ``(count,)``.
        probabilities: float32 ``(count, classes)``: how likely the network held each class in
            the place of each, before anything was made of that to draw from.
        ahead: float32 ``(classes,)``: the same of the symbol after the last.
        trouble: why there is no more, in one sentence; empty where there can be more.
    """

    glyphs: tuple[str, ...]
    symbols: np.ndarray
    probabilities: np.ndarray
    ahead: np.ndarray
    trouble: str = ""

    @cached_property
    def confidences(self) -> np.ndarray:
        """How likely the network held what was drawn, ``(count,)``."""
        return self.probabilities[np.arange(len(self.symbols)), self.symbols]


class Writing(NamedTuple):
    """What a task declares whose networks write.

    Attributes:
        write: what is to be written of a problem, piece by piece, so that one is heard
            between two; None where there is nothing yet.
        given: of a problem, what is read first where this is typed: an empty text is a few
            words that were held out. Raises :class:`networks.fields.FieldError`.
        classes: what each class of a problem is called where it stands alone.
        copied: of a problem, the stretches of a text that stand in what was learned from, one by
            one; None so that one is heard in between.
        symbol: what a symbol of a problem is called.
        characters: of a problem, how many a symbol stands for, on average.
    """

    write: Callable[[NumpyNetwork, Any, ToWrite], Iterator[Written | None]]
    given: Callable[[Any, str], str]
    classes: Callable[[Any], Sequence[str]]
    copied: Callable[[Any, str], Iterator[slice | None]]
    symbol: Callable[[Any], str]
    characters: Callable[[Any], float] = lambda _problem: 1.0
