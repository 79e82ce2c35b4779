"""Reviews as the command line describes them: a file or a folder, and how they are read and cut."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import replace
from pathlib import Path

from networks.fields import Field, FieldError, FileName, Kind, parsed
from tasks.reviews.reviews import Reviews


class ColumnName(Kind):
    """The name of a column of a table."""

    types = (str,)

    def read(self, text: str) -> str:
        """The name itself."""
        return text


DATA = Field(
    "data",
    "Data",
    "A folder or an archive with positive and negative reviews, Keras' imdb.npz, or a table, in "
    "place of the sentences to begin with",
    FileName(),
    "",
)
TEXTS = Field("texts", "Texts", "Of a table, the column of the reviews", ColumnName(), "")
LABELS = Field("labels", "Labels", "Of a table, the column of their labels", ColumnName(), "")
OF_A_FILE = (DATA, TEXTS, LABELS)
"""What reviews are made of; the rest can be set of any."""


def reviews_like(
    problem: Reviews, values: Iterable[tuple[str, str]]
) -> Generator[tuple[float, str], None, tuple[Reviews, str]]:
    """Reviews with these values, as they are typed; what is not told is as in others.

    And what was done to those of a file, in sentences. It yields how far the reading has come.

    Raises:
        FieldError: there is no such field, or it cannot have this value; what is to be read
            cannot be, or holds no reviews.
    """
    read = parsed("reviews", (*OF_A_FILE, *Reviews.FIELDS), values)
    data, texts, labels = (read.pop(each.name, each.default) for each in OF_A_FILE)
    if not data:
        if texts or labels:
            raise FieldError("Columns are of a table, and none is given: see data=TABLE.csv.")
        return replace(problem, **read), ""
    if bool(texts) != bool(labels):
        raise FieldError("Of a table both columns are named, texts=… and labels=…, or none.")
    # Archives and tables concern only who reads some: nobody else waits for what they need.
    from tasks.reviews.columns import ColumnsOpen
    from tasks.reviews.reading import read_reviews

    try:
        corpus = yield from read_reviews(Path(data), (texts, labels) if texts else None)
    except ColumnsOpen as question:
        raise FieldError(f"{question} Say it by texts=… and labels=….") from question
    told = " ".join(step.sentence for step in corpus.done)
    return replace(problem, corpus=corpus, **read), told
