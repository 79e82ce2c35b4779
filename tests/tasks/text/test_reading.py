"""Any file of a text becomes the text, and what was done to it is told."""

import codecs
import random

import pytest
from own_book import sentences

from networks.fields import FieldError
from tasks.decoding import FOUND_OUT
from tasks.text import reading
from tasks.text.reading import prepare, read_file

TEXT = sentences(3_000).replace('"', "“", 1)
HEADER = """The Project Gutenberg EBook of Own Sentences

Title: Own Sentences

*** START OF THIS PROJECT GUTENBERG EBOOK OWN
SENTENCES ***
"""
FOOTER = """

End of the Project Gutenberg EBook of Own Sentences

*** END OF THIS PROJECT GUTENBERG EBOOK OWN SENTENCES ***
Much about rights.
"""


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252 (probably)"),
    ],
)
def test_encodings_are_told_apart(encoding, title):
    found = prepare(TEXT.encode(encoding), lower=False)
    assert found.text == TEXT
    assert found.done == (f"Read as {title}.",)
    assert not found.lost


def test_without_quotation_marks_of_windows_it_is_latin_1():
    text = TEXT.replace("“", "").replace("old", "naïve").replace("child", "Mädchen à Paris")
    found = prepare(text.encode("latin-1"), lower=False)
    assert found.text == text
    assert found.done == ("Read as Latin-1 (probably).",)


def test_where_it_is_a_guess_the_likely_ones_are_told_and_one_can_be_chosen():
    text = "The café, jesteś, idę, œuvre: " * 100
    raw = text.encode("cp1250", "replace")
    guessed = prepare(raw)
    assert guessed.done[0].endswith(" (probably).")
    assert {FOUND_OUT, "cp1252", "cp1250"} <= {*guessed.encodings}
    assert not {"iso8859_2", "cp932"} & {*guessed.encodings}  # In neither all bytes have a meaning.
    chosen = prepare(raw, lower=False, encoding="cp1250")
    assert chosen.text == raw.decode("cp1250").strip()
    assert chosen.done == ("Read as Windows-1250.",)
    assert chosen.encodings == guessed.encodings
    with pytest.raises(FieldError, match="not a text"):
        prepare(raw, encoding="cp932")


def test_what_has_letters_where_the_usual_windows_has_none_is_read_and_others_can_be_chosen():
    text = "Příliš žluťoučký kůň úpěl ďábelské ódy. " * 100
    found = prepare(text.encode("cp1250"), lower=False)
    assert found.text == text.strip()
    assert found.done == ("Read as Windows-1250 (probably).",)
    assert {"cp1250", "cp1251", "koi8_r"} <= {*found.encodings}


@pytest.mark.parametrize(("lowest", "also"), [(128, b""), (200, b""), (161, b" .:;,-+*/" * 4)])
def test_bytes_that_are_characters_but_no_words_are_no_text(lowest, also):
    """As of a picture: each of them means something in some alphabet."""
    values, some = random.Random(1), bytes(range(lowest, 256)) + also
    with pytest.raises(FieldError, match="not a text"):
        prepare(bytes(values.choices(some, k=20_000)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_where_it_is_none_there_is_nothing_to_choose(encoding):
    assert prepare(TEXT.encode(encoding)).encodings == ()


def test_an_alphabet_of_its_own_is_found_out_too():
    text = "однажды весною в час небывало жаркого заката " * 50
    assert prepare(text.encode("koi8-r")).text == text.strip()


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_mark_of_the_encoding_is_no_character(mark):
    encoding = {3: "utf-8", 2: "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"}
    assert prepare(mark + TEXT.encode(encoding[len(mark)]), lower=False).text == TEXT


def test_a_place_that_cannot_be_read_does_not_spoil_the_others():
    whole = TEXT.replace("old", "“old”").encode()
    found = prepare(whole[:1_000] + b"\xff" + whole[1_000:], lower=False)
    assert found.done == ("Read as UTF-8.",)
    assert found.text.replace("\ufffd", "") == whole.decode()
    assert found.lost == ("1 place could not be read and stands as \ufffd.",)


@pytest.mark.parametrize(
    ("encoding", "strange"),
    [("utf-16", "\ud800".encode("utf-16-le", "surrogatepass")), ("cp1252", b"\x81")],
)
def test_so_it_is_in_other_encodings(encoding, strange):
    whole = TEXT.replace("old", "“old”").encode(encoding)
    found = prepare(whole[:1_000] + strange + whole[1_000:], lower=False)
    assert found.text.replace("\ufffd", "") == whole.decode(encoding)
    assert found.lost == ("1 place could not be read and stands as \ufffd.",)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\f", "\x85", "\u2028"])
def test_line_ends_are_made_one(end):
    assert prepare(TEXT.replace("\n", end), lower=False).text == TEXT


def test_what_has_no_shape_is_left_out_and_said():
    found = prepare(TEXT[:500] + "\x07\ufeff\ud800" + TEXT[500:], lower=False)
    assert found.text == TEXT
    assert found.lost == ("3 control characters left out.",)


def test_marks_that_turn_what_is_around_them_are_left_out_and_said():
    text = "The captain\u2068 \u202egnirts\u202c\u2069, שלום.\u200f"
    found = prepare(text, lower=False)
    assert found.text == "The captain gnirts, שלום.\u200f"
    assert found.lost == ("4 marks of direction left out.",)


def test_the_lines_around_a_book_of_gutenberg_are_cut_off_and_that_is_said():
    source = HEADER + TEXT + FOOTER
    found = prepare(source.replace("\n", "\r\n").encode())
    assert found.text == TEXT.lower()
    assert found.title == "Own Sentences"
    assert found.has_header
    cut = len(HEADER + FOOTER.lstrip("\n")) - 1
    assert found.done == (
        "Read as UTF-8.",
        f"Header and footer of Project Gutenberg cut off, {cut:,} characters.",
        "Capitals made small.",
    )


def test_they_can_be_kept_as_well_as_the_capitals():
    source = HEADER + TEXT + FOOTER
    found = prepare(source, lower=False, keep_header=True)
    assert found.text == source.strip()
    assert (found.has_header, found.has_capitals, found.done) == (True, True, ())


def test_a_text_without_such_lines_is_whole():
    found = prepare(TEXT.lower())
    assert found.text == TEXT.lower()
    assert (found.has_header, found.has_capitals, found.done, found.title) == (False, False, (), "")


@pytest.mark.parametrize(
    "raw",
    [
        bytes(5_000),
        bytes(range(256)) * 20,
        b"\x89PNG\r\n\x1a\n" + random.Random(0).randbytes(5_000),
        b"MZ" + b"\0\x01text" * 1_000,
    ],
)
def test_what_is_no_text_is_refused(raw):
    with pytest.raises(FieldError, match="not a text"):
        prepare(raw)


def test_a_file_is_read_no_further_than_a_book_can_reach(tmp_path, monkeypatch):
    path = tmp_path / "book.txt"
    path.write_bytes(b"a" * 100)
    assert read_file(path) == b"a" * 100
    monkeypatch.setattr(reading, "LARGEST_FILE", 99)
    with pytest.raises(FieldError, match="larger than"):
        read_file(path)
    with pytest.raises(FieldError, match="No such file"):
        read_file(tmp_path / "none.txt")
