"""What the window of a review says in sentences."""

import numpy as np
import pytest

from cells.activations import SIGMOID
from formatting import confidence_text
from tasks.explaining import Reading
from views.judgement.scene import Wrong
from views.word_by_word.scene import ReviewScene
from views.word_by_word.words import answer_words


def scene_of(z):
    """A word that was answered so."""
    nothing = np.zeros((1, 1))
    reading = Reading(
        ("good",),
        np.array([True]),
        1,
        z,
        0.022,
        np.array([z - 0.022]),
        np.zeros(1),
        nothing,
        nothing,
        1,
    )
    return ReviewScene(None, 3, "good", reading, None, ("negative", "positive"))


def test_the_figures_of_a_sum_add_up_as_they_are_shown():
    assert "z = +3.56 = bias +0.02 and 1 word +3.54" in answer_words(scene_of(3.556))


@pytest.mark.parametrize("z", [9.0, -9.0])
def test_how_sure_it_is_of_a_review_is_written_alike_in_all_windows(z):
    scene, sure = scene_of(z), confidence_text(float(SIGMOID(np.array(9.0))))
    assert sure == "more than 99.9 %"
    assert f"{scene.answer}, {sure}." in answer_words(scene)
    p, label = scene.reading.probability, int(z < 0)
    assert Wrong(0, p, label, 0).told == f"{sure} sure it is {scene.answer}"
