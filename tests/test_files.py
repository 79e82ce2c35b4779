"""A file is replaced whole or not at all."""

import os
import sys
from pathlib import Path

import pytest

from files import clear_leftovers, replace_file


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


def test_only_old_files_that_a_crash_has_left_are_cleared_away(tmp_path):
    class Crash(BaseException):
        """Ends the write where nothing can be cleared away."""

    def crash(beside: Path) -> None:
        write_words(beside)
        os.link(beside, tmp_path / "kept")  # The name beside is unlinked, as no crash would.
        left.append(beside)
        raise Crash

    left: list[Path] = []
    with pytest.raises(Crash):
        replace_file(tmp_path / "words.txt", crash)
    (tmp_path / "kept").rename(left[0])
    clear_leftovers(tmp_path, seconds=1_000)
    assert left[0].exists()
    os.utime(left[0], (0, 0))
    others = [tmp_path / ".hidden.txt", tmp_path / left[0].name.lstrip(".")]
    for other in others:
        other.touch()
        os.utime(other, (0, 0))
    clear_leftovers(tmp_path, seconds=1_000)
    assert sorted(tmp_path.iterdir()) == sorted(others)
    clear_leftovers(tmp_path / "no such folder", seconds=0)


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
