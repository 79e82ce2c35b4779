"""The pictures of the cells are well formed: nothing leaves them, runs askew or collides."""

from itertools import combinations, pairwise

import pytest

from cells.drawing import GATE_SIZE
from cells.registry import CELLS


@pytest.fixture(params=CELLS)
def drawing(request):
    return CELLS[request.param].drawing


def test_wires_go_straight_across_or_up_and_down(drawing):
    for wire in drawing.wires:
        for (x, y), (next_x, next_y) in pairwise(wire.places):
            assert (x == next_x) != (y == next_y), wire


def test_everything_lies_within_the_picture(drawing):
    width, height = drawing.size
    places = [part.place for part in (*drawing.boxes, *drawing.knots, *drawing.ends)]
    places += [label.place for label in drawing.labels]
    places += [place for wire in drawing.wires for place in wire.places]
    for x, y in places:
        assert 0 <= x <= width
        assert 0 <= y <= height


def test_boxes_and_knots_stand_within_the_frame_and_apart(drawing):
    left, top, width, height = drawing.frame
    places = [part.place for part in (*drawing.boxes, *drawing.knots)]
    for x, y in places:
        assert left < x < left + width
        assert top < y < top + height
    for (x, y), (other_x, other_y) in combinations(places, 2):
        assert abs(x - other_x) > 30 or abs(y - other_y) > 30
    for one, other in combinations(drawing.boxes, 2):
        assert abs(one.place[0] - other.place[0]) > GATE_SIZE[0]


def test_the_line_that_brings_x_and_h_tm1_leads_to_what_stands_over_it(drawing):
    over = {part.place[0] for part in (*drawing.boxes, *drawing.knots)}
    places = [x for _, x in drawing.feed.taps]
    assert set(places) <= over
    assert places == sorted(places)
