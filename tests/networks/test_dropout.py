"""What is left out is drawn from seed, epoch and call, as large a share as was set."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from small_settings import SMALL

from networks.dropout import draw_masks
from networks.ports import Ports

DROPPING = replace(SMALL, dropout=0.3, embedding=2, ports=Ports("one-hot", 5, "softmax", 5))


def test_masks_repeat_with_the_seed_and_are_others_in_other_epochs_and_calls():
    masks = draw_masks(DROPPING, seed=3, epoch=2, call=1)
    assert np.array_equal(masks, draw_masks(DROPPING, 3, 2, 1))
    for other in ((4, 2, 1), (3, 1, 1), (3, 2, 0), (3, 1, 2)):
        assert not np.array_equal(masks, draw_masks(DROPPING, *other))


def test_there_is_a_mask_for_every_row_and_number_that_is_passed_up():
    assert draw_masks(DROPPING, 0, 1, 0).shape == (4, 4, 2 + 4 + 4)
    assert draw_masks(replace(DROPPING, embedding=0), 0, 1, 0).shape == (4, 4, 4 + 4)
    assert draw_masks(replace(DROPPING, dropout=0.0), 0, 1, 0) is None


def test_in_all_rows_of_a_sequence_the_same_is_left_out():
    padded = replace(SMALL, dropout=0.5, units=(40,), stateful=False, rows=6)
    padded = replace(padded, ports=Ports("one-hot", 5, padded=True))
    updates = padded.window_shape.updates_at_once
    targets = np.full((updates, 6, 1), np.nan)
    targets[:, (2, 3, 4)] = 0
    masks, alone = (draw_masks(padded, 0, 1, 0, asked) for asked in (targets, None))
    for first, second in combinations(range(5), 2):
        of_one_sequence = second <= 2
        same = (masks[:, first] == masks[:, second]).all()
        assert same == of_one_sequence
        assert not (alone[:, first] == alone[:, second]).all()
    assert np.array_equal(masks[:, 2:5], alone[:, 2:5])


def test_so_large_a_share_is_left_out():
    masks = draw_masks(replace(DROPPING, units=(200, 200), rows=64), 0, 1, 0)
    assert masks.mean() == pytest.approx(0.7, abs=0.01)
