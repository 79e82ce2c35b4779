"""A text file is fetched from the net, piece by piece; what goes wrong is said in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from formatting import quoted
from tasks import fetching
from tasks.fetching import PATIENCE, DownloadError
from tasks.text.reading import LARGEST_FILE

if TYPE_CHECKING:
    from requests import Response

_AT_ONCE = 2**14
"""Bytes of a piece."""
_HEADERS = {
    "User-Agent": "LSTM Lab (one book at a time, asked for by a student)",
    "Accept-Encoding": "identity",  # So that as many bytes arrive as are announced.
}
_NOT_THERE = (404, 410)
NOTHING_THERE = "There is nothing at this address."
_UNTOLD = ("", "application/octet-stream", "binary/octet-stream")
"""What a host calls a file of which it does not know the kind: that shows when it is read."""


class NotThere(DownloadError):
    """Nothing is at this address."""


def host_of(address: str) -> str:
    """The computer that an address names.

    Raises:
        ValueError: the address is none.
    """
    return urlsplit(address).hostname or ""


def pieces(address: str) -> Iterator[tuple[bytes, int | None]]:
    """The bytes of a file, and how many there are in all, if its host says so.

    Raises:
        DownloadError: it cannot be had, or not to its end, or is too large, or no plain text.
    """
    import requests  # It takes as long as all else here, and most books are never fetched.

    size, has_begun = 0, False
    try:
        with requests.get(address, stream=True, timeout=PATIENCE, headers=_HEADERS) as response:
            total = _checked(response)
            has_begun = True
            for piece in response.iter_content(_AT_ONCE):
                size += len(piece)
                _check_size(size)
                yield piece, total
    except (requests.RequestException, ValueError) as error:
        raise DownloadError(_why(error, host_of(address), has_begun)) from error


def _checked(response: Response) -> int | None:
    """How many bytes will come, once nothing speaks against them."""
    host = host_of(response.url)
    if response.status_code in _NOT_THERE:
        raise NotThere(NOTHING_THERE)
    if not response.ok:
        raise DownloadError(fetching.REFUSED.format(host, response.status_code, response.reason))
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind == "text/html":
        raise DownloadError("It is a web page: look there for its plain text (UTF-8).")
    if not kind.startswith("text/") and kind not in _UNTOLD:
        raise DownloadError(f"It is no plain text, but {quoted(kind)}.")
    told = response.headers.get("Content-Length", "")
    if not told.isdecimal():
        return None
    _check_size(int(told))
    return int(told)


def _check_size(size: int) -> None:
    if size > LARGEST_FILE:
        raise DownloadError(
            f"It is larger than {LARGEST_FILE / 1e6:.0f} MB, more than a book can be."
        )


def _why(error: Exception, host: str, has_begun: bool) -> str:
    """A sentence on what went wrong on the way."""
    from requests import exceptions as of

    if has_begun:
        return fetching.BROKEN.format(host)
    sentences: dict[type[Exception], str] = {
        of.SSLError: fetching.UNPROVED.format(host),
        of.Timeout: fetching.UNANSWERED.format(host),
        of.TooManyRedirects: f"{host} sends from one address to the next without an end.",
        of.ConnectionError: fetching.NO_WAY.format(host),
    }
    for kind, sentence in sentences.items():
        if isinstance(error, kind):
            return sentence
    return f"{host} cannot be understood."
