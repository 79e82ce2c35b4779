"""Data that trainings share are kept once, go with the last of them, and are never missed."""

import io
import json
import os
import shutil
import zipfile
from dataclasses import replace

import pytest
from short_reviews import own_reviews

from file_parts import FileProblem
from files import OLD_LEFTOVER
from tasks.registry import TASKS
from training import archive, checkpoint_file, data_beside
from training.checkpoint import Checkpoint, TrainedState

REVIEWS = own_reviews()
TASK = TASKS["reviews"]


@pytest.fixture(autouse=True)
def _worth_it(monkeypatch):
    monkeypatch.setattr(data_beside, "WORTH", 1)


def training_on(problem, seed=0):
    settings = replace(TASK.fit(problem, TASK.settings), units=(3,), embedding=2)
    return Checkpoint("numpy", settings, seed, 2, 0, state=TrainedState(problem))


def save(path, problem=REVIEWS, seed=0):
    checkpoint_file.save(path, training_on(problem, seed), shares=True)
    (data,) = data_beside.data_of(path)
    return data


def problem_in(path):
    return checkpoint_file.load(path).state.problem


def test_trainings_on_the_same_data_have_them_once_and_each_is_whole(tmp_path):
    first = save(tmp_path / "a.keras")
    other_reading = replace(REVIEWS, length=10)
    second = save(tmp_path / "b.keras", other_reading)
    other_data = save(tmp_path / "c.keras", own_reviews(seed=1))
    assert first.samefile(second)
    assert not first.samefile(other_data)
    assert problem_in(tmp_path / "a.keras") == REVIEWS
    assert problem_in(tmp_path / "b.keras") == other_reading
    first.unlink()
    (tmp_path / "a.keras").unlink()
    assert problem_in(tmp_path / "b.keras") == other_reading


def test_saved_again_it_writes_them_no_second_time(tmp_path):
    before = save(tmp_path / "a.keras").stat()
    after = save(tmp_path / "a.keras").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_file_saved_by_hand_has_all_within_as_ever(tmp_path):
    checkpoint_file.save(tmp_path / "a.keras", training_on(REVIEWS))
    assert [path.name for path in tmp_path.iterdir()] == ["a.keras"]
    with zipfile.ZipFile(tmp_path / "a.keras") as file:
        assert json.loads(file.read(archive.FACTS))["format"] == archive.FORMAT
    assert problem_in(tmp_path / "a.keras") == REVIEWS


def test_little_data_stay_within(tmp_path, monkeypatch):
    monkeypatch.setattr(data_beside, "WORTH", 2**20)
    checkpoint_file.save(tmp_path / "a.keras", training_on(REVIEWS), shares=True)
    assert [path.name for path in tmp_path.iterdir()] == ["a.keras"]


