"""What a recurrent cell is made of: everything above reads this, and knows no cell by name.

A cell is declared as the stages in which it computes a step, in the symbols of
:mod:`custom_lstm`. What the windows draw and write of it, how many weights it has and how
they are laid out, all follows from the declaration.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, TypeVar

import numpy as np

from cells.activations import Activation
from cells.drawing import Drawing

SIGMA = "σ"
"""Squashes to a share, 0 to 1, whatever the settings: what a gate is made of."""
PHI = "φ"
"""The activation of the settings: tanh, unless another is chosen."""
ONE_MINUS = "1−"
"""Stands before a factor of which the rest to one is taken."""

Array = TypeVar("Array")


class Gate(NamedTuple):
    """A stage that squashes a weighted sum, for example f = σ(W_f x + U_f h_tm1 + b_f).

    Attributes:
        symbol: what it computes.
        title: its name.
        sentence: what it is good for.
        squash: :data:`SIGMA` or :data:`PHI`.
        peephole: the cell state that it sees besides, each unit its own, through weights
            p: ``c_tm1`` or ``c``; empty without.
        reset_by: symbol of the gate that is multiplied onto what comes from the state,
            its bias included; empty without.
    """

    symbol: str
    title: str
    sentence: str
    squash: str
    peephole: str = ""
    reset_by: str = ""


class Blend(NamedTuple):
    """A stage that adds up products, unit by unit, for example c = f·c_tm1 + i·g.

    Attributes:
        symbol: what it computes.
        title: its name.
        sentence: what it is good for.
        products: the factors of each product: a symbol, ``1−`` and a symbol, or a symbol
            in brackets behind :data:`PHI`, such as ``φ(c)``.
    """

    symbol: str
    title: str
    sentence: str
    products: tuple[tuple[str, ...], ...]


Stage = Gate | Blend


def inner_symbol(factor: str) -> str:
    """What a factor is made of: c for ``φ(c)``, z for ``1−z``, and else itself."""
    if factor.startswith(PHI):
        return factor[len(PHI) + 1 : -1]
    return factor.removeprefix(ONE_MINUS)


Blocks = np.ndarray | Sequence[np.ndarray]
"""An array for each gate, all in one or one after the other."""


class Given(NamedTuple):
    """What a cell computes one step of a layer from.

    Each array is units × rows; rows are the sequences of a batch. All products with matrices
    are the layer's business: those with x it does for all steps at once.
    """

    wx: Blocks
    """W x + b of each gate, in the order of the blocks."""
    uh: Blocks
    """U h_tm1 of each gate; with a second bias d, U h_tm1 + d."""
    before: Mapping[str, np.ndarray]
    """The states after the step before, by their symbols: ``h`` is h_tm1."""
    p: Blocks
    """Weights of the peepholes, of each gate that has one."""
    sigma: Activation
    phi: Activation

    @property
    def z(self) -> list[np.ndarray]:
        """W x + U h_tm1 + b of each gate."""
        return [wx + uh for wx, uh in zip(self.wx, self.uh, strict=True)]


class Passed(NamedTuple):
    """Derivatives of the loss that a step passes back, each shaped like what it belongs to."""

    wx: Blocks
    uh: Blocks
    before: Mapping[str, np.ndarray]
    """By the states before, as far as they do not go through ``uh``: what is 0 is left out."""


Values = Mapping[str, np.ndarray]
"""What each stage computes, by its symbol; or the derivatives by it."""


@dataclass(frozen=True)
class Cell:
    """A recurrent cell.

    Attributes:
        name: in options and files.
        title: for the user.
        kind: what the architecture calls its layers.
        summary: one sentence on what it is.
        source: who wrote it down first.
        convention: which way is gone where the literature has two; empty where it has one.
        stages: in the order of computing; the last one is that of h.
        blocks: symbols of its gates in the order in which their columns stand side by side
            in the weights; that of Keras.
        states: what is carried from step to step, h first.
        step: the equations: computes one step, nothing else, and so for Keras' arrays too.
        step_back: given that and ∂L/∂ the states after the step, by all ways: one step of
            backpropagation through time.
        forget_gate: symbol of the gate whose open state keeps the old cell state, and whose
            bias can be chosen; empty without.
        input_gate: symbol of the gate that lets the candidate in, likewise; empty without.
        second_bias: whether what comes from the state has a bias of its own.
        drawing: its picture.
        keras_class: name of the layer that Keras has for it; where it has none, its RNN goes
            around a cell of ours.
        keras_options: what that layer must be told to be this one.
        fast_layer: makes layers that are faster than the loop over ``step``, and know tanh
            alone; imports them only when called.
    """

    name: str
    title: str
    kind: str
    summary: str
    source: str
    stages: tuple[Stage, ...]
    blocks: tuple[str, ...]
    states: tuple[str, ...]
    step: Callable[[Given], Values]
    step_back: Callable[[Given, Values, Values], Passed]
    convention: str = ""
    forget_gate: str = ""
    input_gate: str = ""
    second_bias: bool = False
    keras_class: str = ""
    keras_options: Mapping[str, Any] = field(default_factory=dict)
    fast_layer: Callable[..., Any] | None = None
    drawing: Drawing = field(kw_only=True)

    def variant(self, **differences: Any) -> Cell:
        """A cell that differs in these attributes alone.

        What others have ready for this one, a layer of Keras or a faster one, is not its own.
        """
        return replace(
            self, **{"keras_class": "", "keras_options": {}, "fast_layer": None} | differences
        )

    @property
    def gates(self) -> tuple[Gate, ...]:
        """The stages that have weights, in the order of computing."""
        return tuple(stage for stage in self.stages if isinstance(stage, Gate))

    @property
    def peepholes(self) -> tuple[str, ...]:
        """Symbols of the gates that see the cell state, in the order of the blocks."""
        seeing = {gate.symbol for gate in self.gates if gate.peephole}
        return tuple(symbol for symbol in self.blocks if symbol in seeing)

    def weight_shapes(self, n_in: int, n: int) -> tuple[tuple[int, ...], ...]:
        """Of a layer of n units: kernel, recurrent kernel, bias and, if there are any, peepholes.

        A second bias lies under the first, ``(2, k·n)``; peepholes are one vector a gate,
        ``(gates that see, n)``.
        """
        k = len(self.blocks)
        bias = (2, k * n) if self.second_bias else (k * n,)
        peepholes = ((len(self.peepholes), n),) if self.peepholes else ()
        return ((n_in, k * n), (n, k * n), bias, *peepholes)

    def parameters(self, n_in: int, n: int) -> int:
        """Trainable numbers of a layer of n units on n_in features."""
        biases = 2 if self.second_bias else 1
        return (len(self.blocks) * (n_in + n + biases) + len(self.peepholes)) * n

    def initial_biases(
        self, n: int, of_gates: Mapping[str, float] | Mapping[str, np.ndarray]
    ) -> list[np.ndarray]:
        """What lies below the two kernels before any training: zero but for some gates' biases.

        Args:
            n: units of the layer.
            of_gates: biases by the gates' symbols, one number or n; what is no gate is left
                out. With a second bias a gate would have two; the first one counts.
        """
        biases = [np.zeros(shape) for shape in self.weight_shapes(1, n)[2:]]
        for symbol in of_gates.keys() & set(self.blocks):
            first = self.blocks.index(symbol) * n
            biases[0].reshape(-1)[first : first + n] = of_gates[symbol]
        return biases

    def stage(self, symbol: str) -> Stage:
        """The stage that computes ``symbol``."""
        return next(stage for stage in self.stages if stage.symbol == symbol)

    def weights_of_layer(self, weights: Sequence[Array], layer: int) -> Sequence[Array]:
        """Out of the weights of a whole net those of one layer, from 0."""
        count = len(self.weight_shapes(1, 1))
        return weights[count * layer : count * (layer + 1)]
