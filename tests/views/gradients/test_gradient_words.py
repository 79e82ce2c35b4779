"""The numbers of a gradient, in words that are true."""

from dataclasses import replace

import numpy as np
import pytest

from inspection.gradients import STEPS, GradientFlow
from views.gradients.scene import Curve, GradientScene
from views.gradients.words import describe, explosions, number_text


def scene_of(norms, whole=1.0, clip_norm=None, losses=()):
    flow = GradientFlow(1, np.array([norms], float), None, whole, clip_norm)
    curve = Curve("LSTM", flow, np.array(losses))
    return GradientScene((curve,), layer=0, window=8, epoch=1, clipped=True, relative=False)


def words(norms, **rest):
    scene = scene_of(norms, **rest)
    return describe(scene, scene.curves[0])


def falling(factor):
    return factor ** np.arange(STEPS)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.3141, "0.31"),
        (1.0, "1"),
        (27.4, "27"),
        (314.2, "314"),
        (3.1e-9, "3.1·10⁻⁹"),
        (31_415, "3.1·10⁴"),
        (2.5e120, "2.5·10¹²⁰"),
    ],
)
def test_numbers_have_two_digits_and_a_power_where_they_need_one(value, text):
    assert number_text(value) == text


def test_what_has_vanished_is_told_with_its_number():
    assert words(falling(0.5)).startswith(
        "LSTM: 50 steps back the gradient is 8.9·10⁻¹⁶ times that at the last step; it has vanished"
    )


@pytest.mark.parametrize(("read", "back"), [(5, "4 steps"), (2, "1 step"), (60, "50 steps")])
def test_a_gradient_is_judged_within_what_was_read(read, back):
    told = words(falling(0.5)[:read])
    assert told.startswith(f"LSTM: {back} back the gradient is ")


def test_what_holds_and_what_explodes_are_told_apart():
    assert "it holds" in words(falling(1.0))
    assert "it fades" in words(falling(0.87))
    assert "it explodes, and one target can" in words(falling(1.5))


def test_what_explodes_but_is_clipped_is_said_to_do_no_harm():
    assert "it explodes, but clipping keeps an update from" in words(falling(1.5), clip_norm=1.0)


def test_clipping_is_told_only_where_it_changes_something():
    told = words(falling(1.0), whole=4.0, clip_norm=1.0)
    assert told.endswith(
        "If this whole gradient, 4 long, were clipped to 1 as in training, it would be "
        "multiplied by 0.25."
    )
    assert "clipped" not in words(falling(1.0), whole=0.5, clip_norm=1.0)


def test_a_gradient_that_is_no_number_or_zero_is_told_without_one():
    assert "no number any more" in words(np.full(STEPS, np.nan))
    assert "exactly 0" in words(np.zeros(STEPS))


def test_a_gradient_that_is_zero_after_some_steps_has_vanished():
    norms = np.concatenate([np.ones(10), np.zeros(STEPS - 10)])
    assert "is 0 times" in words(norms)
    assert "it has vanished" in words(norms)


def test_the_epoch_in_which_a_training_exploded_is_named():
    scene = scene_of(falling(1.0), losses=[0.5, 3.0])
    assert explosions(scene.curves) == ""
    ended = replace(scene.curves[0], exploded_in=3)
    assert explosions([ended]) == "LSTM: exploded in epoch 3, its loss is no number since."
