"""In which encoding of Latin letters a text is, by the alphabets of the languages.

Their encodings have other letters in the same bytes, so that each can be read in all of them: ``ğ``
is ``ð`` in another one. But in the wrong one there are letters that no language has all together.
"""

from __future__ import annotations

import re
from collections import Counter

_LETTERS = {
    "cp1252": (
        "àâæçèéêëîïôùûüÿœ",  # French
        "äöüßé",  # German
        "áéíñóúü",  # Spanish
        "àáâãçéêíóôõúü",  # Portuguese
        "àèéìíîòóùú",  # Italian
        "àçèéíïòóúü·",  # Catalan
        "äëïöüéèêáóí",  # Dutch
        "æøåéèêóòôüäö",  # Danish, Norwegian
        "åäöéàü",  # Swedish
        "äöåšž",  # Finnish, Estonian in letters of the West
        "äöõüšž",
        "áæéíóöúýþð",  # Icelandic
    ),
    "cp1250": (
        "ąćęłńóśźż",  # Polish
        "áčďéěíňóřšťúůýž",  # Czech
        "áäčďéíĺľňóôŕšťúýž",  # Slovak
        "áéíóöőúüű",  # Hungarian
        "čćđšž",  # Croatian, Slovenian
        "ăâîşţ",  # Romanian
    ),
    "iso8859_2": (),
    "cp1257": (
        "ąčęėįšųūž",  # Lithuanian
        "āčēģīķļņšūž",  # Latvian
        "äöõüšž",  # Estonian
    ),
    "cp1254": ("çğıöşüâîû",),  # Turkish
}
"""Letters beyond a to z of each language, by the usual encoding of its like."""
_LETTERS["iso8859_2"] = _LETTERS["cp1250"]
_AROUND_WORDS = "“”„‘’‚«»‹›…–—"
"""What stands right behind a letter in all languages."""
_BEHIND_A_LETTER = re.compile(rb"(?<=[A-Za-z\x80-\xff])[\x80-\xff]")
_PLAIN = re.compile(rb"[A-Za-z]")
_SAMPLE = 2**18
"""Bytes by which it is told."""
_FEWEST = 20
"""Of fewer letters beyond a to z nobody can tell."""
_ENOUGH = 0.9
"""So much of them are of one alphabet: the others are of foreign names."""


def latin_encoding(raw: bytes) -> str | None:
    """The encoding in which one language has nearly all letters beyond a to z.

    Args:
        raw: a text in one byte a character.

    Returns the first of those that are as likely, or None where that cannot be told, as of too few
    of them, or in another script.
    """
    sample = raw[:_SAMPLE]
    found = _BEHIND_A_LETTER.findall(sample)
    # Of another script all is beyond a to z.
    if not _FEWEST <= len(found) < len(_PLAIN.findall(sample)):
        return None
    counts = Counter(found)
    likely = {encoding: _share(counts, encoding) for encoding in _LETTERS}
    best = max(likely, key=lambda encoding: likely[encoding])
    return best if likely[best] >= _ENOUGH else None


def _share(counts: Counter[bytes], encoding: str) -> float:
    """How much of these bytes are letters of the language that has most of them."""
    letters = Counter[str]()
    for byte, count in counts.items():
        letters[byte.decode(encoding, "replace").lower()] += count
    for mark in _AROUND_WORDS:
        del letters[mark]
    of = letters.total()
    mine = (sum(letters[each] for each in alphabet) for alphabet in _LETTERS[encoding])
    return max(mine) / of if of else 0.0
