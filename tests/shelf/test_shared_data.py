"""Runs on the same reviews have them once on the shelf, and each is whole."""

from dataclasses import replace

import kept_runs
import pytest
from kept_runs import open_shelf, run_after
from short_reviews import own_reviews

from shelf import shelf_files
from tasks.registry import TASKS
from training import checkpoint_file, data_beside

REVIEWS = own_reviews()
SMALL = replace(
    TASKS["reviews"].fit(REVIEWS, TASKS["reviews"].settings), units=(3,), embedding=2, passes=1
)
DATA = f"*{data_beside.ENDING}"


@pytest.fixture(autouse=True)
def _worth_it(monkeypatch):
    monkeypatch.setattr(data_beside, "WORTH", 1)


def put(qtbot, shelf, seed, epochs=1):
    how = {"epochs": epochs, "seed": seed, "settings": SMALL, "problem": REVIEWS}
    return kept_runs.put(qtbot, shelf, **how)


def test_they_go_with_the_last_run_that_has_them(qtbot, shelf, tmp_path):
    runs = [put(qtbot, shelf, seed) for seed in range(3)]
    assert len({path.stat().st_ino for path in tmp_path.glob(DATA)}) == 1
    for run_id in runs:
        assert checkpoint_file.load(shelf.file_of(run_id)).state.problem == REVIEWS
    shelf.delete(runs[:2])
    shelf.delete(runs[2:])
    qtbot.waitUntil(lambda: len([*tmp_path.glob(DATA)]) == 1)
    assert checkpoint_file.load(shelf.file_of(runs[2])).state.problem == REVIEWS
    assert shelf.close()
    assert not [*tmp_path.glob("*")]


def test_what_another_program_deletes_takes_nothing_from_a_run_of_this_one(qtbot, shelf, tmp_path):
    first = put(qtbot, shelf, 0)
    other = open_shelf(qtbot, tmp_path)
    second = put(qtbot, other, 1)
    shelf.delete([first])
    assert shelf.close()
    third = put(qtbot, other, 2)
    assert other.close()
    for run_id in (second, third):
        assert checkpoint_file.load(other.file_of(run_id)).state.problem == REVIEWS


def test_a_run_that_grows_and_is_tested_keeps_sharing(qtbot, shelf, tmp_path):
    put(qtbot, shelf, 0)
    run_id = put(qtbot, shelf, 1)
    assert put(qtbot, shelf, 1, epochs=2) == run_id
    run, checkpoint = run_after(epochs=1, seed=1, settings=SMALL, problem=REVIEWS)
    with qtbot.waitSignal(shelf._files.done):
        shelf.put(replace(run, times_tested=1), replace(checkpoint, times_tested=1))
    found = checkpoint_file.load(shelf.file_of(run_id))
    assert (found.times_tested, len(found.records)) == (1, 2)
    assert len({path.stat().st_ino for path in tmp_path.glob(DATA)}) == 1


def test_an_exported_run_is_whole(qtbot, shelf, tmp_path):
    run_id = put(qtbot, shelf, 0)
    (tmp_path / "elsewhere").mkdir()
    shelf.export(run_id, tmp_path / "elsewhere" / "mine.keras")
    assert checkpoint_file.load(tmp_path / "elsewhere" / "mine.keras").state.problem == REVIEWS


def test_a_run_that_could_not_be_written_leaves_no_data(qtbot, shelf, tmp_path, monkeypatch):
    def fail(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, qtbot.waitSignal(shelf.problem):
        patch.setattr(shelf_files, "save_facts", fail)
        shelf.put(*run_after(epochs=1, settings=SMALL, problem=REVIEWS))
    assert not [*tmp_path.glob("*")]
