"""A file is written whole or not at all, and the user is told which."""

from pathlib import Path

import pytest
from PyQt5.QtWidgets import QFileDialog, QWidget

from views.saving import Saving, ask_where_to_save, save


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


@pytest.fixture
def choose(qtbot):
    """Asks where to save, and answers with a name; what is chosen then is collected."""
    window = qtbot.added(QWidget())
    chosen = []

    def choose_it(path, kind=0):
        formats = saving(write_words).formats
        ask_where_to_save(window, Saving("Save", "words.txt", formats, chosen.append))
        dialog = window.findChild(QFileDialog)
        dialog.filterSelected.emit(dialog.nameFilters()[kind])
        dialog.fileSelected.emit(str(path))
        dialog.deleteLater()
        qtbot.waitUntil(lambda: dialog not in window.findChildren(QFileDialog))
        return window

    choose_it.chosen = chosen
    return choose_it


@pytest.mark.parametrize(
    ("name", "kind", "whole"),
    [
        ("words", 0, "words.txt"),
        ("lesson 1.5", 0, "lesson 1.5.txt"),
        ("lesson 1.5", 1, "lesson 1.5.md"),
        ("words.jpg", 0, "words.jpg.txt"),
        ("words.md", 0, "words.md"),
    ],
)
def test_a_name_without_an_ending_gets_that_of_the_format(tmp_path, choose, name, kind, whole):
    choose(tmp_path / name, kind)
    assert choose.chosen == [tmp_path / whole]


def test_a_file_that_is_there_under_the_longer_name_is_asked_about(tmp_path, choose):
    whole = tmp_path / "lesson 1.5.txt"
    whole.write_text("old", encoding="utf-8")
    window = choose(tmp_path / "lesson 1.5")
    assert not choose.chosen
    (again,) = window.findChildren(QFileDialog)
    assert again.selectedFiles() == [str(whole)]
    again.fileSelected.emit(str(whole))
    assert choose.chosen == [whole]
