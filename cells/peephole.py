"""The LSTM whose gates see the cell state."""

from __future__ import annotations

from typing import Any

from cells.cell import PHI, SIGMA, Blend, Cell, Gate
from cells.drawing import (
    CROSSING,
    GATE_SIZE,
    KNOT_RADIUS,
    SQUASH_SIZE,
    Box,
    Drawing,
    End,
    Feed,
    Knot,
    Label,
    Wire,
)


def _keras_layer(**options: Any) -> Any:
    raise NotImplementedError


_TOP, _GATES = 74, 274
"""Heights of the cell state's line, and of the middle of the gates."""
_ABOVE = _GATES - GATE_SIZE[1] / 2

_DRAWING = Drawing(
    boxes=(
        Box("f", (230, _GATES)),
        Box("i", (390, _GATES)),
        Box("g", (540, _GATES)),
        Box("o", (740, _GATES)),
        Box("φ(c)", (900, 128)),
    ),
    knots=(
        Knot("×", "f·c_tm1", (250, _TOP)),
        Knot("+", "c", (540, _TOP)),
        Knot("×", "i·g", (540, 176)),
        Knot("×", "h", (900, 226)),
    ),
    wires=(
        Wire("c_tm1", ((0, _TOP), (190, _TOP)), has_head=False),
        Wire("c_tm1", ((190, _TOP), (250 - KNOT_RADIUS, _TOP)), feeds=("c",)),
        Wire("c_tm1", ((190, _TOP), (190, 196)), feeds=("f", "i"), has_head=False, is_thin=True),
        Wire("c_tm1", ((190, 196), (190, _ABOVE)), feeds=("f",), is_thin=True),
        # It leaves room for f, which crosses it.
        Wire(
            "c_tm1",
            ((190, 196), (250 - CROSSING, 196)),
            feeds=("i",),
            has_head=False,
            is_thin=True,
        ),
        Wire(
            "c_tm1",
            ((250 + CROSSING, 196), (360, 196), (360, _ABOVE)),
            feeds=("i",),
            is_thin=True,
        ),
        Wire("f", ((250, _ABOVE), (250, _TOP + KNOT_RADIUS))),
        Wire("f·c_tm1", ((250 + KNOT_RADIUS, _TOP), (540 - KNOT_RADIUS, _TOP))),
        Wire("i", ((410, _ABOVE), (410, 176), (540 - KNOT_RADIUS, 176))),
        Wire("g", ((540, _ABOVE), (540, 176 + KNOT_RADIUS))),
        Wire("i·g", ((540, 176 - KNOT_RADIUS), (540, _TOP + KNOT_RADIUS))),
        Wire("c", ((540 + KNOT_RADIUS, _TOP), (720, _TOP)), has_head=False),
        Wire("c", ((720, _TOP), (720, _ABOVE)), feeds=("o",), is_thin=True),
        Wire("c", ((720, _TOP), (900, _TOP)), feeds=("h",), has_head=False),
        # It leaves room for h, which crosses it.
        Wire("c", ((900, _TOP), (946 - CROSSING, _TOP)), feeds=(), has_head=False),
        Wire("c", ((946 + CROSSING, _TOP), (1100, _TOP)), feeds=()),
        Wire("φ(c)", ((900, _TOP), (900, 128 - SQUASH_SIZE[1] / 2))),
        Wire("φ(c)", ((900, 128 + SQUASH_SIZE[1] / 2), (900, 226 - KNOT_RADIUS))),
        Wire("o", ((760, _ABOVE), (760, 226), (900 - KNOT_RADIUS, 226))),
        Wire("h", ((900, 226 + KNOT_RADIUS), (900, 352), (1100, 352))),
        Wire("h", ((916, 352), (946, 352), (946, 0))),
    ),
    labels=(
        Label("p_f·c_tm1", (182, 152), ends_here=True, size=15, lines=2),
        Label("f", (259, 120)),
        Label("f·c_tm1", (300, 56)),
        Label("p_i·c_tm1", (352, 218), ends_here=True, size=15, lines=2),
        Label("i", (418, 160)),
        Label("i·g", (550, 127)),
        Label("g", (549, 216)),
        Label("p_o·c", (728, 122), size=15, lines=2),
        Label("o", (768, 210)),
        Label("φ(c)", (890, 179), ends_here=True),
        Label("h", (955, 12)),
    ),
    ends=(End("c_tm1", (56, _TOP)), End("c", (1042, _TOP)), End("h", (1042, 352))),
    feed=Feed(taps=(("f", 230), ("i", 390), ("g", 540), ("o", 740))),
    size=(1100, 424),
    frame=(118, 26, 862, 354),
)


PEEPHOLE = Cell(
    name="peephole",
    title="Peephole LSTM",
    kind="PeepholeLSTM",
    summary="An LSTM whose gates also see the cell state, each unit its own.",
    source="Gers & Schmidhuber 2000",
    stages=(
        Gate(
            "f",
            "Forget gate",
            "How much of the old cell state c_tm1 stays: 0 forgets all of it, 1 keeps all of it.",
            SIGMA,
            peephole="c_tm1",
        ),
        Gate(
            "i",
            "Input gate",
            "How much of the candidate goes into the cell state: 0 nothing, 1 all of it.",
            SIGMA,
            peephole="c_tm1",
        ),
        Gate(
            "g",
            "Candidate",
            "What could go into the cell state. Keras calls it c.",
            PHI,
        ),
        Blend(
            "c",
            "New cell state",
            "What stays of the old cell state, and what comes in; ⊙ multiplies unit by unit.",
            (("f", "c_tm1"), ("i", "g")),
        ),
        Gate(
            "o",
            "Output gate",
            "How much of the cell state is shown: 0 nothing, 1 all of it.",
            SIGMA,
            peephole="c",
        ),
        Blend(
            "h",
            "Hidden state",
            "What the unit shows: to its layer at the next step, and to what lies above it now.",
            (("o", "φ(c)"),),
        ),
    ),
    blocks=("i", "f", "g", "o"),
    states=("h", "c"),
    keras_layer=_keras_layer,
    numpy_step=None,
    convention=(
        "Peepholes are vectors, as in the paper: each unit sees its own cell state alone. "
        "Lecture notes write c_tm1 into the concatenated matrix, which would let it see all "
        "of them."
    ),
    forget_gate="f",
    drawing=_DRAWING,
)
