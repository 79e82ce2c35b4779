"""Where a book is that is asked for by its number at Project Gutenberg, or by its address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from formatting import shown
from networks.fields import FieldError
from tasks.text.web import NOTHING_THERE, host_of

SUGGESTED = 219
"""Heart of Darkness: short, and known from many lectures."""
_PLACES = (
    "https://www.gutenberg.org/cache/epub/{0}/pg{0}.txt",
    "https://www.gutenberg.org/files/{0}/{0}-0.txt",
    "https://gutenberg.pglaf.org/cache/epub/{0}/pg{0}.txt",
)
"""Where it has the text of a number: the first is there for nearly all, the last is its mirror."""
_NUMBER = re.compile(r"(?:#|no\.? ?|pg|ebook #?)?0*([1-9][0-9]{0,6})", re.ASCII | re.IGNORECASE)
_PAGE = re.compile(
    r"(?:https?://)?(?:www\.|m\.)?gutenberg\.org/ebooks/([1-9][0-9]{0,6})[^/]*/?",
    re.ASCII | re.IGNORECASE,
)
_LONGEST_ADDRESS = 2_000


@dataclass(frozen=True)
class Wanted:
    """A book that can be downloaded.

    Attributes:
        name: what it is called until its text tells its title.
        addresses: where it may be, the likeliest place first.
        key: another one for every book, of letters and digits.
        missing: what to say if it is at none of the addresses, a sentence that does not name it.
    """

    name: str
    addresses: tuple[str, ...]
    key: str
    missing: str


def wanted(asked: str) -> Wanted:
    """What is meant by a number, such as ``219``, the page of a book, or any address.

    Raises:
        FieldError: it is none of them, said in a sentence.
    """
    asked = asked.strip()
    found = _NUMBER.fullmatch(asked) or _PAGE.fullmatch(asked)
    if found:
        return _of_number(found[1])
    if not _is_address(asked):
        raise FieldError(
            f"It is neither a number of Project Gutenberg, such as {SUGGESTED}, nor an address "
            "that begins with https:// or http://."
        )
    name = shown(PurePosixPath(unquote(urlsplit(asked).path)).stem)
    key = sha256(asked.encode()).hexdigest()[:32]
    return Wanted(name or host_of(asked), (asked,), key, NOTHING_THERE)


def _of_number(number: str) -> Wanted:
    return Wanted(
        f"Gutenberg {number}",
        tuple(place.format(number) for place in _PLACES),
        number,
        "Project Gutenberg has no plain text of this number.",
    )


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        is_named = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    is_plain = text.isprintable() and " " not in text and len(text) <= _LONGEST_ADDRESS
    return is_plain and is_named and parts.scheme in ("http", "https")
