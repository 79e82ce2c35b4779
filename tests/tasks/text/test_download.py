"""A book comes from the net once, with progress, and can be given up; what fails is told."""

import os
import threading
from itertools import pairwise

import pytest
from book_server import BOOK, HALF, book_server

from networks.fields import FieldError
from tasks.fetching import Arrived, DownloadError
from tasks.text import download, gutenberg, web
from tasks.text.download import downloading


@pytest.fixture
def server():
    with book_server() as server:
        yield server


@pytest.fixture
def from_here(server, monkeypatch):
    """Project Gutenberg and its mirror are this server; give it the paths of its places."""

    def set_up(*paths):
        monkeypatch.setattr(gutenberg, "_PLACES", tuple(map(server.url, paths)))

    return set_up


def told_of(asked, folder):
    return [step for step in downloading(asked, folder) if step is not None]


def kept(asked, folder):
    """The same of a book, which is kept."""
    told = told_of(asked, folder)
    told[-1].keep()
    return told


def threads():
    return [each for each in threading.enumerate() if each.name == "download"]


def wait_for_threads():
    for each in threads():
        each.join(10)
    assert not threads()


def test_it_tells_how_far_it_has_come_and_in_the_end_the_book(server, tmp_path):
    *arrived, book = told_of(server.url("book/A%20river.txt"), tmp_path)
    assert book[:2] == (BOOK, "A river")
    assert len(arrived) > 3
    assert arrived[-1] == Arrived(len(BOOK), len(BOOK))
    assert all(before.done < after.done for before, after in pairwise(arrived))


def test_without_a_size_it_tells_what_has_come(server, tmp_path):
    *arrived, book = told_of(server.url("unmeasured"), tmp_path)
    assert (arrived[-1], book.raw) == ((len(BOOK), None), BOOK)


def test_it_goes_where_it_is_sent(server, tmp_path):
    assert told_of(server.url("moved"), tmp_path)[-1].raw == BOOK
    assert server.asked == ["/moved", "/book/here.txt"]


def test_what_was_fetched_needs_no_net_again(tmp_path):
    with book_server() as server:
        address = server.url("book")
        first = kept(address, tmp_path / "new" / "folder")[-1]
    assert told_of(address, tmp_path / "new" / "folder") == [first]


def test_what_is_no_book_is_fetched_anew(server, tmp_path):
    address = server.url("book")
    kept(address, tmp_path)[-1].forget()  # One that an earlier version has kept, too.
    told_of(address, tmp_path)[-1].forget()
    assert not list(tmp_path.iterdir())
    kept(address, tmp_path)
    assert len(server.asked) == 3
    assert len(list(tmp_path.iterdir())) == 1


def test_a_number_is_looked_for_at_one_place_after_the_other(server, from_here, tmp_path):
    from_here("status/404", "status/503", "book/{0}")
    book = kept("219", tmp_path)[-1]
    assert book[:2] == (BOOK, "Gutenberg 219")
    assert server.asked == ["/status/404", "/status/503", "/book/219"]
    assert told_of("https://www.gutenberg.org/ebooks/219", tmp_path) == [book]
    assert len(server.asked) == 3


