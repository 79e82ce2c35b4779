"""A book as the command line describes it: a file, and how it is read and cut."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from networks.fields import Field, FieldError, FileName, OneOf, OnOff, parsed
from tasks.decoding import ENCODINGS, FOUND_OUT
from tasks.text.book import Book
from tasks.text.reading import prepare, read_file

FILE = Field("file", "File", "Any file of a text, in place of the default book", FileName(), "")
LOWER = Field("lower", "Lower case", "Whether capitals become small letters", OnOff(), True)
HEADER = Field(
    "header", "Header", "Whether what Project Gutenberg writes around a book stays", OnOff(), False
)
ENCODING = Field(
    "encoding",
    "Encoding",
    "How its bytes are read; what is found out may be wrong where it is told as probable",
    OneOf("encoding", ENCODINGS),
    FOUND_OUT,
)
OF_A_FILE = (FILE, LOWER, HEADER, ENCODING)
"""What a text is made of; the rest can be set of any book."""


def book_like(book: Book, values: Iterable[tuple[str, str]]) -> tuple[Book, str]:
    """A book with these values, as they are typed; what is not told is as in another one.

    And what was done to the text of a file, in sentences.

    Raises:
        FieldError: there is no such field, or it cannot have this value; the file cannot be
            read, or what it holds is no book.
    """
    read = parsed("text", (*OF_A_FILE, *Book.FIELDS), values)
    of_file = {each.name: read.pop(each.name, each.default) for each in OF_A_FILE}
    if not of_file[FILE.name]:
        without = [name for name, value in of_file.items() if value != _USUAL[name]]
        if without:
            raise FieldError(f"{without[0]} is of a file, and none is given: see file=BOOK.txt.")
        return replace(book, **read), ""
    path = Path(of_file[FILE.name])
    how = (of_file[each.name] for each in (LOWER, HEADER, ENCODING))
    found = prepare(read_file(path), *how)
    made = replace(book, text=found.text, name=found.title or path.stem, **read)
    return made, " ".join((*found.done, *found.lost))


_USUAL = {each.name: each.default for each in OF_A_FILE}
