"""Symbols written on a map are told apart."""

from itertools import combinations

import numpy as np
from matplotlib.figure import Figure

from views.embedding.labels import MapLabels
from views.inside.glyph_grid import letters_wide, picture_of

SIZE = 12.0


def test_words_side_by_side_are_not_read_as_one():
    labels = MapLabels(Figure().add_subplot())
    words = ["and", "by", "boy", "men", "care", "both", "amongst"] * 20
    labels.set_labels(words, np.zeros((len(words), 2)), "black", "white")
    places = np.random.default_rng(0).integers(0, 300, (len(words), 2))
    height, letter = picture_of("m", SIZE).shape
    written = list(labels._with_room(places, (300, 300), SIZE))
    assert len(written) > 10
    for (one, (x, y)), (other, (x_other, y_other)) in combinations(written, 2):
        if abs(y - y_other) < height:
            left, right = sorted([(x, one), (x_other, other)])
            assert right[0] - left[0] >= letter * (letters_wide(words[left[1]]) + 1)
