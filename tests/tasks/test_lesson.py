"""What of all answers a lesson keeps, and in which order."""

import numpy as np
import pytest

from tasks.lesson import Lesson
from tasks.loss_unit import LossUnit


def lesson(**facts):
    """Three windows of two steps in two rows, each with an answer at every step."""
    fed = np.zeros((1, 3, 2, 2, 1), np.float32)
    wanted = np.zeros((1, 3, 2, 2), np.float32)
    asked = {"asked": fed, "asked_targets": wanted, "rows_kept": 2}
    whole = {"inputs": fed, "targets": wanted, **asked}
    return Lesson(**{**whole, "expected": np.zeros(12, np.uint8), **facts})


ANSWERS = np.arange(12.0).reshape(3, 2, 2)


def test_answers_are_kept_window_by_window_or_row_by_row():
    assert lesson().kept(ANSWERS).tolist() == list(range(12))
    by_rows = lesson(by_rows=True).kept(ANSWERS)
    assert by_rows.tolist() == [0, 1, 4, 5, 8, 9, 2, 3, 6, 7, 10, 11]


def test_what_does_not_count_is_left_out_in_either_order():
    counted = np.ones((2, 3, 2), bool)
    counted[:, 0] = False  # The first window only tells what comes before.
    kept = lesson(by_rows=True, counted=counted, expected=np.zeros(8, np.uint8)).kept(ANSWERS)
    assert kept.tolist() == [4, 5, 8, 9, 6, 7, 10, 11]


@pytest.mark.parametrize(("factor", "told"), [(1.0, "0.5000 nats"), (2.0, "1.0000 nats")])
def test_a_loss_is_told_in_its_unit(factor, told):
    assert LossUnit("nats", " nats", factor).told(0.5) == told
