"""The large data set of film reviews from the net: fetched once, by Keras, and kept."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from files import replace_file
from formatting import sentence_of
from keras_download import KerasDownload
from networks.own_process import OwnProcess
from networks.process_ended import ProcessEnded
from tasks.fetching import Arrived, DownloadError


class Archive(NamedTuple):
    """An archive in the net.

    Attributes:
        address: where it is.
        name: of its file here.
        size: bytes.
        sha256: of its content.
    """

    address: str
    name: str
    size: int
    sha256: str


LARGE_DATA_SET = Archive(
    "https://ai.stanford.edu/~amaas/data/sentiment/aclImdb_v1.tar.gz",
    "aclImdb_v1.tar.gz",
    84_125_825,
    "c40f74a18d3b61f90feba1e17730e0d38e8b97c05fde7008942e91923d1658fe",
)
ABOUT = (
    "The Large Movie Review Dataset: 50,000 reviews of films from the Internet Movie Database, "
    "half of them positive, half of them for the test; 84 MB from ai.stanford.edu. It is by Andrew "
    "L. Maas, Raymond E. Daly, Peter T. Pham, Dan Huang, Andrew Y. Ng and Christopher Potts "
    "(Learning Word Vectors for Sentiment Analysis, ACL 2011)."
)
"""What it is, and who made it."""


def downloading(folder: Path, archive: Archive = LARGE_DATA_SET) -> Iterator[Arrived | Path | None]:
    """Fetch the archive, unless it is kept in the folder, and keep it there.

    Keras fetches it, in a process of its own. A step takes a tenth of a second at most, and
    whoever drops the iterator gives up the download.

    Args:
        folder: where it is kept; it is made if there is none.
        archive: another one.

    Yields:
        how far it has come, None if that is no further, and in the end where the archive is.

    Raises:
        DownloadError: it cannot be had, or not be kept.
    """
    path = folder / archive.name
    if path.is_file() and path.stat().st_size == archive.size:
        yield path
        return
    yield from _fetching(archive, path)
    yield path


def _fetching(archive: Archive, path: Path) -> Iterator[Arrived | None]:
    """Fetch it into the folder of the process; from there it is put in its place when whole."""
    process = OwnProcess(
        "fetches reviews",
        KerasDownload,
        archive.address,
        archive.name,
        archive.sha256,
        known=(DownloadError,),
    )
    try:
        has_ended = False
        while not has_ended:
            done, has_ended = yield from process.calling("look")
            yield Arrived(done, archive.size)
        _keep(Path(process.folder) / archive.name, path)
    except ProcessEnded as error:
        raise DownloadError(str(error)) from error
    except OSError as error:
        raise DownloadError(sentence_of(error)) from error
    finally:
        process.end()


def _keep(fetched: Path, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, lambda beside: shutil.copyfile(fetched, beside))
