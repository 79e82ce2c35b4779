"""What the window of a review says in sentences."""

import numpy as np

from tasks.explaining import Reading
from views.review.scene import ReviewScene
from views.review.words import answer_words


def test_the_figures_of_a_sum_add_up_as_they_are_shown():
    nothing = np.zeros((1, 1))
    reading = Reading(
        ("good",),
        np.array([True]),
        1,
        3.556,
        0.022,
        np.array([3.534]),
        np.zeros(1),
        nothing,
        nothing,
        1,
    )
    scene = ReviewScene(None, 3, "good", reading, None, ("negative", "positive"))
    assert "z = +3.56 = bias +0.02 and 1 word +3.54" in answer_words(scene)