def test_a_copy_is_whole_wherever_it_is(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    save(tmp_path / "a.keras")
    checkpoint_file.copy_whole(tmp_path / "a.keras", tmp_path / "elsewhere" / "mine.keras")
    assert problem_in(tmp_path / "elsewhere" / "mine.keras") == REVIEWS
    # A copy of this copy has nothing beside it, and nor has one that never had.
    checkpoint_file.save(tmp_path / "b.keras", training_on(REVIEWS))
    for path in (tmp_path / "elsewhere" / "mine.keras", tmp_path / "b.keras"):
        checkpoint_file.copy_whole(path, tmp_path / "again.keras")
        assert (tmp_path / "again.keras").read_bytes() == path.read_bytes()


@pytest.mark.parametrize("is_link", [False, True])
def test_saved_again_with_other_data_it_has_these_alone(tmp_path, is_link):
    path = tmp_path / "a.keras"
    save(path)
    others = own_reviews(seed=1)
    if is_link:
        (tmp_path / "elsewhere").mkdir()
        link = tmp_path / "elsewhere" / "link.keras"
        link.symlink_to(path)
        checkpoint_file.save(link, training_on(others), shares=True)
        assert len(data_beside.data_of(path)) == 1
    else:
        save(path, others)
    assert problem_in(path) == others


def test_saved_again_with_little_data_it_has_none_beside_it(tmp_path, monkeypatch):
    save(tmp_path / "a.keras")
    monkeypatch.setattr(data_beside, "WORTH", 2**20)
    checkpoint_file.save(tmp_path / "a.keras", training_on(REVIEWS), shares=True)
    assert not data_beside.data_of(tmp_path / "a.keras")
    assert problem_in(tmp_path / "a.keras") == REVIEWS


@pytest.mark.parametrize("seed", range(3))
def test_data_that_a_crash_has_left_beside_a_file_are_not_copied_with_it(tmp_path, seed):
    """Whatever they are called, and so in whatever order they are found."""
    save(tmp_path / "a.keras")
    left = save(tmp_path / "b.keras", own_reviews(seed=seed + 1))
    left.rename(tmp_path / left.name.replace("b.", "a.", 1))
    checkpoint_file.copy_whole(tmp_path / "a.keras", tmp_path / "mine.keras")
    assert problem_in(tmp_path / "mine.keras") == REVIEWS


def test_what_is_called_like_the_data_of_a_file_is_none_of_its(tmp_path):
    data = save(tmp_path / "a.keras")
    other = save(tmp_path / "a.b.keras", own_reviews(seed=1))
    (tmp_path / "a.mine.data").touch()
    assert data_beside.data_of(tmp_path / "a.keras") == [data]
    assert data_beside.data_of(tmp_path / "a.b.keras") == [other]


def test_a_link_to_a_file_finds_its_data(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    save(tmp_path / "a.keras")
    (tmp_path / "elsewhere" / "link.keras").symlink_to(tmp_path / "a.keras")
    assert problem_in(tmp_path / "elsewhere" / "link.keras") == REVIEWS


def test_where_a_disk_has_no_links_each_has_its_own(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    first, second = save(tmp_path / "a.keras"), save(tmp_path / "b.keras")
    assert not first.samefile(second)
    assert problem_in(tmp_path / "b.keras") == REVIEWS


@pytest.mark.parametrize("damaged", [b"", b"no archive", None])
def test_data_that_are_damaged_are_written_anew(tmp_path, damaged):
    first = save(tmp_path / "a.keras")
    if damaged is None:
        whole = bytearray(first.read_bytes())
        whole[len(whole) // 3] ^= 255
        damaged = bytes(whole)
    first.write_bytes(damaged)
    second = save(tmp_path / "b.keras")
    assert not first.samefile(second)
    assert problem_in(tmp_path / "b.keras") == REVIEWS
    save(tmp_path / "a.keras")
    assert problem_in(tmp_path / "a.keras") == REVIEWS


def test_without_its_data_a_file_is_refused_by_what_it_lacks(tmp_path):
    data = save(tmp_path / "a.keras")
    data.unlink()
    with pytest.raises(FileProblem, match="are not beside it, in a"):
        checkpoint_file.load(tmp_path / "a.keras")
    with pytest.raises(FileProblem, match="are not beside it, in a"):
        checkpoint_file.copy_whole(tmp_path / "a.keras", tmp_path / "mine.keras")
    assert not (tmp_path / "mine.keras").exists()


@pytest.mark.parametrize("name", ["../a", "", 5, None, "f" * 33, ["a"]])
def test_what_is_no_name_of_data_leads_nowhere(tmp_path, name):
    data = save(tmp_path / "a.keras")
    with zipfile.ZipFile(tmp_path / "a.keras") as file:
        parts = {each: file.read(each) for each in file.namelist()}
    facts = json.loads(parts[archive.FACTS]) | {data_beside.NAME: name}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        for each, content in (parts | {archive.FACTS: json.dumps(facts)}).items():
            file.writestr(each, content)
    (tmp_path / "a.keras").write_bytes(written.getvalue())
    shutil.copy(data, tmp_path / "a.data")
    with pytest.raises(FileProblem, match="does not say which data"):
        checkpoint_file.load(tmp_path / "a.keras")
    with pytest.raises(FileProblem, match="does not say which data"):
        checkpoint_file.copy_whole(tmp_path / "a.keras", tmp_path / "mine.keras")


def test_data_whose_file_was_never_written_go_after_a_day(tmp_path, monkeypatch):
    kept, lone = save(tmp_path / "a.keras"), save(tmp_path / "b.keras")
    (tmp_path / "b.keras").unlink()
    mine = [tmp_path / name for name in ("my.data", "of.mine.data", ".data")]
    for each in mine:
        each.touch()
    data_beside.clear_lone(tmp_path, ".keras")
    assert lone.exists()  # Another program may just be writing its file.
    monkeypatch.setattr(data_beside.time, "time", lambda: lone.stat().st_ctime + OLD_LEFTOVER + 1)
    data_beside.clear_lone(tmp_path, ".keras")
    assert not lone.exists()
    assert all(each.exists() for each in [kept, *mine])
