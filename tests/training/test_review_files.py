"""The file of a training on reviews holds all that is told of it, in as few bytes as it takes."""

import io
import zipfile
from dataclasses import asdict, fields, replace
from tempfile import SpooledTemporaryFile

import kept_runs
import numpy as np
import pytest
from short_reviews import own_reviews

from tasks.registry import TASKS
from training import archive, checkpoint_file
from training.archive import ARRAYS
from training.checkpoint import Checkpoint
from training.record import EpochRecord

REVIEWS = own_reviews()
TASK = TASKS["reviews"]


@pytest.fixture(scope="module")
def trained():
    settings = replace(TASK.fit(REVIEWS, TASK.settings), units=(3,), embedding=2)
    return kept_runs.trained(settings=settings, problem=REVIEWS)


@pytest.fixture(scope="module")
def path(trained, tmp_path_factory):
    path = tmp_path_factory.mktemp("files") / "reviews.keras"
    checkpoint_file.save(path, trained)
    return path


def same(ours, theirs):
    return np.array_equal(ours, theirs) if isinstance(ours, np.ndarray) else ours == theirs


def test_all_that_is_told_comes_back(path, trained):
    opened = checkpoint_file.load(path)
    told = [each.name for each in fields(Checkpoint) if each.name not in ("records", "state")]
    assert [getattr(opened, name) for name in told] == [getattr(trained, name) for name in told]
    assert asdict(opened.state.position) == asdict(trained.state.position)
    assert opened.state.problem == REVIEWS
    for ours, theirs in zip(trained.records, opened.records, strict=True):
        for each in fields(EpochRecord):
            assert same(getattr(ours, each.name), getattr(theirs, each.name)), each.name


def test_whole_numbers_are_packed_and_fractions_are_not(path):
    with zipfile.ZipFile(path) as file, np.load(io.BytesIO(file.read(ARRAYS))) as arrays:
        kinds = {name: arrays[name].dtype.kind for name in arrays.files}
        packed = {each.filename: each.compress_type for each in arrays.zip.infolist()}
    assert {packed[f"{name}.npy"] for name, kind in kinds.items() if kind in "iu"} == {
        zipfile.ZIP_DEFLATED
    }
    assert {packed[f"{name}.npy"] for name, kind in kinds.items() if kind == "f"} == {
        zipfile.ZIP_STORED
    }


def test_what_has_no_room_in_memory_is_put_onto_the_disk_before_it_is_read(path, monkeypatch):
    moved = []

    class Noted(SpooledTemporaryFile):
        def rollover(self):
            moved.append(self.tell())
            super().rollover()

    monkeypatch.setattr(archive, "SpooledTemporaryFile", Noted)
    monkeypatch.setattr(archive, "_IN_MEMORY", 100)
    assert checkpoint_file.load(path).state.problem == REVIEWS
    assert moved == [0]
