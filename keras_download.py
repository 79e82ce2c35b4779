"""Fetches a file with Keras' own downloader, where Keras can be: in a process of its own."""

from __future__ import annotations

import os
import socket
import tempfile
import threading
from contextlib import redirect_stdout
from http.client import HTTPException
from pathlib import Path
from ssl import SSLError
from urllib.error import ContentTooShortError, HTTPError, URLError
from urllib.parse import urlsplit

from formatting import sentence_of
from networks.network import BackendUnavailable
from tasks import fetching
from tasks.fetching import PATIENCE, DownloadError

_LOOK = 0.1
"""Seconds that a look waits for the end at most."""


class KerasDownload:
    """A download that is under way on a thread, so that it can be asked how far it has come.

    Args:
        address: of the file.
        name: of the file in the folder for temporary ones, where it is put.
        sha256: of its content, by which it is known to be whole and the one that is meant.
    """

    def __init__(self, address: str, name: str, sha256: str) -> None:
        self._address, self._sha256 = address, sha256
        self._path = Path(tempfile.gettempdir()) / name
        self._trouble = ""
        self._has_ended = threading.Event()
        threading.Thread(target=self._fetch, name="download", daemon=True).start()

    def look(self) -> tuple[int, bool]:
        """How many bytes are there, and whether that is all.

        Raises:
            DownloadError: there will be no more.
        """
        has_ended = self._has_ended.wait(_LOOK)
        if self._trouble:
            raise DownloadError(self._trouble)
        return self._path.stat().st_size if self._path.exists() else 0, has_ended

    def _fetch(self) -> None:
        try:
            self._by_keras()
        except Exception as error:
            self._trouble = _why(error, urlsplit(self._address).hostname or self._address)
        finally:
            self._has_ended.set()

    def _by_keras(self) -> None:
        from model import import_tensorflow

        import_tensorflow()
        import keras

        # Its downloader waits for ever otherwise, and prints.
        socket.setdefaulttimeout(PATIENCE)
        with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
            keras.utils.get_file(
                fname=self._path.name,
                origin=self._address,
                file_hash=self._sha256,
                cache_dir=str(self._path.parent),
                cache_subdir="",
            )


def _why(error: Exception, host: str) -> str:
    """A sentence on what went wrong; Keras wraps in words what the net has raised."""
    if isinstance(error, BackendUnavailable):
        return str(error)
    cause = error.__context__ if isinstance(error.__context__, URLError) else error
    if isinstance(cause, HTTPError):
        return fetching.REFUSED.format(host, cause.code, str(cause.reason))
    if isinstance(cause, ContentTooShortError | HTTPException | ConnectionError):
        return fetching.BROKEN.format(host)
    reason = cause.reason if isinstance(cause, URLError) else cause
    if isinstance(reason, SSLError):
        return fetching.UNPROVED.format(host)
    if isinstance(reason, TimeoutError):
        return fetching.UNANSWERED.format(host)
    if isinstance(cause, URLError):
        return fetching.NO_WAY.format(host)
    if isinstance(cause, ValueError):
        return f"What came from {host} is not what was asked for, or not all of it."
    return sentence_of(error)
