"""What was put on the shelf is kept when all closes, and nobody waits for what can come later."""

import threading
import time
from itertools import repeat
from types import SimpleNamespace

import pytest
from kept_runs import put, run_after

import model
from shelf import measuring, shelf_files
from shelf.shelf import Shelf
from training import checkpoint_file


@pytest.fixture
def shelf(open_shelf):
    return open_shelf()


def test_what_was_deleted_is_gone_after_closing(qtbot, shelf, open_shelf, folder):
    run_id = put(qtbot, shelf, seed=1)
    put(qtbot, shelf, seed=2)
    shelf.delete([run_id])
    assert shelf.close()
    assert len(open_shelf().runs) == 1
    assert len(list(folder.iterdir())) == 2


def test_closing_writes_what_was_put_a_moment_before(shelf, open_shelf):
    for seed in range(3):
        shelf.put(*run_after(seed=seed))
    assert shelf.close()
    assert len(open_shelf().runs) == 3
    assert all(shelf.file_of(run.id).exists() for run in shelf.runs)


def test_closing_waits_for_what_is_written_slowly(shelf, open_shelf, monkeypatch):
    """It is all that was learned, and a machine may have other things to do."""
    save = checkpoint_file.save

    def slow(*of, **how):
        time.sleep(3)
        save(*of, **how)

    monkeypatch.setattr(checkpoint_file, "save", slow)
    shelf.put(*run_after())
    assert shelf.close()
    assert [run.epochs for run in open_shelf().runs] == [2]


def test_what_cannot_be_kept_at_closing_is_told_where_no_window_is_any_more(
    shelf, monkeypatch, capsys
):
    def slow_and_full(*_, **__):
        time.sleep(0.5)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(checkpoint_file, "save", slow_and_full)
    shelf.put(*run_after())
    assert shelf.close()
    assert capsys.readouterr().err == "A run could not be kept: No space left on device.\n"


def test_closing_does_not_wait_for_a_long_measure_which_is_made_up_for_at_the_next_start(
    qtbot, shelf, open_shelf, folder, monkeypatch
):
    endless = SimpleNamespace(right_for=lambda *of: repeat(None))
    with monkeypatch.context() as patch:
        patch.setattr(measuring, "task_of", lambda learned: endless)
        close_with_two_runs(shelf)
    assert [run.right_for for run in shelf_files.read_runs(folder, 200).runs] == [None, None]
    again = open_shelf()
    qtbot.waitUntil(lambda: None not in [run.right_for for run in again.runs])
    assert again.close()
    assert shelf_files.read_runs(folder, 200).runs == again.runs


def test_what_is_opened_is_the_run_that_is_shown_however_long_it_is_measured(
    qtbot, shelf, folder, monkeypatch
):
    endless = SimpleNamespace(right_for=lambda *of: repeat(None))
    monkeypatch.setattr(measuring, "task_of", lambda learned: endless)
    for epochs in (1, 3):
        shelf.put(*run_after(epochs=epochs))
        (run,) = shelf.runs
        qtbot.waitUntil(lambda run=run: shelf_files.newest_of(folder, run.id) == run)
        assert run.right_for is None
        assert len(checkpoint_file.load(shelf.file_of(run.id)).records) == run.epochs == epochs


def test_of_a_run_that_grows_while_it_is_written_only_the_newest_state_is_written_next(
    qtbot, shelf, monkeypatch
):
    goes_on, saved, save = threading.Event(), [], checkpoint_file.save

    def slow(path, checkpoint, **how):
        goes_on.wait(20)
        saved.append(len(checkpoint.records))
        save(path, checkpoint, **how)

    monkeypatch.setattr(checkpoint_file, "save", slow)
    for epochs in (1, 2, 3):
        shelf.put(*run_after(epochs=epochs))
    goes_on.set()
    qtbot.waitUntil(lambda: len(saved) == 2 and shelf.runs[0].right_for is not None)
    assert saved == [1, 3]


def close_with_two_runs(shelf):
    shelf.put(*run_after(seed=1))
    shelf.put(*run_after(seed=2))
    begun = time.monotonic()
    assert shelf.close()
    assert time.monotonic() - begun < 4


@pytest.mark.parametrize("is_asked", [True, False], ids=["being read", "not asked to be yet"])
def test_closing_before_the_shelf_is_read_keeps_what_was_put(
    is_asked, qtbot, shelf, open_shelf, folder
):
    put(qtbot, shelf, seed=1)
    put(qtbot, shelf, epochs=1, seed=2)
    assert shelf.close()
    hasty = Shelf(model, folder)
    if is_asked:
        hasty.load()
    hasty.put(*run_after(epochs=3, seed=2))
    hasty.put(*run_after(seed=3))
    assert hasty.close()
    again = open_shelf()
    assert [(run.number, run.seed, run.epochs) for run in again.runs] == [
        (1, 1, 2),
        (2, 2, 3),
        (3, 3, 2),
    ]
    assert all(again.file_of(run.id).exists() for run in again.runs)


def test_what_could_not_be_kept_is_known_until_it_is(shelf, open_shelf, full_disk, qtbot):
    shelf.put(*run_after(seed=1))
    qtbot.waitUntil(lambda: shelf.not_kept == shelf.runs)
    shelf.keep_again()
    assert shelf.not_kept == shelf.runs
    full_disk.is_full = False
    shelf.keep_again()
    assert not shelf.not_kept
    qtbot.waitUntil(lambda: shelf.runs[0].right_for is not None and not shelf._files.is_at_work)
    assert open_shelf().runs == shelf.runs
    assert checkpoint_file.load(shelf.file_of(shelf.runs[0].id)).state.snapshot


def test_a_newer_state_that_is_kept_makes_up_for_one_that_was_not(qtbot, shelf, full_disk):
    shelf.put(*run_after(epochs=1))
    qtbot.waitUntil(lambda: shelf.not_kept == shelf.runs)
    full_disk.is_full = False
    put(qtbot, shelf, epochs=2)
    assert not shelf.not_kept


def test_a_run_that_is_deleted_is_not_lost_by_closing(qtbot, shelf, full_disk):
    shelf.put(*run_after())
    qtbot.waitUntil(lambda: shelf.not_kept == shelf.runs)
    shelf.delete([shelf.runs[0].id])
    assert not shelf.not_kept
    shelf.undo_delete()
    assert shelf.not_kept == shelf.runs
