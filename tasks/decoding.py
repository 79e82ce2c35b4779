"""From bytes in any encoding to the text that they are."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from typing import NamedTuple

from networks.fields import FieldError
from tasks.alphabets import latin_encoding

FOUND_OUT = "found"
"""In place of the name of an encoding: it is to be told by the bytes."""
ENCODINGS = {
    FOUND_OUT: "As it is found out",
    "cp1252": "Windows-1252, Western European",
    "cp1250": "Windows-1250, Central European",
    "iso8859_2": "ISO 8859-2, Central European",
    "cp1257": "Windows-1257, Baltic",
    "cp1254": "Windows-1254, Turkish",
    "cp1253": "Windows-1253, Greek",
    "cp1251": "Windows-1251, Cyrillic",
    "koi8_r": "KOI8-R, Cyrillic",
    "cp1255": "Windows-1255, Hebrew",
    "cp1256": "Windows-1256, Arabic",
    "cp932": "Shift-JIS, Japanese",
    "euc_jp": "EUC-JP, Japanese",
    "cp949": "CP949, Korean",
    "gb18030": "GB 18030, Chinese",
    "big5": "Big5, Chinese",
}
"""What can be chosen where that is a guess, as Python calls them and as windows do."""

_USUAL = ("utf_8", "utf_16", "utf_16_le", "utf_16_be", "cp1252", "latin_1")
"""Encodings that are looked for first: what is neither is of an alphabet of its own."""
_TITLES = {
    "ascii": "UTF-8",
    "utf_8": "UTF-8",
    "utf_16": "UTF-16",
    "utf_16_le": "UTF-16",
    "utf_16_be": "UTF-16",
    "latin_1": "Latin-1",
}
_WIDE = ("utf_16", "utf_16_le", "utf_16_be")
_SURE = ("ascii", "utf_8", *_WIDE)
"""What is read in one of these can hardly be anything else: the others have room for most bytes."""
_MARKED = re.compile(b"\xff\xfe|\xfe\xff")
"""What a text in UTF-16 begins with."""
_FEW = 32
"""Of so few bytes nobody can tell an alphabet."""
_ENOUGH = 1_000
"""Of so many bytes the encoding of all others can be told."""
_SAMPLE = 2**16
"""Bytes by which it is told in which encodings a text can be."""
_WESTERN = ("cp1252", "latin_1")
_ONLY_IN_WINDOWS = re.compile(b"[\x80-\x9f]")
_NOT_IN_WINDOWS = b"\x81\x8d\x8f\x90\x9d"
"""What Windows-1252 has no characters for."""
_NO_TEXT = "It is not a text, or one in an encoding that is not known here."
TORN = "\N{REPLACEMENT CHARACTER}"
STRAY = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")
"""What has no place in a text once its lines are parted: control characters, and half ones."""
_MOST_STRAY = 1_000
"""Of so many characters one may be stray: a file with more is no text."""


class Decoded(NamedTuple):
    """A text, what Python calls its encoding, and whether that is the likeliest of several."""

    text: str
    encoding: str
    is_guess: bool = False

    @property
    def title(self) -> str:
        """What the encoding is called; that it is a guess is said with it."""
        usual, _, _ = ENCODINGS.get(self.encoding, "").partition(",")
        title = _TITLES.get(self.encoding) or usual or self.encoding.replace("_", "-").upper()
        return f"{title} (probably)" if self.is_guess else title


def decoded(raw: bytes, encoding: str = FOUND_OUT) -> Decoded:
    """A text in any encoding, which is found out unless it is one of :data:`ENCODINGS`.

    Raises:
        FieldError: it is none.
    """
    if encoding != FOUND_OUT:
        return _with_few_torn(raw, encoding)
    # It takes a while to load, for which nobody should wait who opens no file.
    from charset_normalizer import from_bytes

    # Any few bytes are characters in UTF-16, of some alphabet or other.
    never = [] if _sign_of_wide(raw) else [*_WIDE]
    found = from_bytes(raw, cp_isolation=[*_USUAL], cp_exclusion=never).best()
    is_western = found is not None and found.encoding in _WESTERN
    if found is None or is_western:
        torn = _as_torn_utf_8(raw)
        if torn is not None:
            return Decoded(torn, "utf_8")
        # Of the encodings of Latin letters it takes the first, in which all have some meaning.
        likely = latin_encoding(raw)
        is_western = likely in _WESTERN if likely else is_western
        if likely and not is_western and _fits(raw[:_SAMPLE], likely):
            return _with_few_torn(raw, likely)._replace(is_guess=True)
    if found is None and _MARKED.match(raw):
        return _with_few_torn(raw, "utf_16")
    if is_western or (found is None and (len(raw) < _FEW or _is_windows_but_for_few(raw))):
        # Where both have a character it is the same; Latin-1 has none from 80 to 9F.
        western = "cp1252" if _ONLY_IN_WINDOWS.search(raw) else "latin_1"
        with suppress(FieldError):  # Czech has letters in what Windows-1252 has none for.
            return _with_few_torn(raw, western)._replace(is_guess=True)
    found = found or from_bytes(raw, cp_exclusion=never).best()
    if found is None:
        raise FieldError(_NO_TEXT)
    return Decoded(str(found), found.encoding, found.encoding not in _SURE)


def fitting(raw: bytes) -> tuple[str, ...]:
    """Those of :data:`ENCODINGS` in which the beginning of it is a text, whatever it says."""
    return tuple(each for each in ENCODINGS if each == FOUND_OUT or _fits(raw[:_SAMPLE], each))


def _fits(sample: bytes, encoding: str) -> bool:
    try:
        check_is_text(codecs.getincrementaldecoder(encoding)().decode(sample))
    except (UnicodeDecodeError, FieldError):
        return False
    return True


def _sign_of_wide(raw: bytes) -> bytes:
    """What it may be in UTF-16 by: its mark, or a zero, as in each space; empty if by nothing."""
    mark = _MARKED.match(raw)
    return mark[0] if mark else b"\0" * (b"\0" in raw)


def _is_windows_but_for_few(raw: bytes) -> bool:
    """Whether a text in Windows-1252 is left if what that has no characters for is left out."""
    from charset_normalizer import from_bytes

    plain = raw.translate(None, _NOT_IN_WINDOWS)
    return len(plain) < len(raw) and bool(from_bytes(plain, cp_isolation=[*_WESTERN]))


def _with_few_torn(raw: bytes, encoding: str) -> Decoded:
    """The same, read in this encoding where it can be.

    Raises:
        FieldError: that is in too few places.
    """
    text = raw.decode(encoding, "replace")
    if not text or text.count(TORN) * _MOST_STRAY > len(text):
        raise FieldError(_NO_TEXT)
    return Decoded(text, encoding)


def _as_torn_utf_8(raw: bytes) -> str | None:
    """The text, if it is one in UTF-8 but for few places."""
    text = raw.decode("utf-8", "replace")
    torn = text.count(TORN)
    told = len(raw) - len(text)  # Bytes that a character has beside its first.
    return text if told > 10 * torn else None


def _as_utf_8(raw: bytes) -> str | None:
    """The same, or one without any."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return _as_torn_utf_8(raw)


