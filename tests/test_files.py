"""A file is replaced whole or not at all."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from memory import memory_within

from files import check_place, clear_leftovers, meant, read_regular, replace_file, with_ending


def write_words(path: Path) -> None:
    path.write_text("whole", encoding="utf-8")


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path):
    path = tmp_path / "words.txt"
    path.write_text("old", encoding="utf-8")

    def fail_half_way(beside: Path) -> None:
        beside.write_text("ha", encoding="utf-8")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        replace_file(path, fail_half_way)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


KILLED = """
import os, signal
from pathlib import Path
from files import replace_file

def die(beside):
    beside.write_text("ha")
    os.kill(os.getpid(), signal.SIGKILL)

replace_file(Path("words.txt"), die)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there only age can tell")
def test_what_a_killed_program_has_left_goes_when_its_folder_is_written_to_again(tmp_path):
    for _ in range(2):
        root = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
        subprocess.run([sys.executable, "-c", KILLED], cwd=tmp_path, env=root, check=False)
        assert len(list(tmp_path.iterdir())) == 1  # The second has cleared away after the first.
    foreign = [tmp_path / f".{'a' * 32}.txt", tmp_path / f".{uuid4().hex}.md", tmp_path / ".x.txt"]
    for path in foreign:
        path.touch()
    replace_file(tmp_path / "words.txt", write_words)
    assert sorted(tmp_path.iterdir()) == sorted([*foreign, tmp_path / "words.txt"])


def test_what_is_being_written_stays_and_is_put_in_place(tmp_path):
    def write_and_be_disturbed(beside: Path) -> None:
        write_words(beside)
        replace_file(tmp_path / "other.txt", write_words)
        clear_leftovers(tmp_path)

    replace_file(tmp_path / "words.txt", write_and_be_disturbed)
    assert {path.name for path in tmp_path.iterdir()} == {"words.txt", "other.txt"}


def test_old_leftovers_are_cleared_away_where_nothing_else_tells(tmp_path, monkeypatch):
    young, old = tmp_path / f".{uuid4().hex}.txt", tmp_path / f".{uuid4().hex}.txt"
    others = [
        tmp_path / ".hidden.txt",
        tmp_path / old.name.lstrip("."),
        tmp_path / f".{'a' * 32}.txt",
    ]
    for path in (young, old, *others):
        path.touch()
    for path in (old, *others):
        os.utime(path, (0, 0))
    monkeypatch.setattr("files.sys.platform", "win32")
    clear_leftovers(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([young, *others])
    clear_leftovers(tmp_path / "no such folder")


@pytest.mark.parametrize("kind", [OSError, ValueError])
def test_no_failure_names_the_file_beside(tmp_path, kind):
    def fail(beside: Path) -> None:
        raise kind(f"unable to open {beside}: {beside.name} is torn")

    with pytest.raises(kind, match="is torn") as failure:
        replace_file(tmp_path / "words.txt", fail)
    assert str(failure.value) == f"unable to open {tmp_path}/words.txt: words.txt is torn"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes there")
def test_what_is_there_and_no_regular_file_gets_no_ending(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert with_ending(tmp_path / "pipe", (".csv",)) == tmp_path / "pipe"


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("lesson 1.5", "lesson 1.5.keras"),
        ("lesson", "lesson.keras"),
        ("M.KERAS", "M.KERAS"),
        ("N.h5", "N.h5"),
        ("v2.final", "v2.final.keras"),
    ],
)
def test_a_name_gets_an_ending_unless_it_has_one(tmp_path, name, whole):
    assert with_ending(tmp_path / name, (".keras", ".h5")) == tmp_path / whole


