"""The drawing of a cell shows every number, legibly, and lights the stage in focus."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from PyQt5.QtCore import QRectF
from PyQt5.QtGui import QColor
from PyQt5.QtWidgets import QGraphicsScene, QGraphicsSimpleTextItem
from random_cells import random_cell

from training.cell_values import CellValues
from views.colours import DARK, LIGHT
from views.inside.cell_drawing import CellDrawing, describe
from views.inside.cell_items import PlainWire, ValueBar
from views.inside.colour_scales import share_colour, signed_colour
from views.inside.equation_text import number
from views.network_items import Arrow, Style


@pytest.fixture
def draw(qapp):
    scenes = []

    def draw_cell(values: CellValues, focus: str | None = None, colours=LIGHT) -> QGraphicsScene:
        scene = QGraphicsScene()
        scenes.append(scene)
        CellDrawing(scene, Style(colours, qapp.font().family()), focus).draw(values)
        return scene

    return draw_cell


def items(scene: QGraphicsScene, kind: type) -> list:
    return [item for item in scene.items() if isinstance(item, kind)]


def texts(scene: QGraphicsScene) -> list[str]:
    return [item.text() for item in items(scene, QGraphicsSimpleTextItem)]


def ink_of(scene: QGraphicsScene, text: str) -> str:
    (item,) = [i for i in items(scene, QGraphicsSimpleTextItem) if i.text().startswith(text)]
    return item.brush().color().name()


def wire_colours(scene: QGraphicsScene) -> list[str]:
    return [wire.pen().color().name() for wire in items(scene, (PlainWire, Arrow))]


def test_every_wire_that_carries_a_number_says_it(draw):
    values = random_cell(layer=1, unit=6, step=5)
    shown = texts(draw(values))
    for gate in "ifgo":
        assert f"z = {number(values.gates[gate].z)}" in shown
        assert f"{gate} = {number(values.gates[gate].value)}" in shown
    assert f"f·c_tm1 = {number(values.kept)}" in shown
    assert f"i·g = {number(values.added)}" in shown
    assert f"tanh c = {number(values.tanh_c)}" in shown
    assert {number(values.c_tm1), number(values.c), number(values.h)} <= set(shown)
    assert f"h = {number(values.h)}" in shown


def test_what_comes_from_below_is_the_symbol_or_the_layer_below(draw):
    first, second = random_cell(layer=0), random_cell(layer=1)
    assert f"x = {first.x[0]:.0f}" in texts(draw(first))
    assert "x = h of layer 1, 50 numbers" in texts(draw(second))


def bars(scene: QGraphicsScene) -> list[ValueBar]:
    """From left to right: f, i, g, o, tanh c."""
    return sorted(items(scene, ValueBar), key=lambda bar: bar.rect().left())


def test_gates_fill_their_bars_from_the_left(draw):
    values = random_cell(layer=1)
    f, i, _, o, _ = bars(draw(values))
    for bar, gate in ((f, "f"), (i, "i"), (o, "o")):
        share = bar.filled.width() / bar.rect().width()
        assert bar.filled.left() == bar.rect().left()
        assert share == pytest.approx(values.gates[gate].value)


@pytest.mark.parametrize("value", [-0.75, 0.25])
def test_signed_values_fill_their_bars_from_the_middle(draw, value):
    bar = bars(draw(replace(random_cell(), tanh_c=value)))[-1]
    middle = bar.rect().center().x()
    reach = bar.filled.right() - middle if value > 0 else bar.filled.left() - middle
    assert reach == pytest.approx(value * bar.rect().width() / 2)


@pytest.mark.parametrize("value", [-0.02, 0.02])
def test_a_short_bar_has_a_colour_that_stands_out_from_white(draw, value):
    bar = bars(draw(replace(random_cell(), tanh_c=value)))[-1]
    assert bar.colour.lightness() < 160
    assert (bar.colour.blue() > bar.colour.red()) == (value > 0)


def test_signed_colours_are_blue_above_zero_and_orange_below():
    above, below = signed_colour(0.5), signed_colour(-0.5)
    assert above.blue() > above.red()
    assert below.red() > below.blue()
    assert min(signed_colour(0.0).getRgb()[:3]) > 240


def test_a_fuller_gate_is_darker():
    lightness = [share_colour(value).lightness() for value in (0.0, 0.3, 0.6, 1.0)]
    assert lightness == sorted(lightness, reverse=True)


@pytest.mark.parametrize(
    ("focus", "lit", "faded"),
    [
        ("f", ["f =", "h_tm1", "x ="], ["o =", "g =", "f·c_tm1", "tanh c"]),
        ("c", ["f =", "i =", "g =", "f·c_tm1", "i·g"], ["o =", "tanh c", "x ="]),
        ("h", ["o =", "tanh c", "h ="], ["f =", "i·g", "h_tm1"]),
    ],
)
def test_the_stage_in_focus_is_lit_and_the_rest_fades(draw, focus, lit, faded):
    scene = draw(random_cell(), focus)
    assert {ink_of(scene, text) for text in lit} == {LIGHT.text}
    assert {ink_of(scene, text) for text in faded} == {LIGHT.muted}
    assert set(wire_colours(scene)) == {LIGHT.accent, LIGHT.grid}


def test_without_a_stage_in_focus_nothing_fades(draw):
    scene = draw(random_cell())
    assert LIGHT.grid not in wire_colours(scene)
    assert {ink_of(scene, text) for text in ("f =", "o =", "tanh c")} == {LIGHT.text}


def test_the_drawing_follows_the_palette(draw):
    scene = draw(random_cell(), colours=DARK)
    assert scene.backgroundBrush().color() == QColor(DARK.background)
    assert ink_of(scene, "tanh c") == DARK.text


def places(scene: QGraphicsScene) -> dict[str, QRectF]:
    found = items(scene, QGraphicsSimpleTextItem)
    return {f"{n} {item.text()}": item.sceneBoundingRect() for n, item in enumerate(found)}


@pytest.mark.parametrize("layer", [0, 1])
def test_no_words_lie_on_others_or_are_cut_off_however_long_the_numbers(draw, layer):
    usual = random_cell(layer=layer)
    gates = {
        name: replace(gate, z=-222.3456, value=-0.8888 if name == "g" else 0.8888)
        for name, gate in usual.gates.items()
    }
    long = replace(usual, gates=gates, c_tm1=-123.4567, c=-123.4567, tanh_c=-0.8888, h=-0.8888)
    found = places(draw(long))
    whole = QRectF(0, 0, WIDTH, HEIGHT)
    for text, place in found.items():
        assert whole.contains(place), text
    for (one, place), (other, other_place) in combinations(found.items(), 2):
        # The lines of a font stand closer than their boxes, which have room for accents.
        shared = place.intersected(other_place)
        assert shared.width() <= 0 or shared.height() < 4, (one, other)


def test_drawing_again_leaves_nothing_of_the_last_one(draw, qapp):
    scene = draw(random_cell(step=0))
    before = len(scene.items())
    CellDrawing(scene, Style(LIGHT, qapp.font().family()), None).draw(random_cell(step=4))
    assert len(scene.items()) == before


def test_a_net_that_has_burst_is_drawn_without_length(draw):
    values = random_cell()
    gates = {name: replace(gate, value=np.nan) for name, gate in values.gates.items()}
    scene = draw(replace(values, gates=gates, tanh_c=np.nan))
    assert {bar.filled.width() for bar in bars(scene)} == {0}
    assert "f = nan" in texts(scene)


def test_the_sentence_for_those_who_cannot_see_it_has_the_numbers(draw):
    values = random_cell(layer=1, unit=6, step=5)
    sentence = describe(values)
    assert sentence.startswith("Layer 2, unit 7, step 6: ")
    for value in (values.gates["o"].value, values.c_tm1, values.c, values.h):
        assert number(value) in sentence
