"""Writing a file whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_LEFTOVER = re.compile(r"\.[0-9a-f]{32}")


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
        raise OSError(errno.EINVAL, "It is not a regular file", str(path))