def test_a_file_with_the_ending_may_be_named_without_it(tmp_path):
    named, whole = tmp_path / "lesson 1.5", tmp_path / "lesson 1.5.keras"
    assert meant(named, ".keras") == named
    whole.touch()
    assert meant(named, ".keras") == meant(whole, ".keras") == whole
    named.touch()
    assert meant(named, ".keras") == named
    for nothing in (Path(), Path("x" * 5000)):
        assert meant(nothing, ".keras") == nothing


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_where_nothing_can_be_written_is_found_out_before(tmp_path):
    (tmp_path / "file").touch()
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere" / "M.keras")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    names = ("nowhere/M.keras", "file/M.keras", "dangling", "circle", "x" * 300, "a\0b", "\ud800")
    for path in [tmp_path, *(tmp_path / name for name in names)]:
        for does_it in (check_place, lambda path: replace_file(path, write_words)):
            with pytest.raises(OSError, match=r"\w") as failure:
                does_it(path)
            assert failure.value.strerror
            assert failure.value.filename == str(path)
    before = sorted(tmp_path.iterdir())
    check_place(tmp_path / "M.keras")
    check_place(tmp_path / "file")
    assert sorted(tmp_path.iterdir()) == before


def test_a_failure_names_the_file_that_was_asked_for(tmp_path):
    path = tmp_path / "nowhere" / "words.txt"
    with pytest.raises(FileNotFoundError) as failure:
        replace_file(path, write_words)
    assert failure.value.filename == str(path)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_links_that_lead_in_a_circle_are_an_error_of_the_file(tmp_path):
    link = tmp_path / "words.txt"
    link.symlink_to(link)
    with pytest.raises(OSError, match="links") as failure:
        replace_file(link, write_words)
    assert failure.value.filename == str(link)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes there")
def test_a_pipe_is_not_replaced_through_a_link_either(tmp_path):
    pipe, link = tmp_path / "pipe", tmp_path / "words.txt"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for path in (pipe, link):
        with pytest.raises(OSError, match="not a regular file"):
            replace_file(path, write_words)
    assert pipe.is_fifo()
    assert link.is_symlink()


def test_a_link_still_points_to_the_file_it_stands_for(tmp_path):
    (tmp_path / "real.txt").write_text("old", encoding="utf-8")
    link = tmp_path / "link.txt"
    link.symlink_to(tmp_path / "real.txt")
    replace_file(link, write_words)
    assert link.is_symlink()
    assert (tmp_path / "real.txt").read_text(encoding="utf-8") == "whole"


def test_a_name_may_be_as_long_as_the_system_allows(tmp_path):
    path = tmp_path / f"{'n' * 251}.txt"
    replace_file(path, write_words)
    assert path.read_text(encoding="utf-8") == "whole"


def test_a_file_is_read_whole_up_to_the_size_that_is_allowed(tmp_path):
    path = tmp_path / "numbers"
    path.write_bytes(b"0123456789" * 200_000)
    assert read_regular(path, 2_000_000) == path.read_bytes()
    for size in (0, 1_999_999):
        with pytest.raises(OSError, match="larger than a file of its kind") as failure:
            read_regular(path, size)
        assert failure.value.filename == str(path)


def test_nothing_is_read_of_a_file_that_is_too_large(tmp_path):
    path = tmp_path / "hole"
    with path.open("wb") as file:
        file.truncate(2**40)
    with memory_within(2**20), pytest.raises(OSError, match="larger"):
        read_regular(path, 2**30)


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="there is no such file here")
def test_a_file_that_hides_its_size_gives_no_more_than_is_allowed():
    with pytest.raises(OSError, match="larger"):
        read_regular(Path("/proc/self/maps"), 100)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files there")
def test_what_is_no_file_is_refused_and_not_waited_for(tmp_path):
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
        for path in (pipe, link, tmp_path, tmp_path / "socket", Path("/dev/zero")):
            with pytest.raises(OSError, match="not a regular file"):
                read_regular(path, 100)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes there")
def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for_either(tmp_path, monkeypatch):
    monkeypatch.setattr("files._refuse_what_is_no_file", lambda path: None)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="not a regular file"):
        read_regular(pipe, 100)


@pytest.mark.parametrize("name", ["a\0b", "\ud800"])
def test_a_name_that_no_file_can_have_is_an_error_of_the_file(tmp_path, name):
    with pytest.raises(OSError, match="No file can have this name"):
        read_regular(tmp_path / name, 100)
