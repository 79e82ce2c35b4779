"""Of very many symbols the strips write which was read, and which would be said, at each step."""

from itertools import pairwise

import numpy as np
import pytest
from drawings import check_that_it_looks_as_drawn_anew
from pointing import move
from PyQt5.QtCore import QPoint
from written import GLYPHS, inspected, sample_of

from cells.registry import CELLS
from inspection.cell_values import cell_values
from views.artists import CellImage
from views.colours import DARK
from views.inside.colour_scales import SIGNED
from views.inside.equation_text import terms_from_input
from views.inside.gates_plot import GatesCanvas
from views.inside.glyph_grid import GlyphGrid, picture_of, placed_glyphs
from views.inside.layer_weights import LayerWeights, few_symbols
from views.inside.scene import Scene
from views.inside.unit_plot import UnitCanvas

WORDS = tuple(f"word{number}" for number in range(10_000))


@pytest.fixture(params=[GatesCanvas, UnitCanvas])
def canvas(request, open_canvas):
    return open_canvas(request.param(), 1240, 560)


def strips(canvas):
    return canvas.time_axes[-2:]


def grid_in(axes) -> GlyphGrid:
    (grid,) = [each for each in axes.get_children() if isinstance(each, GlyphGrid)]
    return grid


def written(grid, canvas) -> list[list[int]]:
    """Which steps of each row have room for what stands there."""
    size = canvas.get_renderer().points_to_pixels(7)
    rows = placed_glyphs(grid._rows, size, round(grid._box.width))
    return [[step for step, *_ in row] for row in rows]


def test_two_hundred_letters_are_all_to_be_read(canvas, show):
    seen = inspected(sample_of(steps=200))
    show(Scene(seen, None, 3, 0, 1))
    read, said = map(grid_in, strips(canvas))
    assert "".join(read._rows[0]) == "".join(seen.sample.shown)
    assert written(read, canvas) == [[*range(200)]]
    assert written(said, canvas) == [[*range(200)]] * 3


def test_the_most_probable_few_are_written_and_the_target_is_underlined(canvas, show):
    seen = inspected()
    output = seen.trace.output
    output[:] = 0.001
    output[:, GLYPHS.index("q")] = 0.6
    output[np.arange(4), seen.sample.targets[:4].astype(int)] = 0.3
    show(Scene(seen, None, 3, 0, 1))
    said = strips(canvas)[1]
    rows = ["".join(row) for row in grid_in(said)._rows]
    assert rows[0] == "q" * seen.steps
    assert rows[1][:4] == "".join(GLYPHS[each] for each in seen.sample.targets[:4])
    (frames,) = said.patches
    middles = frames.get_path().vertices.reshape(-1, 5, 2)[:, [0, 2]].mean(axis=1)
    assert [round(step) for step, _ in middles[:4]] == [1, 2, 3, 4]
    assert ((middles[:4, 1] > 0.5) & (middles[:4, 1] < 1)).all()
    labels = [label.get_text() for label in said.get_yticklabels()]
    assert labels == ["3rd", "2nd", "1st"]


def test_an_embedded_symbol_is_written_over_the_numbers_that_it_is(canvas, show):
    seen = inspected(sample_of(steps=200), embedding=12)
    show(Scene(seen, None, 3, 0, 1))
    read, _ = strips(canvas)
    (image,) = [each for each in read.get_children() if isinstance(each, CellImage)]
    vectors = seen.table[seen.sample.given].T
    reach = np.abs(vectors).max()
    np.testing.assert_array_equal(image._cells, SIGNED((vectors / reach + 1) / 2, bytes=True))
    assert written(grid_in(read), canvas) == [[*range(200)]]
    labels = [label.get_text() for label in read.get_yticklabels()]
    assert set(labels) <= {f"e{number}" for number in range(1, 13)}
    show(Scene(inspected(sample_of(steps=200)), None, 3, 0, 1))
    assert not strips(canvas)[0].get_yticklabels()


def test_nothing_is_as_large_as_the_vocabulary_times_the_steps(canvas, show):
    seen = inspected(sample_of(["word7", "word42"], 60, WORDS), WORDS)
    show(Scene(seen, None, 3, 0, 1))
    for axes in strips(canvas):
        for artist in axes.get_children():
            assert np.size(getattr(artist, "_cells", ())) <= 4 * 3 * 60
        assert len(axes.get_yticks()) <= 3
    (placed,) = written(grid_in(strips(canvas)[0]), canvas)
    assert 10 < len(placed) < 60


def test_a_blitted_frame_looks_like_a_full_drawing(canvas, show):
    seen = inspected()
    show(Scene(seen, None, 3, 0, 1))
    show(Scene(seen, None, 0, 0, 1))
    check_that_it_looks_as_drawn_anew(canvas)


def test_letters_take_the_ink_of_the_palette(canvas, show):
    canvas.paint(DARK)
    show(Scene(inspected(), None, 3, 0, 1))
    ink = np.array([int(DARK.text[place : place + 2], 16) for place in (1, 3, 5)])
    np.testing.assert_array_equal(grid_in(strips(canvas)[0])._inks[0][0], ink)


