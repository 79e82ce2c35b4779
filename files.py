"""Writing a file whole or not at all, and reading no more of one than it can need to have."""

from __future__ import annotations

import errno
import os
import re
import stat
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from io import FileIO
from pathlib import Path

_LEFTOVER = re.compile(r"\.[0-9a-f]{32}")
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
    except ValueError as error:  # A NUL, or half of a surrogate pair.
        raise OSError(errno.EINVAL, "No file can have this name", str(path)) from error
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


def replace_file(path: Path, write: Callable[[Path], None]) -> None:
    """Write a file beside ``path`` and put it there when it is whole: a failure harms nothing.

    Raises:
        OSError: the file cannot be written.
    """
    _refuse_what_is_no_file(path)
    ending = path.suffix  # Of the name asked for: what a link stands for may have another.
    path = _place_of(path)
    # Not made from the name asked for, which may be as long as a name can be.
    beside = path.with_name(f".{uuid.uuid4().hex}{ending}")
    try:
        write(beside)
        with open(beside, "rb+") as file:
            os.fsync(file.fileno())
        os.replace(beside, path)
    except OSError as error:
        if error.errno is None:
            raise
        # Not the name of the file beside it, of which nobody knows.
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        beside.unlink(missing_ok=True)


def clear_leftovers(folder: Path, seconds: float) -> None:
    """Delete what a crash within :func:`replace_file` has left in a folder of the program's own.

    Args:
        folder: it need not be there.
        seconds: what is younger may be just being written, by another program perhaps.
    """
    with suppress(OSError):  # What cannot be deleted now harms nobody.
        for path in folder.glob(".*"):
            is_leftover = _LEFTOVER.fullmatch(path.stem) and path.is_file()
            if is_leftover and path.stat().st_mtime < time.time() - seconds:
                path.unlink()


def _place_of(path: Path) -> Path:
    try:
        return path.resolve()
    except RuntimeError as error:  # Links that lead to each other; an OSError from Python 3.13 on.
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error


def _refuse_what_is_no_file(path: Path) -> None:
    """A pipe or a device, ``/dev/null`` for example, would be gone, and a file in its place."""
    if path.exists() and not path.is_file():
        raise _no_regular_file(path)


def _no_regular_file(path: Path) -> OSError:
    return OSError(errno.EINVAL, "It is not a regular file", str(path))


def _too_large(path: Path) -> OSError:
    return OSError(errno.EFBIG, "It is larger than a file of its kind can be", str(path))
