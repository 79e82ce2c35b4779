"""The shelf keeps runs, on disk and in order, whatever else is there."""

import json
import os
import sys
from dataclasses import replace
from uuid import uuid4

import kept_runs
import pytest
from kept_runs import put, run_after
from own_book import own_book
from small_settings import SMALL

import model
import workshop
from shelf import shelf_files, shelf_store
from shelf.shelf import Shelf
from tasks.text.book_task import SUITS_A_BOOK, fit
from training import checkpoint_file

NETWORK = "*.keras"


@pytest.fixture
def shelf(open_shelf):
    return open_shelf()


def test_a_large_network_is_measured_without_a_process_for_it(qtbot, monkeypatch, tmp_path):
    """To begin one would take longer than what is asked; a window that closes waits for it."""
    book = own_book(2_100)
    settings = replace(fit(book, SUITS_A_BOOK), updates=1, passes=1)
    elsewhere = workshop.create_model("numpy", settings)
    assert isinstance(elsewhere, workshop.NetworkInOwnProcess)
    elsewhere.close()
    begun = []
    monkeypatch.setattr(workshop, "NetworkInOwnProcess", lambda *of: begun.append(of))
    shelf = kept_runs.open_shelf(qtbot, tmp_path, workshop=workshop)
    put(qtbot, shelf, epochs=1, settings=settings, problem=book)
    qtbot.waitUntil(lambda: shelf.runs[0].right_for is not None)
    assert shelf.close()
    assert not begun


def titles(shelf):
    return [run.title for run in shelf.runs]


def test_a_run_is_there_at_once_and_measured_a_little_later(qtbot, shelf):
    shelf.put(*run_after(epochs=2))
    assert titles(shelf) == ["1 · LSTM 4 + 4"]
    assert shelf.runs[0].right_for is None
    qtbot.waitUntil(lambda: shelf.runs[0].right_for is not None)
    assert 0 <= shelf.runs[0].right_for <= 1000


def test_runs_are_there_again_after_a_start(qtbot, shelf, open_shelf):
    put(qtbot, shelf, seed=1)
    run_id = put(qtbot, shelf, seed=2)
    shelf.rename(run_id, "the second")
    shelf.hide(run_id, True)
    shelf.set_look(run_id, 7)
    assert shelf.close()
    again = open_shelf()
    assert again.runs == shelf.runs
    assert again.runs[1].right_for is not None
    assert titles(again) == ["1 · LSTM 4 + 4", "the second"]


def test_the_network_of_a_run_can_be_opened(qtbot, shelf):
    _, checkpoint = run_after(epochs=2)
    run_id = put(qtbot, shelf, epochs=2)
    found = checkpoint_file.load(shelf.file_of(run_id))
    assert [record.loss for record in found.records] == [r.loss for r in checkpoint.records]
    assert found.settings == SMALL


def test_a_run_that_was_trained_on_takes_its_own_place(qtbot, shelf):
    run_id = put(qtbot, shelf, epochs=2)
    shelf.rename(run_id, "mine")
    put(qtbot, shelf, epochs=4)
    assert [(run.id, run.name, run.epochs) for run in shelf.runs] == [(run_id, "mine", 4)]


def test_what_is_known_already_is_not_put_a_second_time(qtbot, shelf):
    put(qtbot, shelf, epochs=4)
    shelf.put(*run_after(epochs=2))
    shelf.put(*run_after(epochs=4))
    assert [run.epochs for run in shelf.runs] == [4]


def test_numbers_are_given_once(qtbot, shelf):
    put(qtbot, shelf, seed=1)
    last = put(qtbot, shelf, seed=2)
    shelf.delete([last])
    put(qtbot, shelf, seed=3)
    assert [run.number for run in shelf.runs] == [1, 3]


def test_a_new_run_gets_a_look_that_no_other_has(qtbot, shelf):
    ids = [put(qtbot, shelf, seed=seed) for seed in (1, 2, 3)]
    shelf.set_look(ids[2], 0)
    shelf.delete([ids[0]])
    put(qtbot, shelf, seed=4)
    assert [run.look for run in shelf.runs] == [1, 0, 2]


def test_a_renamed_run_keeps_its_measure_whichever_came_first(qtbot, shelf, open_shelf):
    shelf.put(*run_after())
    shelf.rename(shelf.runs[0].id, "renamed at once")
    qtbot.waitUntil(lambda: shelf.runs[0].right_for is not None)
    assert shelf.close()
    (run,) = open_shelf().runs
    assert run.name == "renamed at once"
    assert run.right_for == shelf.runs[0].right_for


