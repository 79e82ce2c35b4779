"""A record's loss and accuracy follow from its predictions; a history keeps epochs in order."""

import csv
import math
from dataclasses import replace

import numpy as np
import pytest

from training.record import MOST_HELD_OUT_KEPT, EpochRecord, History


def make_record(epoch, predictions=(0.9, 0.2, 0.6, 0.4), targets=(1, 0, 0, 1), period=4):
    return EpochRecord.from_evaluation(
        epoch=epoch,
        predictions=np.array(predictions, np.float32),
        targets=np.array(targets, np.uint8),
        period=period,
        training_loss=0.5,
        seconds=0.1,
    )


def test_loss_and_accuracy_are_those_of_the_predictions():
    record = make_record(1)
    by_hand = -(math.log(0.9) + math.log(0.8) + math.log(0.4) + math.log(0.4)) / 4
    assert record.loss == pytest.approx(by_hand, rel=1e-6)
    assert record.accuracy == 0.5


def test_a_certain_error_costs_much_but_not_infinity():
    record = make_record(1, predictions=(0.0,), targets=(1,), period=1)
    assert record.loss == pytest.approx(-math.log(1e-7))


def test_one_half_reads_as_zero():
    assert make_record(1, predictions=(0.5,), targets=(0,), period=1).accuracy == 1.0


@pytest.mark.parametrize(
    ("wrong", "settled"),
    [([], 0), ([0], 1), ([0, 3], 4), ([0, 4], 5), ([0, 5], 0), ([9], 0)],
)
def test_a_network_has_settled_if_only_the_first_half_has_mistakes(wrong, settled):
    targets = np.array([0, 1] * 5)
    predictions = np.where(targets, 0.9, 0.1)
    predictions[wrong] = 1 - predictions[wrong]
    assert make_record(1, predictions, targets, period=2).settled_after == settled


def test_the_curves_grow_with_the_records():
    history = History()
    for epoch in range(1, 201):
        history.append(make_record(epoch, predictions=(epoch / 201,), targets=(1,), period=1))
    assert history.loss.tolist() == [record.loss for record in history]
    assert history.accuracy.tolist() == [record.accuracy for record in history]


def held_out_record(epoch, held_out=0.9, seen=0.6):
    """Two predictions that are held out, and one that was trained on, all of a 1."""
    predictions = np.array([held_out, held_out, seen], np.float32)
    targets = np.ones(3, np.uint8)
    return EpochRecord.from_evaluation(epoch, predictions, targets, 0, 0.5, 0.1, seen=1)


def test_what_is_held_out_and_what_was_trained_on_are_told_apart():
    record = held_out_record(1, held_out=0.9, seen=0.4)
    assert record.loss == pytest.approx(-math.log(0.9), rel=1e-6)
    assert record.accuracy == 1.0
    assert record.seen == (pytest.approx(-math.log(0.4), rel=1e-6), 0.0)
    assert record.predictions.tolist() == pytest.approx([0.9, 0.9])
    assert len(record.targets) == 2


def test_of_a_long_part_all_counts_but_not_all_is_kept():
    """A book's tenth has half a million characters, and a training hundreds of epochs."""
    count = MOST_HELD_OUT_KEPT + 100
    targets = np.ones(count + 1, np.uint8)
    predictions = np.append(np.repeat([0.9, 0.2], [MOST_HELD_OUT_KEPT, 100]), 0.5)
    record = EpochRecord.from_evaluation(1, predictions, targets, 0, 0.5, 0.1, seen=1)
    assert record.accuracy == pytest.approx(MOST_HELD_OUT_KEPT / count)
    assert record.predictions.tolist() == [0.9] * MOST_HELD_OUT_KEPT
    assert len(record.targets) == MOST_HELD_OUT_KEPT


def test_a_history_has_the_curves_of_both_parts():
    history = History()
    history.append(make_record(1))
    assert not history.holds_out
    history.append(held_out_record(2))
    assert history.holds_out
    assert history.loss[1] == history[1].loss
    assert history.seen_loss[1] == history[1].seen[0]
    assert np.isnan(history.seen_loss[0])


def test_a_gap_in_the_epochs_is_refused():
    history = History()
    history.append(make_record(1))
    with pytest.raises(ValueError, match="epoch 3 cannot follow epoch 1"):
        history.append(make_record(3))


def test_the_history_knows_where_the_problem_changed():
    history = History()
    history.append(make_record(1))
    history.append(make_record(2))
    history.append(make_record(3, targets=(0, 0, 1, 1)))
    history.append(make_record(4, targets=(0, 0, 1, 1)))
    assert history.problem_changes == [3]


def test_two_problems_of_which_the_same_is_wanted_are_two():
    """As of two books of which the same part is held out."""
    history = History()
    for epoch in range(1, 5):
        history.append(replace(make_record(epoch), is_first=epoch in (1, 3)))
    assert history.problem_changes == [3]


def test_replacing_forgets_all_that_was_there():
    history = History()
    history.append(make_record(1))
    history.append(make_record(2, targets=(0, 0, 1, 1)))
    history.replace([make_record(1)])
    assert (len(history), history.problem_changes) == (1, [])
    history.replace()
    assert history.last is None
    assert not len(history.loss)


def test_the_csv_file_has_the_columns_of_keras_csvlogger(tmp_path):
    history = History()
    history.append(make_record(1))
    history.append(make_record(2, predictions=(0.9, 0.1, 0.1, 0.9)))
    history.save_csv(tmp_path / "h.csv")
    with open(tmp_path / "h.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["epoch", "accuracy", "loss"]
    assert [row["epoch"] for row in rows] == ["1", "2"]
    assert float(rows[1]["loss"]) == history[1].loss


def test_the_csv_file_has_what_is_held_out_as_keras_has_it(tmp_path):
    history = History()
    history.append(held_out_record(1))
    history.save_csv(tmp_path / "h.csv")
    with open(tmp_path / "h.csv", newline="", encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert list(row) == ["epoch", "accuracy", "loss", "val_accuracy", "val_loss"]
    assert (float(row["loss"]), float(row["accuracy"])) == history[0].seen
    assert float(row["val_loss"]) == history[0].loss
    assert float(row["val_accuracy"]) == history[0].accuracy
