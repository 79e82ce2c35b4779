"""The drawing of a cell shows every number, legibly, and lights the stage in focus."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from PyQt5.QtCore import QRectF
from PyQt5.QtGui import QColor
from PyQt5.QtWidgets import QGraphicsScene, QGraphicsSimpleTextItem
from random_cells import random_cell, with_numbers

from cells.registry import CELLS
from inspection.cell_values import CellValues
from views.colours import DARK, LIGHT
from views.inside.cell_drawing import CellDrawing, describe
from views.inside.cell_items import PlainWire, ValueBar
from views.inside.colour_scales import share_colour, signed_colour
from views.inside.equation_text import number, short_number
from views.inside.quantities import quantities_of
from views.inside.stages import stages_of, textbook
from views.network_items import Arrow, Style


@pytest.fixture
def draw(qapp):
    scenes = []

    def draw_cell(values: CellValues, focus: str | None = None, colours=LIGHT) -> QGraphicsScene:
        scene = QGraphicsScene()
        scenes.append(scene)
        CellDrawing(scene, Style(colours, qapp.font().family()), focus, values).draw()
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


def test_every_wire_of_the_lstm_that_carries_a_number_says_it(draw):
    values = random_cell(layer=1, unit=6, step=5)
    shown = texts(draw(values))
    for gate in "ifgo":
        assert f"s = {number(values.gates[gate].sum)}" in shown
        assert f"{gate} = {number(values.numbers[gate])}" in shown
    for symbol in ("f·c_tm1", "i·g", "h"):
        assert f"{textbook(symbol)} = {number(values.numbers[symbol])}" in shown
    assert f"tanh c = {number(values.numbers['φ(c)'])}" in shown
    assert {number(values.numbers[symbol]) for symbol in ("c_tm1", "c", "h")} <= set(shown)


@pytest.mark.parametrize("cell", CELLS)
def test_the_drawing_has_a_box_for_every_gate_and_the_number_of_every_stage(draw, cell):
    values = random_cell(layer=1, unit=6, step=5, cell=cell)
    drawing = CELLS[cell].drawing
    assert {gate.symbol for gate in CELLS[cell].gates} <= {box.shows for box in drawing.boxes}
    shown = " ".join(texts(draw(values)))
    for stage in CELLS[cell].stages:
        assert short_number(values.numbers[stage.symbol]) in shown
        assert stage.title.lower() in shown or stage not in CELLS[cell].gates
    assert not [text for text in texts(draw(values)) if not text]


@pytest.mark.parametrize("cell", CELLS)
def test_whatever_is_drawn_belongs_to_a_stage_of_the_cell(cell):
    drawing = CELLS[cell].drawing
    symbols = {box.shows for box in drawing.boxes} | {knot.makes for knot in drawing.knots}
    symbols |= {label.shows for label in drawing.labels} | {end.shows for end in drawing.ends}
    numbers = random_cell(cell=cell).numbers
    for symbol in symbols:
        assert symbol in numbers
        assert stages_of(CELLS[cell], symbol)
    stages = {stage.symbol for stage in CELLS[cell].stages}
    for wire in drawing.wires:
        assert set(wire.feeds or ()) <= stages
        assert wire.feeds is not None or stages_of(CELLS[cell], wire.carries)
    assert {stage for stage, _ in drawing.feed.taps} == {g.symbol for g in CELLS[cell].gates}


@pytest.mark.parametrize("cell", CELLS)
def test_every_stage_lights_something_and_leaves_its_own_number_lit(draw, cell):
    values = random_cell(cell=cell)
    for stage in CELLS[cell].stages:
        scene = draw(values, stage.symbol)
        assert LIGHT.accent in wire_colours(scene)
        lit = [
            item.text()
            for item in items(scene, QGraphicsSimpleTextItem)
            if item.brush().color().name() == LIGHT.text
        ]
        assert any(short_number(values.numbers[stage.symbol]) in text for text in lit)


@pytest.mark.parametrize(("activation", "word"), [("relu", "ReLU"), ("linear", "linear")])
@pytest.mark.parametrize("cell", CELLS)
def test_boxes_name_the_activation(draw, cell, activation, word):
    values = random_cell(cell=cell, activation=activation, spread=0.1)
    assert word in texts(draw(values))
    assert "tanh" not in " ".join(texts(draw(values)))


def test_what_comes_from_below_is_the_symbol_or_the_layer_below(draw):
    first, second = random_cell(layer=0), random_cell(layer=1)
    assert f"x = {first.x[0]:.0f}" in texts(draw(first))
    assert "x = h of layer 1, 50 numbers" in texts(draw(second))


def bars(scene: QGraphicsScene) -> list[ValueBar]:
    """Of an LSTM, from left to right: f, i, g, o, tanh c."""
    return sorted(items(scene, ValueBar), key=lambda bar: bar.rect().left())


def test_gates_fill_their_bars_from_the_left(draw):
    values = random_cell(layer=1)
    f, i, _, o, _ = bars(draw(values))
    for bar, gate in ((f, "f"), (i, "i"), (o, "o")):
        share = bar.filled.width() / bar.rect().width()
        assert bar.filled.left() == bar.rect().left()
        assert share == pytest.approx(values.numbers[gate])


@pytest.mark.parametrize("value", [-0.75, 0.25])
def test_signed_values_fill_their_bars_from_the_middle(draw, value):
    bar = bars(draw(with_numbers(random_cell(), {"φ(c)": value})))[-1]
    middle = bar.rect().center().x()
    reach = bar.filled.right() - middle if value > 0 else bar.filled.left() - middle
    assert reach == pytest.approx(value * bar.rect().width() / 2)


@pytest.mark.parametrize("value", [-0.02, 0.02])
def test_a_short_bar_has_a_colour_that_stands_out_from_white(draw, value):
    bar = bars(draw(with_numbers(random_cell(), {"φ(c)": value})))[-1]
    assert bar.colour.lightness() < 160
    assert (bar.colour.blue() > bar.colour.red()) == (value > 0)


def test_signed_colours_are_blue_above_zero_and_orange_below():
    above, below = signed_colour(0.5), signed_colour(-0.5)
    assert above.blue() > above.red()
    assert below.red() > below.blue()
    assert min(signed_colour(0.0).getRgb()[:3]) > 240


@pytest.mark.parametrize("value", [7.5, -7.5])
def test_a_value_without_bounds_never_leaves_its_bar(draw, value):
    bar = bars(draw(with_numbers(random_cell(), {"φ(c)": value})))[-1]
    assert bar.rect().contains(bar.filled)
    assert bar.filled.width() == pytest.approx(bar.rect().width() / 2)


def test_a_fuller_gate_is_darker():
    lightness = [share_colour(value).lightness() for value in (0.0, 0.3, 0.6, 1.0)]
    assert lightness == sorted(lightness, reverse=True)


@pytest.mark.parametrize(
    ("focus", "lit", "faded"),
    [
        ("f", ["f =", "hₜ₋₁", "x ="], ["o =", "g =", "f·cₜ₋₁", "tanh c"]),
        ("c", ["f =", "i =", "g =", "f·cₜ₋₁", "i·g"], ["o =", "tanh c", "x ="]),
        ("h", ["o =", "tanh c", "h ="], ["f =", "i·g", "hₜ₋₁"]),
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


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("layer", [0, 1])
def test_no_words_lie_on_others_or_are_cut_off_however_long_the_numbers(draw, layer, cell):
    usual = random_cell(layer=layer, cell=cell)
    gates = {name: replace(gate, sum=-222.3456) for name, gate in usual.gates.items()}
    numbers = dict.fromkeys(usual.numbers, -0.8888) | {"c_tm1": -123.4567, "c": -123.4567}
    shares = {q.symbol for q in quantities_of(cell, "tanh") if not q.is_signed}
    numbers |= {name: 0.8888 for name in numbers if name.removeprefix("1−") in shares}
    found = places(draw(replace(usual, gates=gates, numbers=numbers)))
    whole = QRectF(0, 0, *CELLS[cell].drawing.size)
    for text, place in found.items():
        assert whole.contains(place), text
    for (one, place), (other, other_place) in combinations(found.items(), 2):
        # The lines of a font stand closer than their boxes, which have room for accents.
        shared = place.intersected(other_place)
        assert shared.width() <= 0 or shared.height() < 4, (one, other)


def test_drawing_again_leaves_nothing_of_the_last_one(draw, qapp):
    scene = draw(random_cell(step=0))
    before = len(scene.items())
    CellDrawing(scene, Style(LIGHT, qapp.font().family()), None, random_cell(step=4)).draw()
    assert len(scene.items()) == before


def test_a_net_that_has_burst_is_drawn_without_length(draw):
    values = random_cell()
    scene = draw(replace(values, numbers=dict.fromkeys(values.numbers, np.nan)))
    assert {bar.filled.width() for bar in bars(scene)} == {0}
    assert "f = nan" in texts(scene)


def test_the_sentence_for_those_who_cannot_see_it_has_the_numbers(draw):
    values = random_cell(layer=1, unit=6, step=5)
    sentence = describe(values)
    assert sentence.startswith("Layer 2, unit 7, step 6: ")
    for symbol in ("o", "c_tm1", "f·c_tm1", "c", "h"):
        assert f"{textbook(symbol)} = {number(values.numbers[symbol])}" in sentence
