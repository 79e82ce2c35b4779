"""Files from elsewhere, part by part: each is bounded before it is unpacked.

What a file claims of itself is not believed. A part of a zip is unpacked as a stream, and no
further than such a part can reach; of an array the shape is known before its first number.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipExtFile, ZipFile, ZipInfo

import numpy as np

from formatting import shown

LONGEST_NAME = 40
"""Characters of a name from a file that a sentence repeats."""
_LARGEST_DIRECTORY = 2**20
"""Bytes of a zip's list of its parts, which is read in one go: some ten thousand parts."""
_AT_ONCE = 2**18
_ENCRYPTED = 0x1


class FileProblem(ValueError):
    """A file that cannot be opened as a training. Its message is one sentence for the user."""

    def __init__(self, sentence: str) -> None:
        super().__init__(shown(sentence))


@contextmanager
def damage_told(sentence: str) -> Iterator[None]:
    """Around reading a part: whatever a damaged one leads to becomes this sentence.

    Raises:
        FileProblem: so it is; one that says more itself, and what the system refuses, pass.
    """
    try:
        yield
    except (FileProblem, OSError, MemoryError):
        raise
    except Exception as error:
        raise FileProblem(sentence) from error


def named(thing: object) -> str:
    """What a file says, short enough to be repeated in a sentence."""
    return shown(str(thing), LONGEST_NAME)


class _InPieces:
    """A file that is only read in small pieces, as a zip's list of parts is not if it is large."""

    def __init__(self, file: IO[bytes], largest: int) -> None:
        self._file, self._largest = file, largest
        self.seek, self.tell, self.close = file.seek, file.tell, file.close

    def seekable(self) -> bool:
        """Whether any place can be gone to."""
        return True

    def read(self, size: int = -1) -> bytes:
        """So many bytes; without a number, all that are left."""
        piece = self._file.read(self._largest + 1 if size < 0 else size)
        if len(piece) > self._largest:
            raise BadZipFile("It is said to have more parts than there can be.")
        return piece


@contextmanager
def open_archive(file: IO[bytes], directory: int = _LARGEST_DIRECTORY) -> Iterator[ZipFile]:
    """A zip of which no more is read than its list of parts, and that only if it is short.

    ``directory`` are the bytes that this list has at most.
    """
    with ZipFile(_InPieces(file, directory)) as archive:  # type: ignore[call-overload]
        yield archive


def read_json(archive: ZipFile, name: str, at_most: int) -> Any:
    """A part that is JSON.

    Raises:
        FileProblem: it has more bytes than such a part can need, or is packed in a strange way.
        ValueError: it is not JSON, which has no number for what is none.
    """
    return json.loads(read_part(archive, name, at_most), parse_constant=_no_number)


def read_part(archive: ZipFile, name: str, at_most: int) -> bytes:
    """A part as it is.

    Raises:
        FileProblem: it has more bytes than such a part can need, or is packed in a strange way.
    """
    return b"".join(_unpacked(archive, name, at_most))


def _no_number(name: str) -> None:
    raise FileProblem(f"The file says {name} where a number is needed.")


def unpack(archive: ZipFile, name: str, at_most: int, into: IO[bytes]) -> None:
    """Write a part into another file, and go back to its beginning.

    Raises:
        FileProblem: it has more bytes than such a part can need, or is packed in a strange way.
    """
    for piece in _unpacked(archive, name, at_most):
        into.write(piece)
    into.seek(0)


def _unpacked(archive: ZipFile, name: str, at_most: int) -> Iterator[bytes]:
    with _open_part(archive, name) as part:
        while piece := part.read(_AT_ONCE):
            at_most -= len(piece)
            if at_most < 0:
                raise FileProblem(f"The file's part {name} is larger than such a part can be.")
            yield piece


def _open_part(archive: ZipFile, name: str) -> ZipExtFile:
    try:
        info = archive.getinfo(name)
    except KeyError:
        raise FileProblem(f"The file lacks its part {named(name)}.") from None
    if info.flag_bits & _ENCRYPTED:
        raise FileProblem(f"The file's part {named(name)} is locked by a password.")
    # What else there is unpacks as much as it likes in one go.
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise FileProblem(f"The file's part {named(name)} is packed in an unusual way.")
    return archive.open(info)  # type: ignore[return-value]


def write_arrays(file: IO[bytes], arrays: Mapping[str, np.ndarray]) -> None:
    """Write an NPZ archive as NumPy does, but whole numbers packed: of fractions nothing is gained.

    They are packed as fast as it goes: more effort takes ten times as long, for a hundredth less.
    """
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, array in arrays.items():
            place = f"{name}.npy"
            as_it_goes = place if array.dtype.kind in "iu" else ZipInfo(place)
            with archive.open(as_it_goes, "w", force_zip64=True) as part:
                np.lib.format.write_array(part, array, (1, 0), allow_pickle=False)  # type: ignore[no-untyped-call]


Check = Callable[[tuple[int, ...], np.dtype], None]
"""Is given shape and kind of an array before it is read; raises what is to be told."""


def read_array(archive: ZipFile, name: str, check: Check) -> np.ndarray:
    """An array of an NPZ archive, of which no more is read than ``check`` lets through.

    Raises:
        FileProblem: it is not there or torn; or what ``check`` raises.
        ValueError: it is no array.
    """
    with _open_part(archive, f"{name}.npy") as part:
        # Later versions have headers of any length.
        if np.lib.format.read_magic(part) != (1, 0):  # type: ignore[no-untyped-call]
            raise FileProblem(f"The file's part {named(name)} is packed in a newer way.")
        shape, by_columns, dtype = np.lib.format.read_array_header_1_0(part)  # type: ignore[no-untyped-call]
        if dtype.hasobject or min(shape, default=0) < 0:
            raise FileProblem(f"The file's part {named(name)} does not hold plain numbers.")
        check(shape, dtype)
        numbers = _read_numbers(part, math.prod(shape), dtype)
        if numbers is None:
            raise FileProblem(f"The file's part {named(name)} is torn.")
    return numbers.reshape(shape, order="F" if by_columns else "C")


def _read_numbers(part: ZipExtFile, count: int, dtype: np.dtype) -> np.ndarray | None:
    """So many numbers, if there are just as many."""
    buffer = np.empty(count * dtype.itemsize, np.uint8)
    place = 0
    while piece := part.read(_AT_ONCE):
        end = place + len(piece)
        if end > len(buffer):
            return None
        buffer[place:end] = np.frombuffer(piece, np.uint8)
        place = end
    return buffer.view(dtype) if place == len(buffer) else None
