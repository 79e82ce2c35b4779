"""The streams of the terminal, made so that nothing that is printed can fail over them."""

from __future__ import annotations

import codecs
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

INTERRUPTED = 130
"""As a shell reports a program that Ctrl+C ended."""
FAILED = 1
"""As the program ends that could not do what it was asked for."""
PIPE_CLOSED = 141
"""As a shell reports a program whose reader, ``head`` for example, has gone."""

_IN_ASCII = {
    "…": "...",
    "·": "*",
    "×": "x",
    "−": "-",
    "–": "-",
    "—": "-",
    "→": "->",
    "✗": "x",
    "\xa0": " ",
    "\u202f": " ",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "σ": "sigma",
    "φ": "phi",
    "∂": "d",
}
"""What stands for the program's own signs on a stream that does not have them."""


def prepare_streams() -> None:
    """Let what stdout and stderr cannot show degrade, and where there is none, go nowhere.

    A program that is started without a terminal has no streams. The null device then takes
    their places, in this order, so that no other file comes to stand where libraries write
    their notes to.
    """
    codecs.register_error("degrade", _degrade)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nowhere = open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115, as the streams are.
            setattr(sys, name, nowhere)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="degrade")


def _degrade(error: UnicodeError) -> tuple[str, int]:
    """A handler of errors for :mod:`codecs`: other signs, or the number of a character.

    A name of a file stays one that can be told from others.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    character = error.object[error.start]
    shown = _IN_ASCII.get(character) or character.encode("ascii", "backslashreplace").decode()
    return shown, error.start + 1


@contextmanager
def quiet_about_lost_readers() -> Iterator[None]:
    """End the program in good order if what it prints cannot be written any more.

    Raises:
        SystemExit: with :data:`PIPE_CLOSED` if the reader has gone, and with :data:`FAILED` and
            a sentence if there is no room for it.
    """
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        status = PIPE_CLOSED
    except OSError as error:
        if error.filename is not None or error.errno is None:
            raise  # It is of a file or a library: a stream has no name.
        status = FAILED
        with suppress(OSError):
            print(f"{error.strerror or error}.", file=sys.stderr)
    else:
        return
    for stream in (sys.stdout, sys.stderr):
        _point_nowhere(stream)
    raise SystemExit(status)


def _point_nowhere(stream: TextIO) -> None:
    """Python flushes a stream once more at its end, and would complain if that fails."""
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
