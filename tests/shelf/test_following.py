"""The shelf shows what other programs do in its folder, and they what it does."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from kept_runs import put, run_after
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLineEdit

from shelf import shelf, shelf_files
from shelf.shelf_store import Found, Kept
from training import checkpoint_file
from views.shelf.run_table import RunTable


@pytest.fixture
def follow(open_shelf, monkeypatch):
    """Opens the shelf as a program does that goes on looking, and looks often."""
    monkeypatch.setattr(shelf, "LOOKS_EVERY", 0.05)

    def follow_it():
        opened = open_shelf()
        opened.follow()
        return opened

    return follow_it


@pytest.fixture
def two(follow):
    return follow(), follow()


def seeds(runs):
    return [run.seed for run in runs]


def looked(qtbot, shelf):
    """Wait until it has looked once more, from the beginning."""
    for _ in range(2):
        with qtbot.waitSignal(shelf._files.done, check_params_cb=lambda done: type(done) is Found):
            pass


def test_each_of_two_programs_shows_the_other_s_runs_and_what_is_known_of_them(qtbot, two):
    one, other = two
    first = put(qtbot, one, seed=1)
    qtbot.waitUntil(lambda: seeds(other.runs) == [1])
    put(qtbot, other, seed=2)
    qtbot.waitUntil(lambda: seeds(one.runs) == [1, 2])
    other.rename(first, "theirs")
    other.set_look(first, 9)
    other.hide(first, True)
    qtbot.waitUntil(lambda: one.runs == other.runs and one.runs[0].is_hidden)
    assert [(run.number, run.name, run.look) for run in one.runs] == [(1, "theirs", 9), (2, "", 1)]


def test_what_another_program_deletes_goes_and_comes_back_with_it(qtbot, two):
    one, other = two
    run_id = put(qtbot, one, seed=1)
    put(qtbot, one, seed=2)
    qtbot.waitUntil(lambda: len(other.runs) == 2)
    one.delete([run_id])
    qtbot.waitUntil(lambda: seeds(other.runs) == [2])
    one.undo_delete()
    qtbot.waitUntil(lambda: other.runs == one.runs)
    assert seeds(other.runs) == [1, 2]
    assert checkpoint_file.load(other.file_of(run_id)).records


def test_what_both_have_deleted_is_there_again_where_one_of_them_brings_it_back(qtbot, two):
    one, other = two
    run_id = put(qtbot, one, seed=1)
    qtbot.waitUntil(lambda: len(other.runs) == 1)
    one.delete([run_id])
    other.delete([run_id])
    looked(qtbot, other)
    one.undo_delete()
    qtbot.waitUntil(lambda: seeds(other.runs) == [1])
    assert other.deleted == 0
    assert other.close()
    looked(qtbot, one)
    assert one.file_of(run_id).exists()


@pytest.mark.parametrize("for_good", [False, True])
def test_a_change_to_what_another_program_has_deleted_is_said_to_be_lost(
    qtbot, open_shelf, for_good
):
    one = open_shelf()
    run_id = put(qtbot, one)
    other = open_shelf()  # It has not looked since.
    one.delete([run_id])
    if for_good:
        one.delete([])
    qtbot.waitUntil(lambda: not shelf_files.facts_file(one._folder, run_id).exists())
    with qtbot.waitSignal(other.problem) as told:
        other.rename(run_id, "theirs")
    assert told.args == ["The change could not be kept: Another program has deleted the run."]
    other._look()
    qtbot.waitUntil(lambda: not other.runs)


def test_a_run_that_another_program_goes_on_with_grows_here_too_with_all_its_figures(qtbot, two):
    one, other = two
    run_id = put(qtbot, one, epochs=2)
    one.rename(run_id, "mine")
    qtbot.waitUntil(lambda: other.runs == one.runs)
    assert put(qtbot, other, epochs=4) == run_id
    qtbot.waitUntil(lambda: one.runs == other.runs)
    assert [(run.epochs, run.name) for run in one.runs] == [(4, "mine")]


def test_the_same_training_in_two_programs_is_one_run_though_neither_has_looked(
    qtbot, open_shelf, folder
):
    one, other = open_shelf(), open_shelf()
    run_id = put(qtbot, one, epochs=2)
    other.put(*run_after(epochs=2))
    assert [run.id for run in other.runs] != [run_id]
    qtbot.waitUntil(lambda: other.runs == one.runs)
    assert len(list(folder.glob("*.keras"))) == 1
    assert put(qtbot, other, epochs=3) == run_id


def test_of_two_programs_that_go_on_with_one_run_the_further_one_is_kept(qtbot, open_shelf):
    one = open_shelf()
    run_id = put(qtbot, one, epochs=1)
    other = open_shelf()
    put(qtbot, other, epochs=5)
    put(qtbot, one, epochs=3)
    assert shelf_files.read_run(one._folder, run_id).epochs == 5
    assert len(checkpoint_file.load(one.file_of(run_id)).records) == 5


def otherwise(run):
    """The same run as another backend goes on with it: with other last digits from there on."""
    loss = (*run.loss[:1], *(loss + 1e-9 for loss in run.loss[1:]))
    return replace(run, loss=loss)


def test_of_two_programs_that_go_on_with_one_run_in_two_ways_none_loses_what_it_has_learned(
    qtbot, open_shelf, folder
):
    one = open_shelf()
    run_id = put(qtbot, one, epochs=1)
    other = open_shelf()
    put(qtbot, other, epochs=4)
    run, checkpoint = run_after(epochs=3)
    with qtbot.waitSignal(one._files.done, check_params_cb=lambda done: type(done) is Kept):
        one.put(otherwise(run), checkpoint)
    qtbot.waitUntil(lambda: [run.right_for is None for run in one.runs] == [False])
    qtbot.waitUntil(lambda: not one._files.is_at_work)
    theirs, mine = shelf_files.read_runs(folder, 10).runs
    assert (theirs.id, theirs.number, theirs.epochs) == (run_id, 1, 4)
    assert one.runs == [mine]
    assert (mine.number, mine.loss) == (2, otherwise(run).loss)
    for each in (theirs, mine):
        assert len(checkpoint_file.load(one.file_of(each.id)).records) == each.epochs


def test_what_another_program_changes_while_a_run_is_written_stays(
    qtbot, open_shelf, folder, monkeypatch
):
    shelf = open_shelf()
    run_id = put(qtbot, shelf, epochs=1)
    save = checkpoint_file.save

    def save_beside(*of, **how):
        save(*of, **how)
        shelf_files.change_facts(folder, run_id, look=7)

    monkeypatch.setattr(checkpoint_file, "save", save_beside)
    shelf.rename(run_id, "mine")
    put(qtbot, shelf, epochs=2)
    run = shelf_files.read_run(folder, run_id)
    assert (run.name, run.look, run.epochs) == ("mine", 7, 2)


def test_what_is_not_written_yet_is_not_taken_for_deleted_or_older(qtbot, follow, full_disk):
    shelf = follow()
    full_disk.is_full = False
    run_id = put(qtbot, shelf, epochs=1)
    looked(qtbot, shelf)
    full_disk.is_full = True
    shelf.put(*run_after(epochs=2))
    shelf.put(*run_after(seed=1))
    qtbot.waitUntil(lambda: len(shelf.not_kept) == 2)
    shelf_files.change_facts(shelf._folder, run_id, name="theirs")
    looked(qtbot, shelf)
    assert [(run.seed, run.epochs) for run in shelf.runs] == [(0, 2), (1, 2)]
    full_disk.is_full = False
    shelf.keep_again()
    qtbot.waitUntil(lambda: [run.name for run in shelf.runs] == ["theirs", ""])
    assert not shelf.not_kept


def test_a_look_that_has_begun_before_a_change_does_not_take_it_back(qtbot, follow):
    shelf = follow()
    run_id, gone = (put(qtbot, shelf, seed=seed) for seed in (1, 2))
    looked(qtbot, shelf)
    shelf_files.change_facts(shelf._folder, run_id, name="theirs")
    found = shelf._store.look()
    shelf.rename(run_id, "mine")
    shelf.delete([gone])
    shelf._on_found(found)
    assert [run.name for run in shelf.runs] == ["mine"]
    looked(qtbot, shelf)
    assert [run.name for run in shelf.runs] == ["mine"]
    shelf.undo_delete()
    looked(qtbot, shelf)
    assert [run.name for run in shelf.runs] == ["mine", ""]


def test_where_the_folder_is_deleted_the_runs_go_and_the_next_ones_are_kept(qtbot, follow, folder):
    shelf = follow()
    put(qtbot, shelf, seed=1)
    looked(qtbot, shelf)
    shutil.rmtree(folder)
    qtbot.waitUntil(lambda: not shelf.runs)
    put(qtbot, shelf, seed=2)
    looked(qtbot, shelf)
    assert seeds(shelf.runs) == [2]
    assert seeds(shelf_files.read_runs(folder, 10).runs) == [2]
    assert not shelf.trouble


def test_a_drive_that_is_away_for_a_while_takes_no_run_with_it_and_is_told_of_once(
    qtbot, follow, folder, tmp_path, monkeypatch
):
    drive = tmp_path / "drive"
    folder.symlink_to(drive / "shelf")
    drive.mkdir()
    monkeypatch.setenv("LSTM_LAB_SHELF", str(drive / "shelf"))
    shelf = follow()
    shelf._folder = shelf._store._folder = drive / "shelf"
    told = []
    shelf.problem.connect(told.append)
    put(qtbot, shelf, seed=1)
    looked(qtbot, shelf)
    drive.rename(tmp_path / "away")
    qtbot.waitUntil(lambda: bool(told))
    looked(qtbot, shelf)
    assert seeds(shelf.runs) == [1]
    (tmp_path / "away").rename(drive)
    shelf_files.change_facts(drive / "shelf", shelf.runs[0].id, name="theirs")
    qtbot.waitUntil(lambda: shelf.runs[0].name == "theirs")
    (sentence,) = told
    assert sentence.startswith("The shelf cannot be read: No such file or directory: ")


def test_what_cannot_be_read_is_told_once_and_again_only_when_it_is_something_else(
    qtbot, follow, folder
):
    shelf = follow()
    told = []
    shelf.problem.connect(told.append)
    put(qtbot, shelf)
    (folder / "torn.json").write_text("{")
    qtbot.waitUntil(lambda: bool(told))
    looked(qtbot, shelf)
    assert told == [f"1 run cannot be read (torn.json). All files stay in {folder}."]
    (folder / "other.json").write_text("{")
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[1].startswith("2 runs cannot be read (")


def test_a_run_that_can_be_read_no_more_for_a_moment_stays(qtbot, follow, folder, monkeypatch):
    shelf = follow()
    run_id = put(qtbot, shelf)
    looked(qtbot, shelf)

    def fail(*_):
        raise PermissionError(13, "The file is being used by another process")

    with monkeypatch.context() as patch:
        patch.setattr(shelf_files, "read_facts", fail)
        os.utime(folder / f"{run_id}.json", (1, 1))
        looked(qtbot, shelf)
        assert len(shelf.runs) == 1
        assert not shelf.trouble
    shelf_files.change_facts(folder, run_id, name="theirs")
    os.utime(folder / f"{run_id}.json", (1, 1))
    qtbot.waitUntil(lambda: shelf.runs[0].name == "theirs")


def test_only_what_has_changed_is_read_again(qtbot, follow, folder, monkeypatch):
    shelf = follow()
    ids = [put(qtbot, shelf, seed=seed) for seed in (1, 2)]
    for run_id in ids:
        os.utime(folder / f"{run_id}.json", (1, 1))
    looked(qtbot, shelf)
    read, told = [], []
    read_facts = shelf_files.read_facts
    monkeypatch.setattr(
        shelf_files, "read_facts", lambda path, *of: read.append(path) or read_facts(path, *of)
    )
    shelf.changed.connect(lambda: told.append(1))
    looked(qtbot, shelf)
    assert not read
    assert not told
    shelf_files.change_facts(folder, ids[0], name="theirs")
    qtbot.waitUntil(lambda: bool(told))
    assert {path.stem for path in read} == {ids[0]}


def test_a_shelf_that_is_read_slowly_is_looked_at_less_often(qtbot, follow):
    shelf = follow()
    shelf._on_found(shelf._store.look()._replace(seconds=3.0))
    assert shelf._next_look.remainingTime() > 100_000


def test_what_was_set_aside_long_ago_is_cleared_away_and_nobody_else_s_file(
    qtbot, open_shelf, folder
):
    shelf = open_shelf()
    ids = [put(qtbot, shelf, seed=seed) for seed in (1, 2)]
    for run_id in ids:
        shelf_files.set_aside(folder, run_id)
    os.utime(folder / f"{ids[0]}.deleted", (1, 1))
    for name in ("own.deleted", "own.keras"):
        (folder / name).write_text("{}")
        os.utime(folder / name, (1, 1))
    assert open_shelf().runs == []
    assert {path.name for path in folder.iterdir()} == {
        f"{ids[1]}.deleted",
        f"{ids[1]}.keras",
        "own.deleted",
        "own.keras",
    }


def test_where_nothing_can_be_cleared_away_the_runs_are_read_all_the_same(
    qtbot, open_shelf, folder, monkeypatch
):
    put(qtbot, open_shelf())

    def fail(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "glob", fail)
    monkeypatch.setattr(Path, "iterdir", fail)
    assert len(open_shelf().runs) == 1


def test_what_is_typed_and_selected_stays_whatever_another_program_does(qtbot, two):
    one, other = two
    ids = [put(qtbot, one, seed=seed) for seed in (1, 2, 3)]
    qtbot.waitUntil(lambda: len(other.runs) == 3)
    table = qtbot.added(RunTable(one))
    table.update_runs()
    one.changed.connect(table.update_runs)
    qtbot.show(table)
    table.setFocus()
    table.show_run(ids[1])
    table.rename_current()
    editor = table.findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "my ")
    other.delete([ids[0]])
    put(qtbot, other, seed=4)
    other.rename(ids[2], "theirs")
    qtbot.waitUntil(lambda: one.runs == other.runs)
    assert [run.id for run in table.selected] == [ids[1]]
    assert editor.hasFocus()
    qtbot.keyClicks(editor, "own")
    qtbot.keyClick(editor, Qt.Key_Return)
    qtbot.waitUntil(lambda: [run.name for run in other.runs] == ["my own", "theirs", ""])


@pytest.mark.parametrize("change", ["rename", "set_look", "hide"])
def test_a_run_that_has_just_gone_is_not_changed(qtbot, two, change):
    one, other = two
    run_id = put(qtbot, one)
    qtbot.waitUntil(lambda: len(other.runs) == 1)
    one.delete([run_id])
    assert one.close()
    qtbot.waitUntil(lambda: not other.runs)
    getattr(other, change)(run_id, 1 if change != "rename" else "late")
    other.delete([run_id])
    assert other.runs == []
    assert other.deleted == 0
