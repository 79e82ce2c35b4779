"""The archive of reviews comes from the net once, by Keras in a process of its own."""

from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from book_server import BOOK, HALF, book_server

from networks.process_ended import ProcessEnded
from tasks.fetching import Arrived, DownloadError
from tasks.reviews import download
from tasks.reviews.download import ABOUT, LARGE_DATA_SET, Archive, downloading


@pytest.fixture
def server():
    with book_server() as server:
        yield server


def at(server, path, content=BOOK):
    """An archive at this path of the server, which is known to have this content."""
    return Archive(server.url(path), "reviews.tar.gz", len(content), sha256(content).hexdigest())


class Process:
    """Stands for a process of its own, and tells what it was told to."""

    folder = ""

    def __init__(self, looks, folder):
        self._looks, self.folder = iter(looks), str(folder)
        self.ended = 0

    def calling(self, method):
        assert method == "look"
        yield None
        look = next(self._looks)
        if isinstance(look, Exception):
            raise look
        return look

    def end(self):
        self.ended += 1


@pytest.fixture
def process(monkeypatch, tmp_path):
    """Makes the next process one that tells these looks."""

    def make(*looks):
        process = Process(looks, tmp_path / "process")
        monkeypatch.setattr(download, "OwnProcess", lambda *_, **__: process)
        return process

    (tmp_path / "process").mkdir()
    (tmp_path / "process" / "some").write_bytes(BOOK)
    return make


SOME = Archive("https://here/some", "some", len(BOOK), "")


def test_it_tells_how_far_it_has_come_and_where_it_is_kept(process, tmp_path):
    made = process((0, False), (7, False), (len(BOOK), True))
    told = [*downloading(tmp_path / "new" / "folder", SOME)]
    path = tmp_path / "new" / "folder" / "some"
    arrived = [Arrived(done, len(BOOK)) for done in (0, 7, len(BOOK))]
    assert told == [None, arrived[0], None, arrived[1], None, arrived[2], path]
    assert path.read_bytes() == BOOK
    assert made.ended == 1
    process()
    assert [*downloading(path.parent, SOME)] == [path]


def test_what_is_kept_but_not_whole_is_fetched_again(process, tmp_path):
    (tmp_path / "some").write_bytes(b"a beginning")
    process((len(BOOK), True))
    *_, path = downloading(tmp_path, SOME)
    assert path.read_bytes() == BOOK


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (DownloadError("It cannot be had."), "It cannot be had."),
        (ProcessEnded("The process that fetches reviews has ended."), "fetches reviews has ended"),
        (OSError(28, "No space left on device"), "No space left on device"),
    ],
)
def test_what_fails_is_told_and_leaves_nothing_behind(process, error, told, tmp_path):
    made = process((7, False), error)
    with pytest.raises(DownloadError, match=told):
        [*downloading(tmp_path / "folder", SOME)]
    assert made.ended == 1
    assert not (tmp_path / "folder").exists()


def test_a_folder_that_cannot_be_written_to_is_told(process, tmp_path):
    process((len(BOOK), True))
    (tmp_path / "file").touch()
    with pytest.raises(DownloadError, match="file"):
        [*downloading(tmp_path / "file", SOME)]


def test_whoever_drops_it_ends_the_process(process, tmp_path):
    made = process((7, False), (8, False))
    steps = downloading(tmp_path / "folder", SOME)
    assert [next(steps), next(steps)] == [None, (7, len(BOOK))]
    steps.close()
    assert made.ended == 1


def test_it_says_what_it_is_and_who_made_it():
    assert "84 MB" in ABOUT
    assert "Maas" in ABOUT
    assert LARGE_DATA_SET.address.startswith("https://ai.stanford.edu/~amaas/")


@pytest.mark.slow
def test_keras_fetches_it_with_progress_and_then_no_net_is_needed(server, tmp_path):
    archive = at(server, "half")
    steps, arrived = downloading(tmp_path, archive), []
    for step in steps:
        if isinstance(step, Arrived):
            arrived.append(step)
            if step.done > HALF // 2:  # All but what waits to be written.
                server.may_go_on.set()
        elif isinstance(step, Path):
            assert step.read_bytes() == BOOK
    assert any(0 < step.done <= HALF for step in arrived)
    assert arrived[-1] == Arrived(len(BOOK), len(BOOK))
    assert all(before.done <= after.done for before, after in pairwise(arrived))
    assert [*downloading(tmp_path, archive)] == [tmp_path / archive.name]
    assert server.asked == ["/half"]


@pytest.mark.slow
def test_faults_of_the_net_are_told_in_a_sentence(server, monkeypatch, tmp_path):
    """In this process, so that Keras is imported once."""
    import keras_download

    monkeypatch.setattr(keras_download.tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(keras_download, "PATIENCE", 1)
    monkeypatch.setattr(keras_download.socket, "setdefaulttimeout", lambda _: None)
    for path, told in (
        ("status/404", "127.0.0.1 refuses it: 404 Not Found."),
        ("status/503", "127.0.0.1 refuses it: 503 Service Unavailable."),
        ("broken", "The connection to 127.0.0.1 broke before all was there."),
        ("noise", "The connection to 127.0.0.1 broke before all was there."),
        ("unmeasured", ""),
    ):
        assert trouble(at(server, path)) == told
    other = at(server, "unmeasured", b"another")._replace(name="other")
    assert "is not what was asked for" in trouble(other)
    assert not (tmp_path / "other").exists() or (tmp_path / "other").stat().st_size
    nobody = Archive("http://127.0.0.1:9/", "nobody", 1, "0" * 32)
    assert trouble(nobody) == "There is no way to 127.0.0.1: is this computer connected to the net?"


def trouble(archive):
    """What is told of a download in this process; empty if it succeeds."""
    from keras_download import KerasDownload

    fetched = KerasDownload(archive.address, archive.name, archive.sha256)
    try:
        while not fetched.look()[1]:
            pass
    except DownloadError as error:
        return str(error)
    return ""
