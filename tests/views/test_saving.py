"""A file is written whole or not at all, and the user is told which."""

from pathlib import Path

import pytest

from views.saving import Saving, save


def saving(write) -> Saving:
    return Saving("Save words", "words.txt", {".txt": "Words", ".md": "Words, marked"}, write)


def write_words(path: Path) -> None:
    path.write_text("whole", encoding="utf-8")


def fail_half_way(path: Path) -> None:
    path.write_text("ha", encoding="utf-8")
    raise OSError(28, "No space left on device")


def test_a_saved_file_is_named_to_the_user(tmp_path):
    path = tmp_path / "words.txt"
    assert save(path, saving(write_words)) == (f"Saved as {path}.", True)
    assert path.read_text(encoding="utf-8") == "whole"


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "words.txt"
    path.write_text("old", encoding="utf-8")
    sentence, went_well = save(path, saving(fail_half_way))
    assert sentence == f"Could not save {path}: No space left on device."
    assert not went_well
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_told(tmp_path):
    path = tmp_path / "nowhere" / "words.txt"
    sentence, went_well = save(path, saving(write_words))
    assert sentence == f"Could not save {path}: No such file or directory."
    assert not went_well


def test_a_folder_in_the_file_s_place_stays(tmp_path):
    path = tmp_path / "folder.txt"
    path.mkdir()
    assert not save(path, saving(write_words))[1]
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["words", "words.jpg"])
def test_an_ending_of_another_format_is_refused(tmp_path, name):
    sentence, went_well = save(tmp_path / name, saving(write_words))
    assert sentence == "Not saved: the name must end in .txt or .md."
    assert not went_well
    assert not list(tmp_path.iterdir())
