"""A problem, and what a network says to it, in three lines of rich text."""

from __future__ import annotations

import html
import re

from formatting import (
    confidence_text,
    counted,
    one_line,
    share_text,
    shorten,
    shorten_start,
    visible,
)
from tasks.answer import Answer
from tasks.registry import task_of
from tasks.task import Problem

MOST_SHOWN = 16
"""Symbols of each kind; the strip below shows them all."""
_MOST_CHARACTERS = 2 * MOST_SHOWN
"""Each symbol has its comma."""
MOST_SPELLED = 60
"""Characters of a sequence with spaces in it."""
_SUREST = 0.999
"""More is not told: no network reaches 100 %."""
NOTHING = "–"
_COLLAPSING = re.compile(r"^ | (?= )")
"""Spaces that HTML would leave out."""
_LAST = re.compile(r" \Z")
"""One that it would take for that behind it."""


def answer_lines(
    problem: Problem | None,
    answer: Answer | None,
    when: str,
    colour: str,
    compared: str = "",
    room: int = MOST_SPELLED,
) -> tuple[str, str, str]:
    """What stands in the lines that :class:`tasks.words.Words` names.

    Args:
        problem: that is typed, or None.
        answer: of a network that has learned it, or None.
        when: how far training had come then, in words.
        colour: of what the network says.
        compared: how the network compares with simpler means, where it does.
        room: characters for which there is room at least.
    """
    if problem is None or not task_of(problem).is_drawn:
        return _of_pattern(problem, answer, when, colour)
    if task_of(problem).writing is not None:
        return (*_of_writing(answer, when, colour), _as_typed(compared) or NOTHING)
    if task_of(problem).explaining is not None:
        return (*_of_judgement(answer, when), _as_typed(compared) or NOTHING)
    if answer is None:
        return NOTHING, NOTHING, NOTHING
    given, expected = (
        _as_typed(shorten(answer.spelled(glyphs), room))
        for glyphs in (answer.given, answer.expected)
    )
    said = _as_typed(shorten(answer.spelled(answer.said), MOST_SPELLED))
    verdict = "✓" if answer.first_departure is None else "✗"
    words = f"{_predicted(said, colour)} {verdict}  ({_certainty(answer)}, {when})"
    return given, expected, words


def _of_pattern(
    problem: Problem | None, answer: Answer | None, when: str, colour: str
) -> tuple[str, str, str]:
    original = NOTHING if problem is None else _beginning(str(problem))
    if answer is None:
        return original, NOTHING, NOTHING
    real = shorten_start(",".join(answer.given), _MOST_CHARACTERS)
    said = _beginning(answer.spelled(answer.said))
    updated = f"{_as_typed(real)} <b>|</b> {_predicted(_as_typed(said), colour)}"
    if not answer.said:
        return original, updated, f"none  ({when})"
    return original, updated, f"{answer.said[0]}  ({_certainty(answer)}, {when})"


def _of_writing(answer: Answer | None, when: str, colour: str) -> tuple[str, str]:
    """The end of what was read; the beginning of what was written, and how sure that was."""
    if answer is None:
        return NOTHING, NOTHING
    given = _as_typed(shorten_start(_in_a_line("".join(answer.given)), MOST_SPELLED))
    if not answer.said:
        return given, f"nothing  ({when})"
    said = _as_typed(shorten(_in_a_line("".join(answer.said)), MOST_SPELLED))
    mean = confidence_text(float(answer.confidences.mean()))
    return given, f"{_predicted(said, colour)}  ({mean} confident on average, {when})"


def _of_judgement(answer: Answer | None, when: str) -> tuple[str, str]:
    """A text; what it was held to be, if that is known whether it is so, and what was not read."""
    if answer is None:
        return NOTHING, NOTHING
    given = _as_typed(shorten(one_line(answer.text), MOST_SPELLED))
    said, expected = answer.said[0], answer.expected[0]
    known = "" if expected == NOTHING else f" {'✓' if said == expected else '✗'} it is {expected}"
    said = f"<b>{said}</b>{known}  ({_certainty(answer)}, {when})"
    return given, " ".join(filter(None, (said, _unknown_told(answer))))


def _unknown_told(answer: Answer) -> str:
    """How many words of a text the network does not know; empty if it knows them all."""
    if not answer.unknown:
        return ""
    if answer.unknown == len(answer.given):
        return "It knows none of these words."
    return f"Of its {len(answer.given):,} words the network does not know {answer.unknown:,}."


def _as_typed(text: str) -> str:
    """As HTML that shows it as it is, with all its spaces."""
    return _COLLAPSING.sub("&nbsp;", html.escape(text))


def _in_a_line(text: str) -> str:
    return visible(text, spaces=True).replace("\n", "↵")


def _predicted(text: str, colour: str) -> str:
    """Underlined as well as coloured, so that nobody depends on the colour."""
    text = _LAST.sub("&nbsp;", text)
    return f'<span style="color:{colour}; text-decoration:underline">{text}</span>'


def _certainty(answer: Answer) -> str:
    """Of the first symbol of a continuation, or of the least certain of an answer."""
    if answer.errors is not None:
        return f"off by {answer.errors.max():.2f}"
    if not task_of(answer.problem).is_drawn or len(answer.said) == 1:
        return f"{confidence_text(float(answer.confidences[0]))} confident"
    least = min(float(answer.confidences.min()), _SUREST)
    return f"at least {share_text(least)} confident"


def _beginning(glyphs: str) -> str:
    text = shorten(",".join(glyphs), _MOST_CHARACTERS)
    count = f" ({counted(len(glyphs), 'symbol')})" if len(glyphs) > MOST_SHOWN else ""
    return text + count
