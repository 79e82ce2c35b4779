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
    for number in range(3):
        assert one.read(f"{TEXT}{number}".encode("latin_1")) == f"{TEXT}{number}"
    assert (one.title, len(asked)) == ("Latin-1", 1)
    assert one.read("“So”".encode("cp1252")) == "“So”"


@pytest.mark.parametrize("raw", [b"\0\1\2\3" * 99, bytes(range(256)) * 9])
def test_what_is_no_text_is_refused(raw):
    one = OneEncoding()
    for _ in range(2):
        with pytest.raises(FieldError, match="It is not a text"):
            one.read(raw)
        one.read(TEXT.encode("latin_1"))
