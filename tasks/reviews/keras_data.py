"""The data set as Keras keeps it: numbers of words, and beside it an index of those.

Its lists are pickled, and a pickle can run any program: so this one is read by a reader that knows
lists of numbers, and makes nothing else.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import numpy as np

from facts_file import read_facts
from file_parts import FileProblem, damage_told, open_archive, read_array, read_part
from files import open_regular
from formatting import quoted
from networks.fields import FieldError
from tasks.reviews.corpus import MOST_DIFFERENT, MOST_REVIEWS, TEST, TRAIN, check_amount
from tasks.reviews.preparing import LONGEST_REVIEW, Labelled
from tasks.reviews.source import Source, damage_said
from tasks.reviews.tokens import LONGEST_WORD

ARRAYS = "x_train.npy"
"""A part that such an archive has."""
INDEX = "imdb_word_index.json"
INDEX_ADDRESS = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/imdb_word_index.json"
_LARGEST_ARCHIVE = 200_000_000
_LARGEST_PART = 64_000_000
_MAKERS = (b"]", b"}", b"l", b"d", b")", b"t", b"R", b"\x81", b"\x85", b"\x8f")
_MOST_MADE = 8_000_000
"""Pickled, these make a list or something else of few bytes that takes many. Each is the byte of a
number, too."""
_LARGEST_INDEX = 100_000_000
_OFFSET = 3
"""``load_data`` of Keras has numbers for padding, the start and unknown words before the first."""
_START = 1
_BREAK = "br"
"""What has become of HTML's line breaks there."""
_NO_LISTS = "Its reviews are not lists of numbers, as those of Keras' own data are."
_OF_PICKLED = ("numpy.core.multiarray", "numpy._core.multiarray", "numpy")


class KerasSource(Source):
    """The reviews of an ``imdb.npz``."""

    def __iter__(self) -> Iterator[Labelled | None]:
        yield None
        words = self._words()
        yield None
        regular = open_regular(self._path, _LARGEST_ARCHIVE)
        with regular as file, damage_said(), open_archive(file) as archive:
            for number, (name, part) in enumerate((("train", TRAIN), ("test", TEST))):
                for share, review in self._of_part(archive, name, part, words):
                    self.share = (number + share) / 2
                    yield review

    def told(self) -> str:
        """What is special about it."""
        return " as numbers of words, without their marks and line breaks"

    def _words(self) -> list[str]:
        """The words, each at its number.

        Raises:
            FieldError: there is no index beside it, or it is none.
        """
        path = self._path.with_name(INDEX)
        if not path.exists():
            raise FieldError(
                f"Which words its numbers are is said in {INDEX}, which has to stand beside "
                f"{quoted(self._path.name)}: it is at {INDEX_ADDRESS}."
            )
        try:
            index = read_facts(path, _LARGEST_INDEX, MOST_DIFFERENT, "Keras")
        except FileProblem as error:
            raise FieldError(f"{INDEX}: {error}") from error
        if not isinstance(index, dict) or not all(map(_is_place, index.values())):
            raise FieldError(f"{INDEX} does not say which number each word has.")
        words = [""] * (max(index.values(), default=0) + 1)
        for word, number in index.items():
            words[number] = "" if word == _BREAK else word[:LONGEST_WORD]
        return words

    def _of_part(
        self, archive: ZipFile, name: str, part: int, words: list[str]
    ) -> Iterator[tuple[float, Labelled | None]]:
        labels = read_array(archive, f"y_{name}", _check_labels)
        yield 0.0, None
        reviews = _lists(archive, f"x_{name}.npy")
        yield 0.5, None
        if len(reviews) != len(labels):
            raise FieldError("It does not have as many labels as reviews.")
        offset = _OFFSET if all(each and each[0] == _START for each in reviews) else 0
        for number, (review, label) in enumerate(zip(reviews, labels.tolist(), strict=True)):
            text = _text(review, words, offset)
            yield 0.5 + number / len(reviews) / 2, Labelled(text, int(label > 0), 0, part)


def _text(review: list[int], words: list[str], offset: int) -> str:
    first = _START if offset else 0
    known = range(offset, len(words) + offset)
    # One with more words than characters can be is too long anyway: that is found out later.
    return " ".join([words[n - offset] for n in review[first : LONGEST_REVIEW + 1] if n in known])


def _is_place(number: Any) -> bool:
    return type(number) is int and 0 <= number <= MOST_DIFFERENT


def _check_labels(shape: tuple[int, ...], kind: np.dtype) -> None:
    if len(shape) != 1 or shape[0] > MOST_REVIEWS or kind.kind not in "iub":
        raise FileProblem("Its labels are no numbers.")


def _lists(archive: ZipFile, name: str) -> list[list[int]]:
    """The lists of numbers that an array of objects holds.

    Raises:
        FileProblem: it is torn.
        FieldError: it holds anything else.
    """
    raw = read_part(archive, name, _LARGEST_PART)
    if sum(map(raw.count, _MAKERS)) > _MOST_MADE:
        raise FileProblem("It has more to tell than there is room for.")
    with damage_told(f"Its part {name} cannot be read."):
        found = _unpickled(raw)
    lists = found.held if isinstance(found, _Held) else None
    if not isinstance(lists, list) or not all(isinstance(each, list) for each in lists):
        raise FieldError(_NO_LISTS)
    check_amount(len(lists), sum(map(len, lists)))
    if not all(type(number) is int for each in lists for number in each):
        raise FieldError(_NO_LISTS)
    return lists


def _unpickled(raw: bytes) -> Any:
    part = BytesIO(raw)
    np.lib.format.read_magic(part)  # type: ignore[no-untyped-call]
    np.lib.format.read_array_header_1_0(part)  # type: ignore[no-untyped-call]
    return _ListsAlone(_PeekedAt(raw, part.tell())).load()


class _PeekedAt:
    """Bytes that are handed out piece by piece: other threads get their turn in between."""

    def __init__(self, raw: bytes, place: int) -> None:
        self._raw, self._place = raw, place

    def peek(self, size: int) -> bytes:
        """What comes next."""
        return self._raw[self._place : self._place + size]

    def read(self, size: int) -> bytes:
        """The same, and go behind it."""
        piece = self.peek(size)
        self._place += len(piece)
        return piece

    def readline(self) -> bytes:
        """As far as the end of the line."""
        return self.read(self._raw.find(b"\n", self._place) + 1 - self._place)


class _Held:
    """Stands for an array of objects, or for its kind; keeps what it is said to hold."""

    held: Any = None

    def __init__(self, *_: Any) -> None:
        pass

    def __setstate__(self, state: Any) -> None:
        self.held = state[-1] if isinstance(state, tuple) and state else None


class _ListsAlone(pickle.Unpickler):
    """Reads a pickled array of lists; whatever else it asks for is refused."""

    def find_class(self, module: str, name: str) -> Any:
        """A stand-in for what NumPy makes arrays with."""
        if module in _OF_PICKLED and name in ("_reconstruct", "ndarray", "dtype"):
            return _Held
        raise pickle.UnpicklingError("it is more than lists of numbers")
