"""From the bytes of any text file, or what was pasted, to the text that a network learns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from files import read_regular
from formatting import counted, one_line, sentence_of
from networks.fields import FieldError
from tasks.decoding import FOUND_OUT, STRAY, TORN, check_few, decoded, fitting

LARGEST_FILE = 12_000_000
"""Bytes: twice the longest book, as it may be written in UTF-16, and what is cut off it."""
_TURN = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that set the direction of what follows until another one ends it: what a network writes
would stand turned round wherever it is shown."""
_FIRST_LINES = re.compile(
    r"\*\*\* ?START OF TH(?:E|IS) PROJECT GUTENBERG[^*]{0,300}\*\*\*[^\n]*\n", re.IGNORECASE
)
_LAST_LINES = re.compile(
    r"^(?:\*\*\* ?END OF TH(?:E|IS) PROJECT GUTENBERG|End of (?:th(?:e|is) )?Project Gutenberg)",
    re.IGNORECASE | re.MULTILINE,
)
_TITLE = re.compile(r"^Title: *(\S.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Prepared:
    """A text as a network learns it, and how it came to be.

    Attributes:
        text: lines end with ``\\n`` alone, and none is empty at the beginning or the end.
        title: as it names itself; may be empty.
        done: what was done to it, a sentence each.
        lost: what of it cannot be had again, a sentence each.
        has_header: whether there are lines of Project Gutenberg around it, cut off or kept.
        has_capitals: whether there are any, made small or kept.
        encodings: those of :data:`tasks.decoding.ENCODINGS` that it could be read in as well;
            none where there is no doubt.
    """

    text: str
    title: str
    done: tuple[str, ...]
    lost: tuple[str, ...]
    has_header: bool
    has_capitals: bool
    encodings: tuple[str, ...] = ()


def read_file(path: str | Path) -> bytes:
    """The bytes of a file that may hold a book.

    Raises:
        FieldError: it cannot be read, or is too large for one.
    """
    try:
        return read_regular(Path(path), LARGEST_FILE)
    except OSError as error:
        raise FieldError(sentence_of(error)) from error


def prepare(
    source: bytes | str, lower: bool = True, keep_header: bool = False, encoding: str = FOUND_OUT
) -> Prepared:
    """Make a text of what was read or pasted.

    Args:
        source: bytes, or a text.
        lower: whether capitals become small letters, of which each is then learned once.
        keep_header: whether what Project Gutenberg writes around a book is learned too.
        encoding: of bytes, one of :data:`tasks.decoding.ENCODINGS`.

    Raises:
        FieldError: it is no text.
    """
    done, lost = [], []
    encodings: tuple[str, ...] = ()
    if isinstance(source, bytes):
        source, title, encodings = _as_text(source, encoding)
        done.append(f"Read as {title}.")
    text, strays, turns = _in_lines(source)
    if strays:
        lost.append(f"{counted(strays, 'control character')} left out.")
    if turns:
        lost.append(f"{counted(turns, 'mark')} of direction left out.")
    if torn := text.count(TORN):
        lost.append(f"{counted(torn, 'place')} could not be read and {_stands(torn)} as {TORN}.")
    book, title = _without_header(text)
    has_header = book != text
    if has_header and not keep_header:
        cut = len(text) - len(book)
        done.append(f"Header and footer of Project Gutenberg cut off, {cut:,} characters.")
        text = book
    small = text.lower()
    has_capitals = small != text
    if has_capitals and lower:
        done.append("Capitals made small.")
        text = small
    return Prepared(text.strip(), title, (*done,), (*lost,), has_header, has_capitals, encodings)


def _as_text(raw: bytes, encoding: str) -> tuple[str, str, tuple[str, ...]]:
    """What it says, what its encoding is called, and which it can be in if that is a guess."""
    found = decoded(raw, encoding)
    is_open = found.is_guess or encoding != FOUND_OUT
    return found.text, found.title, fitting(raw) if is_open else ()


def _stands(count: int) -> str:
    return "stands" if count == 1 else "stand"


def _in_lines(text: str) -> tuple[str, int, int]:
    """With one kind of line ends and nothing stray, how much of that there was, and of turns.

    Line by line, so that other threads are not kept waiting.
    """
    lines = text.splitlines()
    straight = [_TURN.sub("", line) for line in lines]
    kept = [STRAY.sub("", line) for line in straight]
    whole, without_turns, left = (sum(map(len, each)) for each in (lines, straight, kept))
    check_few(without_turns - left, len(text))
    return "\n".join(kept), without_turns - left, whole - without_turns


def _without_header(text: str) -> tuple[str, str]:
    """What stands between the lines of Project Gutenberg, and the title before it."""
    begin = _FIRST_LINES.search(text)
    start = begin.end() if begin else 0
    end = _LAST_LINES.search(text, start)
    title = _TITLE.search(text, 0, start)
    return text[start : end.start() if end else None], one_line(title[1]) if title else ""
