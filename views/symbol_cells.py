"""An answer as a row of cells, each with the words that describe it."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from formatting import confidence_text, short_confidence_text
from tasks.answer import Answer
from tasks.registry import task_of

SHOWN_TYPED = 16
"""Given symbols that are shown before the predicted ones; earlier ones are only counted."""


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


class SymbolCell(NamedTuple):
    """One place in the strip.

    Attributes:
        glyph: what stands in it.
        kind: what it stands for.
        description: the sentence for the tooltip and the screen reader.
        confidence: of a predicted symbol, 0 to 1; None where it is a number.
        note: what stands under it; empty without any.
        caption: words above it; empty without any.
        given: over a predicted one the symbol that it answers, if that is one; else empty.
    """

    glyph: str
    kind: CellKind
    description: str
    confidence: float | None = None
    note: str = ""
    caption: str = ""
    given: str = ""


def cells_of(answer: Answer) -> list[SymbolCell]:
    """The end of what was given, with what is left out counted, then every predicted symbol.

    Where there is an answer at each step, it stands in one cell with what it answers.
    """
    typed, predicted = _typed_cells(answer), _predicted_cells(answer)
    if not answer.at_each_step:
        return typed + predicted
    return [
        said._replace(given=given.glyph, description=f"{given.description}. {said.description}")
        for given, said in zip(typed, predicted, strict=True)
    ]


def _typed_cells(answer: Answer) -> list[SymbolCell]:
    task = task_of(answer.problem)
    length, noun = len(answer.given), task.noun
    hidden = _hidden(answer)
    cells = [
        SymbolCell(glyph, CellKind.TYPED, f"Symbol {place:,} of {length:,} of the {noun}: {glyph}")
        for place, glyph in enumerate(answer.given[hidden:], start=hidden + 1)
    ]
    if (place := answer.place) is not None:
        told = f"{cells[place].description}, which is asked for"
        cells[place] = cells[place]._replace(note="asked", description=told)
    cells[0] = cells[0]._replace(caption=task.words.given)
    if hidden:
        are = "symbol before this is" if hidden == 1 else "symbols before these are"
        cells.insert(0, SymbolCell("…", CellKind.HIDDEN, f"{hidden:,} {are} not shown"))
    return cells


def _hidden(answer: Answer) -> int:
    """How many symbols that were given are not shown."""
    return 0 if task_of(answer.problem).is_drawn else max(0, len(answer.given) - SHOWN_TYPED)


def _predicted_cells(answer: Answer) -> list[SymbolCell]:
    departure, words = answer.first_departure, task_of(answer.problem).words
    cells = []
    for index, (symbol, expected) in enumerate(zip(answer.said, answer.expected, strict=True)):
        kind, caption = CellKind.PREDICTED, ""
        certainty, confidence, note = _certainty(answer, index)
        description = f"Predicted symbol {index + 1}: {symbol} {certainty}; {words.has} {expected}"
        if index == departure:
            kind, caption = CellKind.DEPARTURE, f"✗ {words.leaves}"
            description += f": {words.first_to_leave}"
        cells.append(SymbolCell(symbol, kind, description, confidence, note, caption))
    return cells


def _certainty(answer: Answer, index: int) -> tuple[str, float | None, str]:
    """How sure or how near an answer is: in a sentence, as a share, and in few characters."""
    if answer.errors is not None:
        off = f"off {answer.errors[index]:.2f}"
        return f"is {off.replace('off', 'off by')}", None, off
    confidence = float(answer.confidences[index])
    words = f"with {confidence_text(confidence)} confidence"
    return words, confidence, short_confidence_text(confidence)


def summary_of(answer: Answer) -> str:
    """All that the strip shows in one sentence, for those who cannot see it."""
    hidden = _hidden(answer)
    shown = ",".join(answer.given[hidden:])
    ending = "ending in " if hidden else ""
    task = task_of(answer.problem)
    typed = f"After the {task.noun} {ending}{shown}"
    if (place := answer.place) is not None:
        typed += f", of which symbol {place + 1}, {answer.given[place]}, is asked for,"
    if not answer.said:
        trouble = answer.trouble
        return f"{typed} nothing is predicted{f'. {trouble}' if trouble else ' yet.'}"
    departure = answer.first_departure
    verdict = (
        task.words.keeps
        if departure is None
        else f"predicted symbol {departure + 1} is {task.words.first_to_leave}"
    )
    said = ",".join(answer.said)
    if answer.at_each_step:
        typed = f"At each symbol of the {task.noun}"
        pairs = zip(answer.said, answer.given, strict=True)
        said = ", ".join(f"{symbol} after {given}" for symbol, given in pairs)
    predicted = f"the network predicts {said}; {verdict}."
    return f"{typed} {predicted} {answer.trouble}".strip()
