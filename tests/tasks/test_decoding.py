"""Texts of one source are read in one encoding, which is found out once."""

import pytest

from networks.fields import FieldError
from tasks import decoding
from tasks.decoding import OneEncoding

TEXT = "Ein schöner, größtenteils lustiger Film über Käse; très agréable. "


def test_the_encoding_is_found_out_once(monkeypatch):
    asked, decoded = [], decoding.decoded
    monkeypatch.setattr(decoding, "decoded", lambda raw: asked.append(raw) or decoded(raw))
    one = OneEncoding()
    assert one.read(TEXT.encode()) == TEXT
    assert (one.title, asked) == ("UTF-8", [])
    assert one.read(b"Fine.") == "Fine."
    assert (one.title, asked) == ("", [])
    for number in range(3):
        text = f"{TEXT * 20}{number}"
        assert one.read(text.encode("latin_1")) == text
    assert (one.title, len(asked)) == ("Latin-1 (probably)", 1)
    assert one.read("“So”".encode("cp1252")) == "“So”"


@pytest.mark.parametrize("raw", [b"\0\1\2\3" * 99, bytes(range(256)) * 9])
def test_what_is_no_text_is_refused(raw):
    one = OneEncoding()
    for _ in range(2):
        with pytest.raises(FieldError, match="It is not a text"):
            one.read(raw)
        one.read(TEXT.encode("latin_1"))


@pytest.mark.parametrize("short", ["café", "cafés ", "éè", "\xffété"])
def test_a_few_bytes_do_not_tell_the_encoding_of_the_others(short):
    one, cyrillic = OneEncoding(), OneEncoding()
    assert one.read(short.encode("latin_1")) == short
    assert cyrillic.read(short.encode("latin_1")) == short
    assert one.read(TEXT.encode("latin_1")) == TEXT
    text = "Очень хороший фильм, мне понравилось. Скучно не было. " * 30
    assert cyrillic.read(text.encode("cp1251")) == text
    assert cyrillic.read(text[:60].encode("cp1251")) == text[:60]


@pytest.mark.parametrize("encoding", ["utf_16", "utf_16_le", "utf_16_be"])
@pytest.mark.parametrize("text", [TEXT * 30, "很好看的电影。" * 300 + "\n", "Fine"])
def test_one_in_utf_16_is_read_and_says_nothing_of_the_others(encoding, text):
    one = OneEncoding()
    for _ in range(2):
        assert one.read(text.encode(encoding)) == text
        assert one.read(TEXT.encode("latin_1")) == TEXT


def test_a_torn_one_in_utf_8_says_nothing_of_the_others():
    one = OneEncoding()
    for _ in range(2):
        assert one.read((TEXT * 30).encode() + b"\xc3") == TEXT * 30 + decoding.TORN
        assert one.read((TEXT * 30).encode("latin_1")) == TEXT * 30
