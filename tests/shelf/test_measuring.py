"""Runs are measured one after the other, beside all that is written."""

import threading

import pytest
from kept_runs import put, run_after

from shelf import measuring, shelf_files
from shelf.measuring import RunMeasuring
from training import checkpoint_file


@pytest.fixture
def shelf(open_shelf):
    return open_shelf()


@pytest.fixture
def held_up(monkeypatch):
    """Nothing is measured until the event is set; epochs of what was measured, in order."""
    goes_on, measured = threading.Event(), []
    right_for = measuring._Measurer._right_for

    def later(self, checkpoint):
        goes_on.wait(20)
        measured.append(len(checkpoint.records))
        return right_for(self, checkpoint)

    monkeypatch.setattr(measuring._Measurer, "_right_for", later)
    yield goes_on, measured
    goes_on.set()


def test_of_a_run_that_grows_while_it_is_measured_only_the_newest_state_is_measured_next(
    qtbot, shelf, held_up
):
    goes_on, measured = held_up
    for epochs in (1, 2, 3):
        shelf.put(*run_after(epochs=epochs))
        qtbot.waitUntil(lambda: not shelf._files.is_at_work)
    goes_on.set()
    qtbot.waitUntil(lambda: shelf.runs[0].right_for is not None)
    assert measured == [1, 3]


def test_what_waits_to_be_measured_as_all_closes_is_measured_if_it_does_not_take_long(
    qtbot, shelf, held_up, folder
):
    goes_on, _ = held_up
    for seed in (1, 2, 3):
        shelf.put(*run_after(seed=seed))
    goes_on.set()
    assert shelf.close()
    assert None not in [run.right_for for run in shelf_files.read_runs(folder, 10).runs]


def test_once_there_is_no_time_to_measure_what_waits_is_not_even_read(
    qtbot, shelf, folder, monkeypatch
):
    for seed in (1, 2, 3):
        put(qtbot, shelf, seed=seed)
    goes_on, read, load = threading.Event(), [], checkpoint_file.load

    def slowly(path):
        read.append(path)
        goes_on.wait(20)
        return load(path)

    monkeypatch.setattr(checkpoint_file, "load", slowly)
    monkeypatch.setattr(measuring, "MEASURED_FOR", 0.0)
    beside = RunMeasuring(folder)
    for run in shelf.runs:
        beside.begin(run)
    assert not beside.close()
    goes_on.set()
    beside._jobs._thread.join()
    assert read == [shelf.file_of(shelf.runs[0].id)]


def test_what_another_program_has_measured_stays_where_there_is_no_time_to_do_so_here(
    qtbot, shelf, held_up, folder
):
    goes_on, _ = held_up
    shelf.put(*run_after())
    qtbot.waitUntil(lambda: not shelf._files.is_at_work)
    run_id = shelf.runs[0].id
    shelf_files.change_facts(folder, run_id, right_for=7)
    shelf._look()
    qtbot.waitUntil(lambda: shelf.runs[0].right_for == 7)
    shelf._measuring._measurer.hurry(0)
    with qtbot.waitSignal(shelf._measuring.measured):
        goes_on.set()
    assert shelf.close()
    assert shelf.runs[0].right_for == shelf_files.read_run(folder, run_id).right_for == 7


def test_a_run_that_another_program_goes_on_with_is_not_measured_as_it_was(
    qtbot, shelf, open_shelf, folder
):
    run_id = put(qtbot, shelf, epochs=1)
    before = shelf.runs[0]
    other = open_shelf()
    put(qtbot, other, epochs=3)
    beside = RunMeasuring(folder)
    with qtbot.waitSignal(beside.measured) as told:
        beside.begin(run_after(epochs=1)[0].in_place_of(before))
    assert told.args[0].right_for is None
    assert beside.close()
    shelf._store.note_measure(before)
    assert shelf_files.read_run(folder, run_id).right_for == other.runs[0].right_for
