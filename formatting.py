"""Numbers and texts as every window and the terminal write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from itertools import takewhile

ELLIPSIS = "…"
_FIRST_PICTURE = "\u2600"
_JOINING = "\u200c\u200d"
_PUT_ONTO = {"Mn", "Me"}
"""Categories of accents and the like: without a letter before them there is nothing to see."""
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters that are empty all the same."""
LONGEST_QUOTED = 120
"""Characters of a text that a sentence repeats."""
LONGEST_SENTENCE = 300
"""Characters of what the user is told at once, whatever a file or a name has to say in it."""
LONGEST_UNBROKEN = 60
"""Characters of a name in it between two of those at which a line can be broken."""
_UNBROKEN = re.compile(rf"[^\s/\\]{{{LONGEST_UNBROKEN + 1},}}")
LONGEST_PATTERN_TOLD = 24
"""Symbols of a pattern in a sentence or a title; the rest is left out."""

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def counted(number: float, noun: str) -> str:
    """A number with what it counts: ``1 epoch``, ``10,000 epochs``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(names: Collection[str], joint: str = "or") -> str:
    """``a, b or c``; of one name, the name."""
    *first, last = names
    return f"{', '.join(first)} {joint} {last}" if first else last


def one_line(text: str) -> str:
    """The same words without line breaks, as names from elsewhere may have them."""
    return " ".join(text.split())


def shorten(text: str, most: int) -> str:
    """The first ``most`` characters, and an ellipsis in place of the rest."""
    return text if len(text) <= most else text[:most] + ELLIPSIS


def shorten_start(text: str, most: int) -> str:
    """The last ``most`` characters, and an ellipsis in place of what is before them."""
    return text if len(text) <= most else ELLIPSIS + text[-most:]


def shorten_middle(text: str, most: int) -> str:
    """``most`` characters of both ends, and an ellipsis in place of what is between them."""
    if len(text) <= most:
        return text
    end = most // 2
    return text[: most - end] + ELLIPSIS + text[len(text) - end :]


def shorten_apart(name: str, names: Collection[str], most: int) -> str:
    """A name in about ``most`` characters; of ``names`` that begin alike not where they part.

    What these have in common is left out in the middle.
    """
    alike = {each for each in names if each.startswith(name[:most])} - {name}
    if len(name) <= most or not alike:
        return shorten(name, most)
    letters = zip(name, *alike, strict=False)
    shared = name[: sum(1 for _ in takewhile(lambda each: len({*each}) == 1, letters))]
    room = most - most // 3
    # From the word on in which they part, or as much of it as has room.
    start = max(shared.rfind(" ") + 1, len(shared) - room // 2)
    rest = shorten_apart(name[start:], {each[start:] for each in alike}, room)
    return name[: max(most // 3, most - len(rest))] + ELLIPSIS + rest


def confidence_text(confidence: float) -> str:
    """A probability in percent; never 0 or 100 %, which no network reaches, by rounding alone."""
    if confidence > 0.999:
        return "more than 99.9 %"
    return "less than 0.1 %" if confidence < 0.001 else share_text(confidence)


def short_confidence_text(confidence: float) -> str:
    """The same where there is room for few characters."""
    if confidence > 0.99:
        return ">99 %"
    return "<1 %" if confidence < 0.01 else share_text(confidence, 0)


def power_text(value: float) -> str:
    """A very small or large number in two digits: 3.1·10⁻⁹."""
    digits, power = f"{value:.1e}".split("e")
    return f"{digits}·10{str(int(power)).translate(_SUPERSCRIPTS)}"


def loss_text(loss: float, digits: int = 4) -> str:
    """A loss in few digits that still tell something when it is small: 0.0146, 3.1·10⁻⁵."""
    return power_text(loss) if 0 < loss < 0.001 else f"{loss:.{digits}f}"


def share_text(share: float, digits: int = 1) -> str:
    """A share in percent: 98.4 %."""
    return f"{100 * share:.{digits}f} %"


def duration_text(seconds: float) -> str:
    """About how long something takes: 5 s, 40 s, 3 minutes, 2 hours."""
    if seconds < 90:
        return f"{max(1, round(seconds)) if seconds < 10 else 10 * round(seconds / 10)} s"
    minutes = round(seconds / 60)
    if minutes < 90:
        return counted(minutes, "minute")
    return counted(round(minutes / 60), "hour")


def visible(text: str, before: str = " ", spaces: bool = False) -> str:
    """A text, or a symbol, with what leaves no mark in it by its number, such as U+200B.

    Args:
        text: that is shown.
        before: what stands before it; empty where nothing does.
        spaces: whether spaces of any kind, and line ends, stay as they are.
    """
    shown, last = [], (before or " ")[-1]
    for letter in text:
        stays = _is_seen(last, letter) or (spaces and letter.isspace())
        shown.append(letter if stays else f"U+{ord(letter):04X}")
        last = letter if stays else " "
    return "".join(shown)


def _is_seen(last: str, letter: str) -> bool:
    """Whether a letter leaves a mark behind the last one."""
    if letter in _JOINING or unicodedata.category(letter) in _PUT_ONTO:
        return not last.isspace()
    return letter.isprintable() and letter not in _BLANK


def with_names(symbol: str) -> str:
    """A symbol, and what the pictures in it are called: a font may lack them."""
    pictures = [each for each in dict.fromkeys(symbol) if _is_picture(each)]
    names = ", ".join(unicodedata.name(each, "no name").lower() for each in pictures)
    return f"{symbol} ({names})" if names else symbol


def _is_picture(character: str) -> bool:
    """Signs for a space or a line break come before them all."""
    return character >= _FIRST_PICTURE and unicodedata.category(character) == "So"


def shown(text: str, most: int = LONGEST_SENTENCE) -> str:
    """A text in one line and without what has no shape; of a long one the beginning."""
    line = one_line(text[: 2 * most])
    return shorten(visible(line), most - 1)


def quoted(text: str) -> str:
    """A text as it can stand in a sentence: in one line, and not too long."""
    # One character more than there is room for, so that the rest is marked as left out.
    beginning = visible(text[: LONGEST_QUOTED + 1])
    return f"`{shorten(beginning, LONGEST_QUOTED)}`"


def sentence_of(error: Exception, begun: str = "") -> str:
    """What to tell the user about an error, in one short line that begins with ``begun``.

    A name that no line of a box could be broken in is shortened in the middle: what is wrong is
    said after it.
    """
    sentence = f"{begun}{_words_of(error)}"
    return shown(_UNBROKEN.sub(lambda name: shorten_middle(name[0], LONGEST_UNBROKEN), sentence))


def _words_of(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "There is not enough memory for this."
    if isinstance(error, OSError) and error.strerror:
        place = f": {error.filename}" if error.filename else ""
        return f"{error.strerror}{place}."
    return str(error) or f"Something went wrong: {type(error).__name__}."
