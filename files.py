"""Writing a file whole or not at all, and reading no more of one than it can need to have."""

from __future__ import annotations

import csv
import errno
import os
import re
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path

from formatting import quoted

if sys.platform != "win32":
    import fcntl

_LEFTOVER = re.compile(r"\.[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}")
"""The name, but for its ending, of a file that is being written: that of no other program."""
OLD_LEFTOVER = 24 * 3600.0
"""Seconds after which a half-written file is none that another program is writing."""
_READ_AT_ONCE = 2**20
"""Bytes: the system reserves what is asked for, also where a file then turns out to be short."""


def read_regular(path: Path, at_most: int) -> bytes:
    """Read a whole file, unless it is none or has more bytes than one of its kind can need.

    Nothing is waited for: a pipe, a device or a socket is refused before it is read, and a file
    that has no end, as there are some under ``/proc``, when it has given too much.

    Args:
        path: may be any text, also one that can be no file's name.
        at_most: bytes.

    Raises:
        OSError: it cannot be read, is not a regular file, or is larger; ``strerror`` says so.
    """
    with open_regular(path, at_most) as file:
        content = _read(file, at_most + 1)
    if len(content) > at_most:
        raise _too_large(path)
    return content


def open_regular(path: Path, at_most: int) -> FileIO:
    """Open a file of which only parts are wanted, as :func:`read_regular` does.

    Raises:
        OSError: it cannot be read, is not a regular file, or is larger; ``strerror`` says so.
    """
    try:
        _refuse_what_is_no_file(path)
        file = FileIO(path, "rb", opener=_without_waiting)
    except ValueError as error:
        raise _no_name(path) from error
    try:
        facts = os.fstat(file.fileno())
        # Asked again: it may have been exchanged since.
        if not stat.S_ISREG(facts.st_mode):
            raise _no_regular_file(path)
        if facts.st_size > at_most:
            raise _too_large(path)
    except OSError:
        file.close()
        raise
    return file


def _without_waiting(path: str, flags: int) -> int:
    """Open a file at once, where a pipe would wait for somebody who writes into it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))


def _read(file: FileIO, at_most: int) -> bytes:
    parts: list[bytes] = []
    while at_most and (part := file.read(min(at_most, _READ_AT_ONCE))):
        parts.append(part)
        at_most -= len(part)
    return b"".join(parts)


def with_ending(path: Path, endings: Sequence[str]) -> Path:
    """The path with the first of the endings, unless it has one of them.

    What follows the last point of a name is not always an ending: ``lesson 1.5`` has none. A pipe
    or a device is called as it is: it is refused, and no file beside it is meant.
    """
    is_whole = path.suffix.lower() in endings or _is_no_file(path)
    return path if is_whole else path.with_name(path.name + endings[0])


def meant(path: Path, ending: str) -> Path:
    """The file that is named, or else, if there is none, that of this name with its ending."""
    if os.path.exists(path):
        return path
    whole = with_ending(path, [ending])
    return whole if os.path.exists(whole) else path


def replace_file(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file beside ``path`` and put it there when it is whole: a failure harms nothing.

    What a crash within an earlier call has left beside it is cleared away.

    Raises:
        OSError: the file cannot be written.
    """
    with _beside(path) as (place, beside):
        clear_leftovers(place.parent, path.suffix)
        write(beside)
        with open(beside, "rb+") as file:
            os.fsync(file.fileno())
        os.replace(beside, place)


def write_csv(path: Path, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Write a table for a spreadsheet.

    Raises:
        OSError: the file cannot be written.
    """
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)


def check_place(path: Path) -> None:
    """Find out, before there is something to write, whether it can be written there.

    Raises:
        OSError: :func:`replace_file` would fail.
    """
    with _beside(path) as (place, beside):
        place.exists()  # Raises if the name is too long.
        beside.touch()


def why_not_written(path: Path) -> str:
    """Why no file can be written there, in a sentence; empty if one can."""
    file, folder = quoted(str(path)), quoted(str(path.parent))
    if not os.path.isdir(path.parent):
        return f"There is no folder {folder}."
    if not os.access(path.parent, os.W_OK):
        return f"The folder {folder} cannot be written to."
    if os.path.isdir(path):
        return f"{file} is a folder."
    if os.path.exists(path) and not os.path.isfile(path):
        return f"{file} is not a regular file, so it cannot be replaced by one."
    try:
        check_place(path)
    except OSError as error:
        return f"{file} cannot be written: {error.strerror}."
    return ""


@contextmanager
def _beside(path: Path) -> Iterator[tuple[Path, Path]]:
    """Where the file really is, and a new file beside it, which is gone in the end.

    Both are in the folder to which a link leads. What goes wrong is said of ``path``: nobody
    knows of the file beside it.
    """
    from uuid import uuid4  # The main window need not wait for it.

    _refuse_what_is_no_file(path)
    place = _place_of(path)
    # Not made from the name asked for, which may be as long as a name can be; and with its
    # ending, where what a link stands for may have another.
    beside = place.with_name(f".{uuid4().hex}{path.suffix}")
    try:
        with _held(beside):
            yield place, beside
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise OSError(error.errno, error.strerror, str(path)) from error
        if beside.name not in str(error):
            raise
        told = str(error).replace(str(beside), str(path)).replace(beside.name, path.name)
        raise type(error)(told) from error
    finally:
        with suppress(OSError):
            beside.unlink()


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Keep a file locked that is being written, so that no other program clears it away.

    Where there are no such locks, its age has to tell.
    """
    if sys.platform == "win32":
        yield
        return
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def clear_leftovers(folder: Path, ending: str = "") -> None:
    """Delete what a crash within :func:`replace_file` has left in a folder.

    Args:
        folder: it need not be there.
        ending: of the files to delete; empty for all.
    """
    with suppress(OSError):  # What cannot be deleted now harms nobody.
        for path in folder.iterdir():
            is_ours = _LEFTOVER.fullmatch(path.stem) and ending in ("", path.suffix)
            if is_ours and path.is_file() and _is_left(path):
                path.unlink()


def _is_left(path: Path) -> bool:
    """Whether nobody is writing this file any more."""
    if path.stat().st_mtime < time.time() - OLD_LEFTOVER:
        return True
    if sys.platform == "win32":
        return False
    with open(path, "rb", opener=_without_waiting) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True


def _place_of(path: Path) -> Path:
    try:
        return path.resolve()
    except ValueError as error:
        raise _no_name(path) from error
    except RuntimeError as error:  # Links that lead to each other; an OSError from Python 3.13 on.
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error


def _refuse_what_is_no_file(path: Path) -> None:
    """A pipe or a device, ``/dev/null`` for example, would be gone, and a file in its place."""
    if path.exists() and not path.is_file():
        raise _no_regular_file(path)


def _is_no_file(path: Path) -> bool:
    return os.path.exists(path) and not (os.path.isfile(path) or os.path.isdir(path))


def _no_name(path: Path) -> OSError:
    """A NUL, or half of a surrogate pair."""
    return OSError(errno.EINVAL, "No file can have this name", str(path))


def _no_regular_file(path: Path) -> OSError:
    return OSError(errno.EINVAL, "It is not a regular file", str(path))


def _too_large(path: Path) -> OSError:
    return OSError(errno.EFBIG, "It is larger than a file of its kind can be", str(path))
