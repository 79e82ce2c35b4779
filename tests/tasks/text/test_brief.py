"""Runs know a book by its brief: all that is told of it, and none of its text."""

from dataclasses import replace

import pytest
from own_book import own_book

from file_parts import FileProblem
from tasks.text.book import Book
from tasks.text.brief import Brief


@pytest.fixture(params=["characters", "words"])
def book(request):
    return own_book(by=request.param, words=50, name="Own: a=b, \n «sentences»")


def test_it_is_read_again_from_what_it_is_written_as(book):
    assert Brief.read(str(book)) == book.brief
    assert "\n" not in str(book)


def test_it_is_short_and_knows_its_text_all_the_same(book):
    long = replace(book, text=book.text * 20)
    assert max(len(str(book)), len(str(long))) < 250
    briefs = {book.brief, long.brief, Book(book.text[::-1], book.name).brief, book.brief}
    assert len(briefs) == 3


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("by=words", "by=letters"),
        ("characters=", "characters=-"),
        ("guess=0", "guess=7"),
        ("text=", "text=z"),
        ("words=50", "words=1" + 9 * "0"),
        (" name=", " nam="),
    ],
)
def test_what_cannot_be_one_is_refused(old, new):
    written = str(own_book(by="words", words=50))
    assert old in written
    with pytest.raises(FileProblem, match="which book"):
        Brief.read(written.replace(old, new))
