"""A history as arrays: it comes back as it was, and what none can be is refused."""

import io
import zipfile
from dataclasses import replace

import held_out
import numpy as np
import pytest

from file_parts import FileProblem
from tasks.echo import ECHO
from training import record_arrays
from training.record import EpochRecord
from training.record_arrays import pack_records, unpack_records

SETTINGS = ECHO.fit(held_out.PROBLEM, ECHO.settings)


def records_of(count, seen=2, targets=(0, 1, 2, 3, 1, 0)):
    """Epochs whose answers come nearer."""
    targets = np.array(targets, np.uint8)
    for epoch in range(1, count + 1):
        p = np.linspace(0.2, 0.9, len(targets), dtype=np.float32) * epoch / count
        predictions = np.stack([p, targets], axis=1).astype(np.float32)
        yield EpochRecord.from_evaluation(
            epoch, predictions, targets, 0, 0.5, 0.1, ECHO.head, seen=seen
        )


def archive_of(arrays):
    file = io.BytesIO()
    np.savez(file, **arrays)
    return zipfile.ZipFile(file)


def opened(arrays):
    return list(unpack_records(archive_of(arrays), SETTINGS, ECHO))


@pytest.mark.parametrize("seen", [0, 2])
def test_all_that_is_known_of_an_epoch_comes_back(seen):
    records = list(records_of(3, seen))
    for ours, theirs in zip(records, opened(pack_records(records, "problem")), strict=True):
        assert np.array_equal(ours.predictions, theirs.predictions)
        assert np.array_equal(ours.targets, theirs.targets)
        assert (ours.loss, ours.accuracy) == (theirs.loss, theirs.accuracy)
        assert ours.seen == theirs.seen


def test_where_another_problem_began_comes_back_though_the_same_was_wanted():
    records = [replace(each, is_first=each.epoch in (1, 3)) for each in records_of(4)]
    found = opened(pack_records(records, "problem"))
    assert [each.is_first for each in found] == [True, False, True, False]


def test_a_file_tells_of_a_held_out_part_only_where_there_is_one():
    names = pack_records(list(records_of(1, seen=0)), "problem")
    assert not any("held_out" in name for name in names)


@pytest.mark.parametrize(
    "damaged",
    [
        np.zeros((3, 3)),
        np.zeros((2, 4)),
        np.zeros((3, 4), np.float32),
        np.full((3, 4), np.nan),
        np.full((3, 4), -0.1),
        np.full((3, 4), 1.5),
        np.array([[1e6, 0.5, 1, 0.5]] * 3),
    ],
)
def test_figures_that_no_held_out_part_gives_are_refused(damaged):
    arrays = pack_records(list(records_of(3)), "problem")
    assert "records/held_out/0" in arrays
    with pytest.raises(FileProblem, match="held-out part"):
        opened({**arrays, "records/held_out/0": damaged})


@pytest.mark.parametrize("blocks", [1, 3])
def test_what_is_written_can_be_read_however_long_it_is(monkeypatch, blocks):
    """A softmax keeps two numbers for each target, and both sides have to count them alike."""
    records = [
        EpochRecord.from_evaluation(
            1 + epoch, r.predictions, (r.targets + epoch % blocks) % 4, 0, 0.5, 0.1, ECHO.head
        )
        for epoch, r in enumerate(records_of(6, seen=0))
    ]
    numbers = sum(record.predictions.size for record in records)
    monkeypatch.setattr(record_arrays, "MOST_PREDICTIONS", numbers)
    assert len(opened(pack_records(records, "problem"))) == 6
    monkeypatch.setattr(record_arrays, "MOST_PREDICTIONS", numbers - 1)
    with pytest.raises(FileProblem, match="this history is longer"):
        pack_records(records, "problem")
