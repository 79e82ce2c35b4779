"""A review as the words and marks that a network reads, and those as a review again.

Written large or small a word is the same. A contraction is one word (``don't``), but a genitive
is two (``film`` and ``'s``). Marks that end or part sentences, quotation marks, emoticons and
emoji are words of their own; other marks are left out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

NUMBER = "<number>"
"""The word that stands for every number that tells no opinion."""
MARKS = frozenset(".,!?'\"")
_LARGEST_KEPT = 10
"""Numbers up to here are words of their own: many are grades."""
LONGEST_WORD = 40
"""Characters; of what is longer, the beginning is the word."""
_EMOJI = "\u2600-\u27bf\u2b50\u2b55\U0001f300-\U0001faff"
_DRESS = "\ufe0f\U0001f3fb-\U0001f3ff"
"""What gives an emoji another colour, but no other meaning."""
_PART = re.compile(
    rf"""
    \d+(?:[.,]\d+)*(?:/\d+)?(?!\w)          # A number or a grade.
    | \w+(?:['’`´]\w+)*                     # A word.
    | [:;=]['-]?[()dp](?!\w) | <3           # An emoticon, its letters made small.
    | \.{{2,}} | [.,!?'"’‘“”]
    | [{_EMOJI}][{_DRESS}]*(?:\u200d[{_EMOJI}][{_DRESS}]*)*
    """,
    re.VERBOSE,
)
_TAG = re.compile(r"</?[a-z][^<>]{0,300}>", re.IGNORECASE)
_GRADE = re.compile(r"(\d{1,3})(?:\.\d)?/(\d{1,3})")
_COUNT = re.compile(r"\d+(?:[.,]\d+)*(?:/\d+)?")
_PLAIN = str.maketrans(
    "’‘`´“”", "''''\"\"", "\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
)
_BEFORE_MARK = re.compile(r" (?=[.,!?]|'s\b)")
_WITHIN_QUOTES = re.compile(r'" ([^"]*?) ?"')


def without_html(text: str) -> tuple[str, int]:
    """A text without HTML's signs, and how many became spaces."""
    text, tags = _TAG.subn(" ", text) if "<" in text else (text, 0)
    return (html.unescape(text) if "&" in text else text), tags


def pieces(text: str) -> list[str]:
    """What spaces part, in small letters.

    There are far fewer different ones than there are of all, so that :func:`parts_of` needs to be
    asked for few, and :func:`words_of` for fewer still.
    """
    return text.lower().split()


def parts_of(piece: str) -> Sequence[str]:
    """The words and marks of such a piece as they are written."""
    return (piece,) if piece.isalpha() else _PART.findall(piece)


def words_of(part: str) -> tuple[str, ...]:
    """What one of these is to a network: mostly a word."""
    if part.isalpha():
        return (part[:LONGEST_WORD],)
    plain = part.translate(_PLAIN)
    if _COUNT.fullmatch(plain):
        return (plain if _is_opinion(plain) else NUMBER,)
    if not plain:  # The colour of an emoji, without one.
        return ()
    if plain.startswith(".."):
        return ("...",)
    if plain[0] in ":;=":
        return (plain.replace("-", "").replace("=", ":"),)
    return tuple(word[:LONGEST_WORD] for word in _without_genitive(plain.strip("_")) if word)


def tokens(text: str) -> list[str]:
    """The words of a text."""
    return [word for piece in pieces(text) for part in parts_of(piece) for word in words_of(part)]


def _is_opinion(number: str) -> bool:
    grade = _GRADE.fullmatch(number)
    if grade:
        return int(grade[1]) <= int(grade[2])
    return number.isdecimal() and len(number) <= 2 and int(number) <= _LARGEST_KEPT


def _without_genitive(word: str) -> tuple[str, ...]:
    stem = word.removesuffix("'s")
    return (stem, "'s") if stem and stem != word else (word,)


def spelled(words: Iterable[str]) -> str:
    """Words as a text: with spaces where they usually stand."""
    return _WITHIN_QUOTES.sub(r'"\1"', _BEFORE_MARK.sub("", " ".join(words)))
