"""Data that many trainings of one folder have learned from: kept once, beside the files of them.

Each file has them under a name of its own, but all these names are of one file: hard links. So they
go with the last training that has them, whichever program deletes it, and none has to know of the
others. Where a disk has no such links, each has a copy.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from glob import escape
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import numpy as np

from file_parts import FileProblem, open_archive, unpack, write_arrays
from files import OLD_LEFTOVER, open_regular, replace_file
from tasks.task import ProblemParts

NAME = "data_beside"
"""The fact that names them, by their content."""
ENDING = ".data"
TEXT = "text.txt"
WITHIN = "lstm_lab/data.zip"
"""The part that they are of a file that was copied whole."""
WORTH = 2**20
"""Bytes, not packed: of less, each training has its own within its file."""
LARGEST = 2**28
_NAME = re.compile(r"[0-9a-f]{32}")


def put_beside(parts: ProblemParts, path: Path) -> ProblemParts:
    """Keep the data of a problem beside the file at ``path``, if they are large.

    Returns what is left of the parts for the file itself.

    Raises:
        OSError: they cannot be written.
    """
    if _size(parts) < WORTH:
        return parts
    name = _name_of(parts)
    place = _place(path, name)
    others = (each for each in place.parent.glob(f"*.{name}{ENDING}") if each != place)
    if not _is_whole(place) and not any(_link(other, place) for other in others):
        replace_file(place, partial(_write, parts))
    return replace(parts, arrays={}, text=None, facts={**parts.facts, NAME: name})


@contextmanager
def opened(archive: ZipFile, facts: Mapping[str, Any], path: Path) -> Iterator[ZipFile]:
    """The data that the file at ``path`` has beside it, or within it where it was copied whole.

    Raises:
        FileProblem: they are not there.
    """
    beside = place_of(archive, facts, path)
    with open_regular(beside, LARGEST) if beside else TemporaryFile() as file:
        if not beside:
            unpack(archive, WITHIN, LARGEST, file)
        with open_archive(file) as data:
            yield data


def place_of(archive: ZipFile, facts: Mapping[str, Any], path: Path) -> Path | None:
    """Where the file at ``path`` has its data; None where they are within it.

    Raises:
        FileProblem: they are not there.
    """
    if NAME not in facts:
        return None
    name = facts[NAME]
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise FileProblem("The file does not say which data it is of.")
    if WITHIN in archive.namelist():
        return None
    place = _place(path, name)
    if not place.exists():
        raise FileProblem(f"The data of this training are not beside it, in {place.name}.")
    return place


def clear_former(path: Path, beside: Path | None) -> None:
    """Delete the data that a file had beside it before it was written with those, or with none."""
    for data in data_of(path.resolve()):
        if data != beside:
            with suppress(OSError):  # They go with the file, and until then harm nobody.
                data.unlink()


def data_of(path: Path) -> list[Path]:
    """The files beside one that hold its data: one, or none; after a crash those of before, too."""
    beside = path.parent.glob(f"{escape(path.stem)}.*{ENDING}")
    return [data for data in beside if _stem_of(data) == path.stem]


def clear_lone(folder: Path, ending: str) -> None:
    """Delete data whose file was never written, as after a crash, or is gone.

    Args:
        folder: it need not be there.
        ending: of the files that have them.
    """
    with suppress(OSError):  # What cannot be deleted now harms nobody.
        for data in folder.glob(f"*{ENDING}"):
            stem = _stem_of(data)
            is_lone = stem and not data.with_name(stem + ending).exists()
            # Of a link, it is the time at which it was made that changes.
            if is_lone and data.stat().st_ctime < time.time() - OLD_LEFTOVER:
                data.unlink()


def _stem_of(data: Path) -> str:
    """The name, but for its ending, of the file that has these data; empty if they are none."""
    stem, _, name = data.stem.rpartition(".")
    return stem if _NAME.fullmatch(name) else ""


def _place(path: Path, name: str) -> Path:
    return path.resolve().with_suffix(f".{name}{ENDING}")


def _size(parts: ProblemParts) -> int:
    return sum(array.nbytes for array in parts.arrays.values()) + len(parts.text or "")


def _name_of(parts: ProblemParts) -> str:
    from hashlib import blake2b  # The main window need not wait for it.

    found = blake2b(repr(parts.text).encode(), digest_size=16)
    for name, array in sorted(parts.arrays.items()):
        found.update(f"{name} {array.dtype.str} {array.shape}".encode())
        found.update(np.ascontiguousarray(array).data)
    return found.hexdigest()


def _link(other: Path, place: Path) -> bool:
    """Give the same file another name, if it is whole; whether that went."""
    if not _is_whole(other):
        return False
    with suppress(OSError):
        place.unlink(missing_ok=True)
        os.link(other, place)
        return True
    return False


def _is_whole(path: Path) -> bool:
    try:
        with open_regular(path, LARGEST) as file, ZipFile(file) as archive:
            return archive.testzip() is None
    except (OSError, BadZipFile):
        return False


def _write(parts: ProblemParts, path: Path) -> None:
    with open(path, "wb") as file:
        write_arrays(file, parts.arrays)
    if parts.text is not None:
        with ZipFile(path, "a") as archive:
            archive.writestr(TEXT, parts.text, ZIP_DEFLATED)
