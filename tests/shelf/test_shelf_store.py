"""What is read from the shelf's folder, while other programs write there."""

from dataclasses import replace

import pytest
from kept_runs import run_after

from shelf import shelf_files, shelf_store
from shelf.numbering import told_apart
from shelf.shelf_store import found_in


@pytest.fixture
def folder(tmp_path):
    """Two runs of one number, the second of which came later."""
    for run_id, hour in (("a", 1), ("b", 2)):
        run, _ = run_after()
        facts = replace(run, id=run_id, number=1, date=f"2026-01-01T0{hour}:00:00")
        shelf_files.write_facts(tmp_path, facts)
    return tmp_path


def once_it_is_read(monkeypatch, happens):
    """Let something happen after the folder is read, and before anything is written there."""

    def tell_apart(runs):
        happens(runs[1])
        return told_apart(runs)

    monkeypatch.setattr(shelf_store, "told_apart", tell_apart)


def test_what_another_program_writes_meanwhile_stays(folder, monkeypatch):
    def name(run):
        shelf_files.write_facts(folder, replace(run, name="Theirs", right_for=9))

    once_it_is_read(monkeypatch, name)
    _, found = found_in(folder, most_runs=10).runs
    assert (found.id, found.number, found.name, found.right_for) == ("b", 2, "Theirs", 9)
    monkeypatch.undo()
    assert found_in(folder, most_runs=10).runs[1] == found


def test_a_run_that_another_program_deletes_meanwhile_does_not_come_back(folder, monkeypatch):
    once_it_is_read(monkeypatch, lambda run: shelf_files.remove_files(folder, run.id))
    found_in(folder, most_runs=10)
    assert [path.name for path in folder.iterdir()] == ["a.json"]