def test_a_run_that_was_deleted_before_it_was_measured_comes_back_with_its_measure(
    qtbot, shelf, open_shelf
):
    shelf.put(*run_after())
    with qtbot.waitSignal(shelf._measuring.measured):
        shelf.delete([shelf.runs[0].id])
    shelf.undo_delete()
    measure = shelf.runs[0].right_for
    assert measure is not None
    assert shelf.close()
    assert [run.right_for for run in open_shelf().runs] == [measure]


def test_a_run_that_has_grown_does_not_get_the_measure_of_before(qtbot, shelf):
    seen = []
    shelf.changed.connect(lambda: seen.append((shelf.runs[0].epochs, shelf.runs[0].right_for)))
    shelf.put(*run_after(epochs=1))
    shelf.put(*run_after(epochs=3))
    qtbot.waitUntil(lambda: shelf.runs[0].right_for is not None)
    # Each state came with its own measure or none, and the newest got its own at last.
    measures = [measure for epochs, measure in seen if epochs == 3 and measure is not None]
    assert measures == [shelf.runs[0].right_for]


def test_a_run_whose_network_cannot_be_written_is_not_listed(qtbot, shelf, folder, monkeypatch):
    def fail(*_, **_named):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, qtbot.waitSignal(shelf.problem) as told:
        patch.setattr(checkpoint_file, "save", fail)
        shelf.put(*run_after())
    assert told.args[0].startswith("A run could not be kept: ")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("was_there", [False, True])
def test_a_network_whose_facts_cannot_be_written_stays_only_with_older_ones(
    qtbot, shelf, folder, monkeypatch, was_there
):
    if was_there:
        put(qtbot, shelf, epochs=1)

    def fail(*_, **_named):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, qtbot.waitSignal(shelf.problem):
        patch.setattr(shelf_files, "save_facts", fail)
        shelf.put(*run_after(epochs=2))
    assert len(list(folder.iterdir())) == (2 if was_there else 0)


def test_an_empty_name_brings_back_the_first_title(qtbot, shelf):
    run_id = put(qtbot, shelf)
    shelf.rename(run_id, "x" * 500)
    assert len(shelf.runs[0].title) == 60
    shelf.rename(run_id, "  ")
    assert titles(shelf) == ["1 · LSTM 4 + 4"]


def test_deleted_runs_come_back_where_they_were(qtbot, shelf, folder):
    ids = [put(qtbot, shelf, seed=seed) for seed in (1, 2, 3)]
    shelf.delete(ids[:2])
    assert [run.id for run in shelf.runs] == ids[2:]
    assert shelf.deleted == 2
    shelf.undo_delete()
    assert [run.id for run in shelf.runs] == ids
    assert shelf.deleted == 0
    assert len(list(folder.glob(NETWORK))) == 3


def test_a_deleted_run_that_is_trained_on_is_there_again_once(qtbot, shelf):
    run_id = put(qtbot, shelf, epochs=2)
    shelf.delete([run_id])
    assert put(qtbot, shelf, epochs=3) == run_id
    shelf.undo_delete()
    assert [(run.id, run.epochs) for run in shelf.runs] == [(run_id, 3)]


def test_what_a_crash_left_long_ago_is_cleared_away(open_shelf, folder):
    folder.mkdir()
    names = [f".{uuid4().hex}.keras", f".{uuid4().hex}.json", ".notes.json", f"{uuid4().hex}.keras"]
    for name in [*names, f".{'a' * 32}.keras"]:
        (folder / name).touch()
    for name in names:
        os.utime(folder / name, (0, 0))
    open_shelf()
    assert {path.name for path in folder.iterdir()} == {*names[2:], f".{'a' * 32}.keras"}


def test_when_it_is_full_the_oldest_without_a_name_goes(qtbot, open_shelf, folder):
    shelf = open_shelf(most_runs=2)
    named = put(qtbot, shelf, seed=1)
    shelf.rename(named, "mine")
    put(qtbot, shelf, seed=2)
    assert shelf.is_full
    last = put(qtbot, shelf, seed=3)
    assert [run.id for run in shelf.runs] == [named, last]
    qtbot.waitUntil(lambda: len(list(folder.glob(NETWORK))) == 2)


