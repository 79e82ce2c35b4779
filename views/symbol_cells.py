"""A continuation as a row of cells, each with the words that describe it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from tasks.continuation import Continuation, confidence_text

SHOWN_TYPED = 16
"""Symbols of the pattern shown before the predicted ones; earlier ones are only counted."""


class CellKind(Enum):
    """What a cell stands for."""

    HIDDEN = auto()
    TYPED = auto()
    PREDICTED = auto()
    DEPARTURE = auto()

    @property
    def is_predicted(self) -> bool:
        """Whether the network said it, rather than the user."""
        return self in (CellKind.PREDICTED, CellKind.DEPARTURE)


@dataclass(frozen=True)
class Cell:
    """One place in the strip.

    Attributes:
        glyph: what stands in it.
        kind: what it stands for.
        description: the sentence for the tooltip and the screen reader.
        confidence: of a predicted symbol, 0.5 to 1.
    """

    glyph: str
    kind: CellKind
    description: str
    confidence: float = 1.0


def cells_of(continuation: Continuation) -> list[Cell]:
    """The end of the pattern, with what is left out counted, then every predicted symbol."""
    return _typed_cells(continuation) + _predicted_cells(continuation)


def _typed_cells(continuation: Continuation) -> list[Cell]:
    length = len(continuation.pattern)
    hidden = max(0, length - SHOWN_TYPED)
    cells = [
        Cell(glyph, CellKind.TYPED, f"Symbol {place:,} of {length:,} of the pattern: {glyph}")
        for place, glyph in enumerate(continuation.pattern.glyphs[hidden:], start=hidden + 1)
    ]
    if hidden:
        are = "symbol before this is" if hidden == 1 else "symbols before these are"
        cells.insert(0, Cell("…", CellKind.HIDDEN, f"{hidden:,} {are} not shown"))
    return cells


def _predicted_cells(continuation: Continuation) -> list[Cell]:
    departure = continuation.first_departure
    each = zip(continuation.symbols, continuation.confidences, continuation.expected, strict=True)
    cells = []
    for index, (symbol, confidence, expected) in enumerate(each):
        kind = CellKind.DEPARTURE if index == departure else CellKind.PREDICTED
        description = (
            f"Predicted symbol {index + 1}: {symbol} with {confidence_text(confidence)} "
            f"confidence; the pattern has {expected}"
        )
        if kind is CellKind.DEPARTURE:
            description += ": the first to leave the pattern"
        cells.append(Cell(str(symbol), kind, description, float(confidence)))
    return cells


def summary_of(continuation: Continuation) -> str:
    """All that the strip shows in one sentence, for those who cannot see it."""
    shown = ",".join(continuation.pattern.glyphs[-SHOWN_TYPED:])
    ending = "" if len(continuation.pattern) <= SHOWN_TYPED else "ending in "
    typed = f"After the pattern {ending}{shown}"
    if not len(continuation.probabilities):
        trouble = continuation.trouble
        return f"{typed} nothing is predicted{f'. {trouble}' if trouble else ' yet.'}"
    departure = continuation.first_departure
    verdict = (
        "it keeps to the pattern"
        if departure is None
        else f"predicted symbol {departure + 1} is the first to leave the pattern"
    )
    predicted = f"the network predicts {','.join(continuation.glyphs)}; {verdict}."
    return f"{typed} {predicted} {continuation.trouble}".strip()
