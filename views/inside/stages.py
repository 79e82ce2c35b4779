"""The stages in which an LSTM cell computes one step, in the order of the lecture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Stage:
    """One of the six equations.

    Attributes:
        symbol: what it computes.
        title: its name.
        equation: in the symbols of :mod:`custom_lstm`, for a whole layer.
        sentence: what it is good for.
    """

    symbol: str
    title: str
    equation: str
    sentence: str


STAGES = (
    Stage(
        "f",
        "Forget gate",
        "f = σ(W_f x + U_f h_tm1 + b_f)",
        "How much of the old cell state c_tm1 stays: 0 forgets all of it, 1 keeps all of it.",
    ),
    Stage(
        "i",
        "Input gate",
        "i = σ(W_i x + U_i h_tm1 + b_i)",
        "How much of the candidate goes into the cell state: 0 nothing, 1 all of it.",
    ),
    Stage(
        "g",
        "Candidate",
        "g = tanh(W_g x + U_g h_tm1 + b_g)",
        "What could go into the cell state, between −1 and 1. Keras calls it c.",
    ),
    Stage(
        "c",
        "New cell state",
        "c = f ⊙ c_tm1 + i ⊙ g",
        "What stays of the old cell state, and what comes in; ⊙ multiplies unit by unit.",
    ),
    Stage(
        "o",
        "Output gate",
        "o = σ(W_o x + U_o h_tm1 + b_o)",
        "How much of the cell state is shown: 0 nothing, 1 all of it.",
    ),
    Stage(
        "h",
        "Hidden state",
        "h = o ⊙ tanh(c)",
        "What the unit shows: to its own layer at the next step, and to what lies above it now.",
    ),
)

WHOLE_CELL = "The whole cell: from x, h_tm1 and c_tm1 to c and h. Go through it stage by stage."