def test_when_all_have_names_the_new_one_stays(qtbot, open_shelf):
    shelf = open_shelf(most_runs=2)
    for seed in (1, 2):
        shelf.rename(put(qtbot, shelf, seed=seed), f"seed {seed}")
    put(qtbot, shelf, seed=3)
    assert titles(shelf) == ["seed 2", "3 · LSTM 4 + 4"]


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"\xff\xfe", b"[]", b'{"id": 3}', b"[" * 10_000, b"9" * 10_000]
)
def test_a_damaged_file_is_told_about_and_stays(qtbot, shelf, open_shelf, folder, damage):
    damaged = put(qtbot, shelf, seed=1)
    put(qtbot, shelf, seed=2)
    assert shelf.close()
    (folder / f"{damaged}.json").write_bytes(damage)
    again = Shelf(model, folder)
    again.load()
    with qtbot.waitSignal(again.problem) as told:
        pass
    (sentence,) = told.args
    assert sentence.startswith("1 run cannot be read (")
    assert damaged[:20] in sentence
    assert sentence.endswith(f" All files stay in {folder}.")
    qtbot.waitUntil(lambda: len(again.runs) == 1)
    assert again.close()
    assert (folder / f"{damaged}.json").read_bytes() == damage


def test_one_fact_of_another_kind_costs_no_other_run(qtbot, shelf, open_shelf, folder):
    damaged = put(qtbot, shelf, seed=1)
    put(qtbot, shelf, seed=2)
    assert shelf.close()
    path = folder / f"{damaged}.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "date": 5}))
    again = open_shelf()
    assert again.trouble.startswith("1 run cannot be read (")
    assert [run.seed for run in again.runs] == [2]


def test_whatever_goes_wrong_while_it_is_read_new_runs_are_kept(
    qtbot, open_shelf, folder, monkeypatch
):
    def fail(*_, **_named):
        raise TypeError("That is no folder.")

    with monkeypatch.context() as patch:
        patch.setattr(shelf_store, "read_runs", fail)
        shelf = open_shelf()
    assert shelf.trouble.startswith("The shelf cannot be read: ")
    put(qtbot, shelf)
    assert len(list(folder.glob(NETWORK))) == 1


def test_two_programs_leave_each_other_s_runs_alone(qtbot, open_shelf):
    one, other = open_shelf(), open_shelf()
    first = put(qtbot, one, seed=1)
    put(qtbot, other, seed=2)
    one.delete([first])
    assert one.close()
    assert other.close()
    assert [run.seed for run in open_shelf().runs] == [2]


def test_a_run_that_another_program_has_deleted_stays_away(qtbot, shelf, open_shelf):
    run_id = put(qtbot, shelf, seed=1)
    other = open_shelf()
    other.delete([run_id])
    assert other.close()
    shelf.rename(run_id, "still here")
    assert shelf.close()
    assert open_shelf().runs == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told_about(qtbot, tmp_path):
    tmp_path.chmod(0o500)
    check_that_a_run_stays_in_memory(qtbot, tmp_path / "shelf")


def test_a_file_in_the_folder_s_place_is_told_about(qtbot, tmp_path):
    (tmp_path / "shelf").write_text("no folder")
    check_that_a_run_stays_in_memory(qtbot, tmp_path / "shelf")


def check_that_a_run_stays_in_memory(qtbot, folder):
    shelf = Shelf(model, folder)
    shelf.load()
    with qtbot.waitSignal(shelf.problem) as told:
        shelf.put(*run_after())
    assert told.args[0].startswith("A run could not be kept: ")
    qtbot.waitUntil(lambda: shelf.runs[0].right_for is not None)
    assert shelf.close()


def test_facts_in_a_file_of_another_name_are_not_taken(qtbot, shelf, folder):
    run_id = put(qtbot, shelf)
    (folder / f"{run_id}.json").rename(folder / "other.json")
    assert shelf_files.read_runs(folder, 10) == shelf_files.FoundRuns([], ["other.json"], 0)


def test_of_too_many_runs_those_that_were_written_last_are_read(
    qtbot, shelf, open_shelf, folder, monkeypatch
):
    ids = [put(qtbot, shelf, seed=seed) for seed in (1, 2, 3)]
    assert shelf.close()
    for age, run_id in enumerate(ids):
        os.utime(folder / f"{run_id}.json", (1_000 - age, 1_000 - age))
    again = open_shelf(most_runs=2)
    assert [run.id for run in again.runs] == ids[:2]
    assert again.trouble == f"1 older run too many to be shown. All files stay in {folder}."
    assert len(list(folder.iterdir())) == 6
    room_for_one = (folder / f"{ids[0]}.json").stat().st_size + 10
    monkeypatch.setattr(shelf_files, "MOST_BYTES", room_for_one)
    assert [run.id for run in open_shelf().runs] == ids[:1]
    monkeypatch.setattr(shelf_files, "MOST_DAMAGED", 1)
    (folder / f"{ids[0]}.json").write_text("{")
    assert shelf_files.read_runs(folder, 10) == shelf_files.FoundRuns([], [f"{ids[0]}.json"], 2)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files there")