def test_of_few_symbols_too_a_box_stands_for_what_the_fonts_lack(canvas, show):
    glyphs = ("a", "b", "\ue000")
    show(Scene(inspected(sample_of("ab\ue000", 9, glyphs), glyphs), None, 3, 0, 1))
    canvas.draw()  # A glyph that is missing is warned of.
    read, said = strips(canvas)
    assert [label.get_text() for label in said.get_yticklabels()] == ["a", "b", "□"]
    assert {label.get_text() for label in read.get_xticklabels()} == {"a", "b", "□"}


# Weights and terms


def weights_of(seen, layer=0):
    sample = seen.sample
    return LayerWeights(
        CELLS["lstm"], seen.weights, layer, seen.features, sample.classes, few_symbols(sample)
    )


def test_of_ten_thousand_rows_those_of_the_symbols_in_the_text_are_shown():
    seen = inspected(sample_of(["word7", "word9042"], 60, WORDS), WORDS)
    shown = weights_of(seen)
    kernel, *_, output = shown.matrices
    assert kernel.rows == output.rows == ("word7", "word9042")
    np.testing.assert_array_equal(kernel.values, seen.weights[0][[7, 9042]])
    np.testing.assert_array_equal(output.values, seen.weights[-2].T[[7, 9042]])
    assert kernel.note == "2 of 10,000 rows"
    assert "from “word9042” in x to unit 2" in shown.sentence(kernel, 1, 1)
    assert "to “word9042” (bias " in shown.sentence(output, 1, 2)
    above = weights_of(seen, layer=1)
    assert "from unit 3 of layer 1" in above.sentence(above.matrices[0], 2, 0)


def test_of_ten_thousand_terms_those_that_are_not_zero_are_listed():
    seen = inspected(sample_of(["word7", "word9042"], 6, WORDS), WORDS)
    (term,) = terms_from_input("i", cell_values(seen, 0, 1, 1))
    assert (term.source, term.value) == ("word9042", 1)
    assert term.weight == pytest.approx(seen.weights[0][9042, 1])
    few = inspected()
    assert len(terms_from_input("i", cell_values(few, 0, 1, 1))) == len(GLYPHS)


SENTENCE = ["was", "raining", "in", "the", "unbelievably", "long", "night", "of", "it"]


@pytest.mark.parametrize("width", range(60, 700, 37))
def test_words_stand_at_even_distances_with_a_gap_between_them(width):
    (row,) = (list(each) for each in placed_glyphs([SENTENCE], 10.0, width))
    assert len({after - before for (before, *_), (after, *_) in pairwise(row)}) <= 1
    for (_, mask, x), (_, _, next_x) in pairwise(row):
        assert next_x > x + mask.shape[1]
    assert all(x >= 0 and x + mask.shape[1] <= width for _, mask, x in row)


def test_of_letters_that_have_no_room_none_is_written_but_how_to_read_them():
    text = "he lazy dog, and the dog sleeps" * 3
    (row,) = (list(each) for each in placed_glyphs([text], 10.0, 600))
    assert [step for step, *_ in row] == [*range(len(text))]
    ((hint,),) = placed_glyphs([text], 10.0, 300)
    np.testing.assert_array_equal(hint[1], picture_of("point at a step to read it", 10.0))
    assert hint[1].shape[1] < 300
    assert [list(row) for row in placed_glyphs([text], 10.0, 100)] == [[]]
    assert not any(list(row) for row in placed_glyphs([text] * 3, 10.0, 300))


def test_where_words_are_thinned_out_the_same_steps_are_written_in_every_row():
    short = ["it"] * len(SENTENCE)
    rows = [[step for step, *_ in row] for row in placed_glyphs([SENTENCE, short], 10.0, 100)]
    assert rows[0] == rows[1]
    assert 1 < len(rows[0]) < len(SENTENCE)


def test_words_are_written_though_a_likely_mark_stands_at_each_step():
    rows = [[","] * 60, ["the", "old", "sea"] * 20, ["."] * 60]
    placed = [[step for step, *_ in row] for row in placed_glyphs(rows, 10.0, 600)]
    assert placed[0] == placed[1] == placed[2]
    assert 10 < len(placed[0]) < 60


def test_letters_of_which_one_row_is_always_the_same_mark_are_not_thinned_out():
    rows = [["␣"] * 200, [*"abcde"] * 40, [","] * 200]
    assert not any(list(row) for row in placed_glyphs(rows, 10.0, 600))


def test_a_word_that_is_much_longer_than_the_others_is_shortened_and_takes_no_other_its_place():
    row = ["it", "was", "a", "disproportionatenesses", "day"]
    ((*placed,),) = placed_glyphs([row], 10.0, 250)
    assert [step for step, *_ in placed] == [0, 1, 2, 3, 4]
    shown = [mask for _, mask, _ in placed]
    np.testing.assert_array_equal(shown[3], picture_of("dispro…", 10.0))


@pytest.mark.parametrize("embedding", [0, 4])
def test_hovering_tells_a_word_that_has_no_room(canvas, show, embedding):
    words = ("it", "antidisestablishmentarianism", *(f"word{number}" for number in range(50)))
    seen = inspected(sample_of([*words], 52, words), words, embedding=embedding)
    show(Scene(seen, None, 3, 0, 1))
    read = strips(canvas)[0]
    box = read.bbox
    line = box.y1 + 4 if embedding else (box.y0 + box.y1) / 2
    move(canvas, QPoint(round(box.x0 + 1.5 * box.width / 52), round(canvas.height() - line)))
    assert canvas.words.startswith("step 2:   reads antidisestablishmentarianism, says ")