def test_a_number_that_there_is_not_is_told_so_whoever_else_does_not_answer(
    server, from_here, tmp_path
):
    from_here("status/503", "status/404", "status/503")
    with pytest.raises(DownloadError, match=r"^Project Gutenberg has no plain text of this"):
        told_of("7", tmp_path)


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("status/404", r"There is nothing at this address\."),
        ("status/503", r"127.0.0.1 refuses it: 503 Service Unavailable\."),
        ("broken", r"The connection to 127.0.0.1 broke before all was there\."),
        ("circle", r"127.0.0.1 sends from one address to the next without an end\."),
        ("elsewhere/file:///etc/hosts", r"127.0.0.1 cannot be understood\."),
        ("noise", r"There is no way to 127.0.0.1: is this computer connected to the net\?"),
        ("kind/text/html", r"It is a web page: look there for its plain text \(UTF-8\)\."),
        ("kind/application/pdf", r"It is no plain text, but `application/pdf`\."),
        ("announced/12000001", r"It is larger than 12 MB, more than a book can be\."),
        ("endless", r"It is larger than 12 MB, more than a book can be\."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(server, tmp_path, path, sentence):
    with pytest.raises(DownloadError, match=f"^{sentence}$"):
        told_of(server.url(path), tmp_path)
    assert not list(tmp_path.iterdir())
    wait_for_threads()


@pytest.mark.parametrize("path", ["silence", "half"])
def test_nobody_is_waited_for_for_ever(server, tmp_path, monkeypatch, path):
    monkeypatch.setattr(web, "PATIENCE", 0.2)
    with pytest.raises(DownloadError, match=r"127.0.0.1 does not answer|to 127.0.0.1 broke"):
        told_of(server.url(path), tmp_path)


def test_without_a_net_that_is_said(tmp_path):
    with book_server() as server:
        address = server.url("book")
    with pytest.raises(DownloadError, match=r"There is no way to .*: is this computer connected"):
        told_of(address, tmp_path)


def test_it_is_given_up_in_the_middle_at_once_and_nothing_is_kept(server, tmp_path):
    steps = downloading(server.url("half"), tmp_path)
    # The other half is not sent before the end of the test, and nobody waits for it.
    while next(steps) is None:
        pass
    for _ in range(5):
        assert (next(steps) or Arrived(0, None)).done <= HALF
    steps.close()
    server.may_go_on.set()
    wait_for_threads()
    assert not list(tmp_path.iterdir())


def test_of_what_is_given_up_nothing_more_is_fetched(server, tmp_path):
    steps = downloading(server.url("endless"), tmp_path)
    while next(steps) is None:
        pass
    del steps
    assert server.hung_up.wait(20)
    wait_for_threads()


def test_few_books_are_kept_and_no_other_files_removed(server, tmp_path, monkeypatch):
    monkeypatch.setattr(download, "MOST_KEPT", 2)
    (tmp_path / "mine.txt").write_text("mine")
    for age, name in enumerate("abc"):
        kept(server.url(f"book/{name}"), tmp_path)
        for path in tmp_path.glob("book-*"):
            os.utime(path, (path.stat().st_mtime - 100 * (age + 1),) * 2)
    assert len(list(tmp_path.iterdir())) == 3
    told_of(server.url("book/c"), tmp_path)
    told_of(server.url("book/a"), tmp_path)
    assert server.asked == ["/book/a", "/book/b", "/book/c", "/book/a"]


def test_where_nothing_can_be_kept_the_book_is_there_all_the_same(server, tmp_path):
    (tmp_path / "file").touch()
    assert kept(server.url("book"), tmp_path / "file")[-1].raw == BOOK


@pytest.mark.parametrize(
    "asked",
    [
        "219",
        " #219 ",
        "pg219",
        "0219",
        "http://gutenberg.org/ebooks/219.txt.utf-8",
        "www.gutenberg.org/ebooks/219",
    ],
)
def test_a_number_is_read_as_people_write_it(asked):
    assert gutenberg.wanted(asked).key == "219"
    assert gutenberg.wanted(asked).addresses[0].endswith("cache/epub/219/pg219.txt")


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "heart of darkness",
        "0",
        "-3",
        "12345678",
        "file:///etc/passwd",
        "ftp://here/book.txt",
        "https://",
        "http://[::1",
        "http://here:99999/",
        "https://here/a b\n",
        "http://" + "a" * 3_000,
    ],
)
def test_what_is_neither_a_number_nor_an_address_is_refused_before_anything_is_asked(
    asked, tmp_path
):
    with pytest.raises(FieldError, match=r"^It is neither a number of Project Gutenberg, such as"):
        told_of(asked, tmp_path)