def check_few(strays: int, characters: int) -> None:
    """Refuse what has too many of :data:`STRAY` to be a text.

    Raises:
        FieldError: so it is.
    """
    if strays * _MOST_STRAY > characters:
        raise FieldError(_NO_TEXT)


def check_is_text(text: str) -> None:
    """The same of a short text.

    Raises:
        FieldError: it is none.
    """
    check_few(len(STRAY.findall(text)), len(text))


class OneEncoding:
    """Reads many texts from one source, which are most likely in one encoding.

    Attributes:
        title: what that of the last one is called; empty if it is in any, having no accents.
    """

    def __init__(self) -> None:
        self.title = ""
        self._encodings: dict[bytes, tuple[str, str]] = {}
        self._few = b""

    def read(self, raw: bytes) -> str:
        """One of them. What is not in UTF-8 is in the encoding of those before that are not.

        Whether it may be in UTF-16 each one says itself.

        Raises:
            FieldError: it is no text.
        """
        sign = _sign_of_wide(raw)
        text = None if sign else _as_utf_8(raw)
        if text is not None:
            self.title = "" if raw.isascii() else "UTF-8"
            return text
        encoding, title = self._encodings.get(sign) or self._found_out(raw, sign)
        text = raw.decode(encoding, "replace")
        check_is_text(text)
        self.title = title
        return text

    def _found_out(self, raw: bytes, sign: bytes) -> tuple[str, str]:
        """The encoding of one of the first, and what it is called, by all so far.

        Raises:
            FieldError: it is no text.
        """
        so_far = raw if sign else self._few + raw
        found = decoded(so_far)
        check_is_text(raw.decode(found.encoding, "replace"))
        # Another one may have what Latin-1 lacks; where both have a character it is the same.
        encoding = "cp1252" if found.encoding in _WESTERN else found.encoding
        if not sign:
            self._few = so_far
        if len(so_far) >= _ENOUGH and (found.encoding in _WIDE) == bool(sign):
            self._encodings[sign] = encoding, found.title
        return encoding, found.title
