"""Reviews that are lines of a table, CSV or TSV, whose columns are found, or asked for."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from contextlib import suppress
from io import BufferedReader, TextIOWrapper
from itertools import islice
from pathlib import Path

from files import open_regular
from formatting import listed, quoted, shown
from networks.fields import FieldError
from tasks.decoding import check_is_text, decoded
from tasks.reviews.archives import LARGEST_ARCHIVE
from tasks.reviews.columns import Chosen, Seen, chosen
from tasks.reviews.dividing import UNDIVIDED
from tasks.reviews.layout import PARTS_NAMED
from tasks.reviews.preparing import Labelled
from tasks.reviews.source import Source

_SAMPLE = 200_000
"""Bytes from the beginning, by which the encoding is found out."""
_DELIMITERS = ",\t;|"
_LINES_OF_SAMPLE = 30
_LONGEST_ROW = 2_000_000
"""Characters, of all lines that belong to one row."""
_MOST_COLUMNS = 1_000
_LOOKED = 0.3
"""What share of the reading has passed when the columns are found."""
_LOOK = 100
"""Lines after which there is a pause."""
_OF_ARCHIVES = (".gz", ".tgz", ".tar", ".zip", ".bz2", ".xz", ".7z", ".rar")
"""How their names end, also of those that are not read."""


class TableSource(Source):
    """The reviews of a table.

    Args:
        path: of its file.
        columns: those of the reviews and of the labels: their names, or where they have none,
            their numbers from 1; None to find them.
    """

    def __init__(self, path: Path, columns: tuple[str, str] | None = None) -> None:
        super().__init__(path)
        self._columns = columns
        self._encoding, self._title = "", ""
        self._torn = 0

    def __iter__(self) -> Iterator[Labelled | None]:
        yield None
        try:
            self._encoding, self._title, delimiter = self._looked_at()
        except FieldError as error:
            raise FieldError(_why_no_archive(self._path.name) or str(error)) from error
        seen, count = Seen(), 0
        for row in self._rows(delimiter):
            if row is not None:
                seen.add(row)
                count += 1
            yield None
        choice = chosen(seen, self._columns)
        yield from self._reviews(self._rows(delimiter, count), choice, seen.width)

    def _reviews(
        self, rows: Iterator[list[str] | None], choice: Chosen, width: int
    ) -> Iterator[Labelled | None]:
        if choice.has_header:
            next((row for row in rows if row), None)
        for row in rows:
            if row is None:
                yield None
            elif len(row) != width:
                self._torn += 1
            else:
                part = PARTS_NAMED.get(choice.part_of(row), UNDIVIDED)
                label, stars = choice.label_of(row), choice.stars_of(row)
                yield Labelled(row[choice.text], label, stars, part)

    def told(self) -> str:
        """How they were read, and what could not be."""
        torn = f"; {self._torn:,} lines with too few or too many columns left out"
        return f" as {self._title}{torn * bool(self._torn)}"

    def _looked_at(self) -> tuple[str, str, str]:
        """Encoding, what that is called, and what stands between two columns.

        Raises:
            FieldError: it is no text, or has one column alone.
        """
        with open_regular(self._path, LARGEST_ARCHIVE) as file:
            sample = file.read(_SAMPLE)
        whole = sample[: sample.rfind(b"\n") + 1] if len(sample) == _SAMPLE else sample
        encoding, title = _encoding_of(whole or sample)
        text = (whole or sample).decode(encoding, "replace")
        check_is_text(text)
        return encoding, title, _delimiter_of(text)

    def _rows(self, delimiter: str, count: int = 0) -> Iterator[list[str] | None]:
        """Line by line; None where there is a pause.

        How far it has come is told by their count once that is known: of a small file all is in
        a buffer before its first line is read.

        Raises:
            FieldError: a field has no end, or a row is longer than one can be.
        """
        with open_regular(self._path, LARGEST_ARCHIVE) as file:
            size = max(1, self._path.stat().st_size)
            text = TextIOWrapper(BufferedReader(file), self._encoding, "replace", newline="")
            lines = _Lines(text)
            reader = csv.reader(lines, delimiter=delimiter)
            try:
                for number, row in enumerate(reader):
                    lines.check_and_go_on(len(row))
                    if number % _LOOK == 0:
                        looked, now = (1.0, number / count) if count else (file.tell() / size, 0.0)
                        self.share = _LOOKED * min(looked, 1.0) + (1 - _LOOKED) * min(now, 1.0)
                        yield None
                    if row:
                        yield row
            except csv.Error as error:
                raise FieldError(
                    f"Line {reader.line_num:,} of {quoted(self._path.name)} cannot be read: "
                    f"{shown(str(error))}. Either a quotation mark lacks its other one, or "
                    "the field is too long for a review."
                ) from error


class _Lines:
    """The lines of a table, of which no row is read further than one can reach."""

    def __init__(self, text: TextIOWrapper) -> None:
        self._text = text
        self._number = self._of_row = 0

    def __iter__(self) -> Iterator[str]:
        while line := self._text.readline(_LONGEST_ROW + 1):
            self._number += 1
            self._of_row += len(line)
            if self._of_row > _LONGEST_ROW:
                raise FieldError(
                    f"Line {self._number:,} of the table ends a row of more than {_LONGEST_ROW:,} "
                    "characters, which is too long for a review."
                )
            yield line

    def check_and_go_on(self, columns: int) -> None:
        """A row is read, and another begins.

        Raises:
            FieldError: it has more columns than there can be.
        """
        self._of_row = 0
        if columns > _MOST_COLUMNS:
            raise FieldError(
                f"Line {self._number:,} of the table has more than {_MOST_COLUMNS:,} columns."
            )


def _encoding_of(sample: bytes) -> tuple[str, str]:
    if b"\0" not in sample:
        try:
            codecs.getincrementaldecoder("utf_8")().decode(sample)
        except UnicodeDecodeError:
            pass
        else:
            return "utf_8_sig", "UTF-8"
    found = decoded(sample)
    # Further on there may be what Latin-1 lacks; where both have a character it is the same.
    return "cp1252" if found.encoding == "latin_1" else found.encoding, found.title


def _why_no_archive(name: str) -> str:
    """What is wrong with a file that is no table, but is an archive by its name; else empty."""
    name = name.lower()
    if name.endswith(".npz"):
        return "It is no npz, or it is torn."
    is_archive = name.endswith(_OF_ARCHIVES)
    return "It is no archive in tar, tar.gz or zip, or it is torn." if is_archive else ""


def _delimiter_of(text: str) -> str:
    """What parts the first lines into the same number of columns, and into most of them."""
    best = max(_DELIMITERS, key=lambda delimiter: _columns(text, delimiter))
    if _columns(text, best)[1] < 2:
        raise FieldError(
            "There is no table in it: between its columns there are to be "
            f"{listed(['commas', 'tabs', 'semicolons'])}."
        )
    return best


def _columns(text: str, delimiter: str) -> tuple[bool, int]:
    """Whether all lines have as many columns, and how many the first has."""
    rows: list[list[str]] = []
    with suppress(csv.Error):  # That is told with its line when all is read.
        lines = csv.reader(text.splitlines(True), delimiter=delimiter)
        rows.extend(islice(lines, _LINES_OF_SAMPLE))
    widths = [len(row) for row in rows if row][: max(1, len(rows) - 1)]
    return len(set(widths)) == 1 and widths[0] > 1, widths[0] if widths else 0