def test_what_is_no_file_is_not_waited_for(qtbot, shelf, open_shelf, folder):
    put(qtbot, shelf)
    assert shelf.close()
    os.mkfifo(folder / "pipe.json")
    (folder / "endless.json").symlink_to("/dev/zero")
    (folder / "folder.json").mkdir()
    again = open_shelf()
    assert len(again.runs) == 1
    assert again.trouble.startswith("3 runs cannot be read (")


def test_a_name_is_one_line_that_can_be_shown(qtbot, shelf, open_shelf):
    run_id = put(qtbot, shelf)
    shelf.rename(run_id, " one\nline\0 and \ud800\x07half 👩‍💻 ")
    assert shelf.runs[0].title == "one line and half 👩‍💻"
    assert shelf.close()
    assert titles(open_shelf()) == ["one line and half 👩‍💻"]


def test_facts_are_written_whole_or_not_at_all(qtbot, shelf, folder, monkeypatch):
    run_id = put(qtbot, shelf)
    before = (folder / f"{run_id}.json").read_bytes()

    def fail(*_, **_named):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        shelf_files.write_facts(folder, replace(shelf.runs[0], name="new"))
    assert (folder / f"{run_id}.json").read_bytes() == before
    assert {path.suffix for path in folder.iterdir()} == {".json", ".keras"}


def test_the_environment_can_name_another_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("LSTM_LAB_SHELF", str(tmp_path))
    assert shelf_files.data_folder("shelf") == shelf_files.data_folder() == tmp_path
    monkeypatch.delenv("LSTM_LAB_SHELF")
    assert shelf_files.data_folder("shelf") == shelf_files.data_folder() / "shelf"


def test_runs_of_two_programs_are_told_apart_though_neither_has_seen_the_other_s(qtbot, open_shelf):
    one, other = open_shelf(), open_shelf()
    put(qtbot, one, seed=1)
    put(qtbot, other, seed=2)
    put(qtbot, other, seed=3)
    put(qtbot, one, seed=4)
    assert [(run.seed, run.number, run.look) for run in one.runs] == [(1, 1, 0), (4, 4, 3)]
    assert [(run.seed, run.number, run.look) for run in other.runs] == [(2, 2, 1), (3, 3, 2)]
    assert one.close()
    assert other.close()
    again = open_shelf()
    assert {run.id: run for run in again.runs} == {run.id: run for run in [*one.runs, *other.runs]}


def test_a_number_that_may_come_back_in_another_program_is_given_to_no_other_run(qtbot, open_shelf):
    one, other = open_shelf(), open_shelf()
    one.delete([put(qtbot, one, seed=1)])
    put(qtbot, other, seed=2)
    one.undo_delete()
    assert [run.number for run in [*one.runs, *other.runs]] == [1, 2]


def test_runs_that_an_earlier_version_has_numbered_alike_are_told_apart_from_the_next_start_on(
    qtbot, open_shelf, folder
):
    shelf = open_shelf()
    for seed in (1, 2, 3):
        put(qtbot, shelf, seed=seed)
    qtbot.waitUntil(lambda: None not in [run.right_for for run in shelf.runs])
    assert shelf.close()
    for run, number, look in zip(shelf.runs, (1, 1, 2), (0, 0, 7), strict=True):
        shelf_files.write_facts(folder, replace(run, number=number, look=look, date="2024-01-01"))
    again = open_shelf()
    assert sorted(run.number for run in again.runs) == [1, 2, 3]
    assert sorted(run.look for run in again.runs) == [0, 1, 7]
    assert again.close()
    assert open_shelf().runs == again.runs


def test_deleted_runs_come_back_to_where_they_were_whatever_their_numbers(
    qtbot, open_shelf, folder
):
    shelf = open_shelf()
    ids = [put(qtbot, shelf, seed=seed) for seed in (1, 2)]
    qtbot.waitUntil(lambda: None not in [run.right_for for run in shelf.runs])
    assert shelf.close()
    earlier = replace(shelf.runs[1], number=3, date="2024-01-01T00:00:00")
    shelf_files.write_facts(folder, earlier)
    again = open_shelf()
    before = again.runs
    assert [run.id for run in before] == ids[::-1]
    again.delete([ids[1]])
    again.undo_delete()
    assert again.runs == before


def test_nothing_is_read_beside_a_window_that_is_being_made(qtbot, shelf, folder):
    """Two hundred runs on a thread of their own would hold up its first picture."""
    put(qtbot, shelf)
    later = Shelf(model, folder)
    assert not later._files.is_at_work
    with qtbot.waitSignal(later.changed):
        later.load()
    assert later.runs == shelf.runs
    assert later.close()
