"""From the bytes of any text file, or what was pasted, to the text that a network learns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from files import read_regular
from formatting import counted, one_line, sentence_of
from networks.fields import FieldError

LARGEST_FILE = 12_000_000
"""Bytes: twice the longest book, as it may be written in UTF-16, and what is cut off it."""
_USUAL = ("utf_8", "utf_16", "utf_16_le", "utf_16_be", "cp1252", "latin_1")
"""Encodings that are looked for first: what is neither is of an alphabet of its own."""
_TITLES = {
    "ascii": "UTF-8",
    "utf_8": "UTF-8",
    "utf_16": "UTF-16",
    "utf_16_le": "UTF-16",
    "utf_16_be": "UTF-16",
    "cp1252": "Windows-1252",
    "latin_1": "Latin-1",
}
_MARKED = re.compile(b"\xff\xfe|\xfe\xff")
"""What a text in UTF-16 begins with."""
_WESTERN = ("cp1252", "latin_1")
_ONLY_IN_WINDOWS = re.compile(b"[\x80-\x9f]")
_NOT_IN_WINDOWS = b"\x81\x8d\x8f\x90\x9d"
"""What Windows-1252 has no characters for."""
_NO_TEXT = "It is not a text, or one in an encoding that is not known here."
_TORN = "\N{REPLACEMENT CHARACTER}"
_STRAY = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")
"""What has no place in a text once its lines are parted: control characters, and half ones."""
_MOST_STRAY = 1_000
"""Of so many characters one may be stray: a file with more is no text."""
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
    """

    text: str
    title: str
    done: tuple[str, ...]
    lost: tuple[str, ...]
    has_header: bool
    has_capitals: bool


def read_file(path: str | Path) -> bytes:
    """The bytes of a file that may hold a book.

    Raises:
        FieldError: it cannot be read, or is too large for one.
    """
    try:
        return read_regular(Path(path), LARGEST_FILE)
    except OSError as error:
        raise FieldError(sentence_of(error)) from error


def prepare(source: bytes | str, lower: bool = True, keep_header: bool = False) -> Prepared:
    """Make a text of what was read or pasted.

    Args:
        source: bytes in any encoding, which is found out; or a text.
        lower: whether capitals become small letters, of which each is then learned once.
        keep_header: whether what Project Gutenberg writes around a book is learned too.

    Raises:
        FieldError: it is no text.
    """
    done, lost = [], []
    if isinstance(source, bytes):
        source, encoding = _decoded(source)
        done.append(f"Read as {encoding}.")
    text, strays = _in_lines(source)
    if strays:
        lost.append(f"{counted(strays, 'control character')} left out.")
    if torn := text.count(_TORN):
        lost.append(f"{counted(torn, 'place')} could not be read and {_stands(torn)} as {_TORN}.")
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
    return Prepared(text.strip(), title, (*done,), (*lost,), has_header, has_capitals)


def _stands(count: int) -> str:
    return "stands" if count == 1 else "stand"


def _decoded(raw: bytes) -> tuple[str, str]:
    """The text, and what its encoding is called."""
    # It takes a while to load, for which nobody should wait who opens no file.
    from charset_normalizer import from_bytes

    found = from_bytes(raw, cp_isolation=[*_USUAL]).best()
    is_western = found is not None and found.encoding in _WESTERN
    if found is None or is_western:
        torn = _as_torn_utf_8(raw)
        if torn is not None:
            return torn, "UTF-8"
    if found is None and _MARKED.match(raw):
        return _with_few_torn(raw, "utf_16")
    if is_western or (found is None and _is_windows_but_for_few(raw)):
        # Where both have a character it is the same; Latin-1 has none from 80 to 9F.
        return _with_few_torn(raw, "cp1252" if _ONLY_IN_WINDOWS.search(raw) else "latin_1")
    found = found or from_bytes(raw).best()
    if found is None:
        raise FieldError(_NO_TEXT)
    return str(found), _TITLES.get(found.encoding, found.encoding.replace("_", "-").upper())


def _is_windows_but_for_few(raw: bytes) -> bool:
    """Whether a text in Windows-1252 is left if what that has no characters for is left out."""
    from charset_normalizer import from_bytes

    plain = raw.translate(None, _NOT_IN_WINDOWS)
    return len(plain) < len(raw) and bool(from_bytes(plain, cp_isolation=[*_WESTERN]))


def _with_few_torn(raw: bytes, encoding: str) -> tuple[str, str]:
    """The same, read in this encoding where it can be.

    Raises:
        FieldError: that is in too few places.
    """
    text = raw.decode(encoding, "replace")
    if not text or text.count(_TORN) * _MOST_STRAY > len(text):
        raise FieldError(_NO_TEXT)
    return text, _TITLES[encoding]


def _as_torn_utf_8(raw: bytes) -> str | None:
    """The text, if it is one in UTF-8 but for few places."""
    text = raw.decode("utf-8", "replace")
    torn = text.count(_TORN)
    told = len(raw) - len(text)  # Bytes that a character has beside its first.
    return text if told > 10 * torn else None


def _in_lines(text: str) -> tuple[str, int]:
    """With one kind of line ends and nothing stray, and how much of that there was.

    Line by line, so that other threads are not kept waiting.
    """
    lines = text.splitlines()
    kept = [_STRAY.sub("", line) for line in lines]
    strays = sum(map(len, lines)) - sum(map(len, kept))
    if strays * _MOST_STRAY > len(text):
        raise FieldError(_NO_TEXT)
    return "\n".join(kept), strays


def _without_header(text: str) -> tuple[str, str]:
    """What stands between the lines of Project Gutenberg, and the title before it."""
    begin = _FIRST_LINES.search(text)
    start = begin.end() if begin else 0
    end = _LAST_LINES.search(text, start)
    title = _TITLE.search(text, 0, start)
    return text[start : end.start() if end else None], one_line(title[1]) if title else ""
