"""What the drawing of a network says in words and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cells.cell import Cell
from cells.registry import CELLS
from formatting import counted
from networks.network import LayerDescription
from networks.ports import BITS, Ports
from networks.settings_table import BACKEND
from tasks.words import ANY_PROBLEM, Words

OVER_ALL_STEPS = "over all steps"
"""What a layer takes its numbers from that has no weights."""
EMBEDDING = "Embedding"
"""The kind of layer that does not read a symbol as a 1 in its place."""


class Plan(NamedTuple):
    """What is drawn of a network.

    Attributes:
        layers: in the order of the data, the output layer last.
        backend: name of what computes it.
        rows: sequences that run side by side.
        window: symbols fed to each row in one forward pass.
        stateful: whether the states are carried on from window to window.
        ports: what it reads and answers.
        words: of the task that it learns.
    """

    layers: tuple[LayerDescription, ...]
    backend: str
    rows: int
    window: int
    stateful: bool = True
    ports: Ports = BITS
    words: Words = ANY_PROBLEM

    @property
    def shapes(self) -> list[tuple[int, ...]]:
        """Shape of what flows into the first layer and out of each one."""
        return [self.layers[0].input_shape, *(layer.output_shape for layer in self.layers)]

    @property
    def total(self) -> str:
        """The number of all parameters."""
        parameters = sum(layer.parameters for layer in self.layers)
        return f"{parameters:,} parameters in total"

    @property
    def footnote(self) -> str:
        """What computes it, and what makes it stateful, or not."""
        computed = f"Computed by {BACKEND.kind.shown(self.backend)}. "
        if not self.stateful:
            return f"{computed}Stateless: each window of {self.window} steps begins from zero."
        return (
            f"{computed}Stateful: each of the {self.rows} rows carries its state "
            f"from one window of {self.window} steps to the next."
        )


def shape_text(shape: Sequence[int]) -> str:
    """A shape such as ``16 × 16 × 50``."""
    return " × ".join(f"{size:,}" for size in shape)


def axes_text(shape: Sequence[int]) -> str:
    """What the numbers of a shape count."""
    return "rows × steps × features" if len(shape) == 3 else "rows × features"


def data_lines(plan: Plan) -> list[str]:
    """What goes in, as it is written in its box."""
    ports, rows = plan.ports, f"{plan.rows} rows side by side"
    if ports == BITS:
        return ["the pattern, repeated", rows, f"{plan.window} steps a window", "one 0 or 1 a step"]
    steps = f"{plan.window} steps {'a window' if plan.stateful else 'each'}"
    is_embedded = plan.layers[0].kind == EMBEDDING
    padding = ["behind padding"] if ports.padded else []
    return [plan.words.data, rows, steps, *padding, *_read_at_a_step(plan, is_embedded)]


def _read_at_a_step(plan: Plan, is_embedded: bool) -> list[str]:
    ports = plan.ports
    if ports.reads_symbols:
        told = "by its number" if is_embedded else "as a 1 in its place"
        return [f"one of {counted(ports.features, plan.words.symbol)} a step", told]
    return ["one number a step" if ports.features == 1 else f"{ports.features} numbers a step"]


def answer_lines(plan: Plan) -> list[str]:
    """What comes out, as it is written in its box."""
    ports = plan.ports
    if ports == BITS:
        return ["probability that the", "next symbol is 1", "one for each row"]
    answers = {
        "sigmoid": [f"probability of {plan.words.one}"],
        "softmax": ["probability of each", f"of {ports.outputs:,} answers"],
        "linear": ["a number"],
    }
    of = "of each sequence" if ports.padded else "of each row"
    return [*answers[ports.head], _when_answered(plan), of]


def _when_answered(plan: Plan) -> str:
    if plan.ports.at_each_step:
        return "after every step"
    is_pooled = any(not layer.parameters for layer in plan.layers)
    return OVER_ALL_STEPS if is_pooled else "after the last step"


def units_text(first: LayerDescription, *further: LayerDescription) -> str:
    """The number of units: ``50 units``, of several layers ``3 × 50 units`` or ``50, 20 units``."""
    units = [layer.units for layer in (first, *further)]
    if not further:
        told = counted(first.units, "unit")
    elif len(set(units)) == 1:
        told = f"{len(units)} × {counted(first.units, 'unit')}"
    else:
        told = f"{', '.join(map(str, units))} units"
    return f"{told}{' each way' if first.both_ways else ''}"


def activation_text(layer: LayerDescription) -> str:
    """What its sums go through, or where it sums up nothing, of what it takes its numbers."""
    return f"activation {layer.activation}" if layer.parameters else OVER_ALL_STEPS


def loop_texts(layer: LayerDescription) -> tuple[str, ...]:
    """Where each of its loops leads, that of the way there first."""
    return ("next step", "step before")[: 1 + layer.both_ways] if layer.recurrent else ()


def state_text(layer: LayerDescription) -> str:
    """What a recurrent layer carries from step to step, such as ``h, c · 50 numbers each``."""
    each = " each" if len(layer.state) > 1 else ""
    return f"{', '.join(layer.state)} · {layer.units:,} numbers{each}"


def arithmetic(layer: LayerDescription) -> tuple[str, str] | None:
    """How the number of parameters comes about, in symbols and in numbers.

    None for a layer whose arithmetic is not known here.
    """
    sizes = layer.input_shape[-1], layer.units
    numbers = [f"{size:,}" for size in sizes]
    if not layer.recurrent:
        known = layer.parameters == (sizes[0] + 1) * sizes[1]
        return ("(n_in + 1)·n_units", f"({numbers[0]} + 1)·{numbers[1]}") if known else None
    cell = CELLS.get(layer.cell)
    ways = 2 if layer.both_ways else 1
    if cell is None or layer.parameters != ways * cell.parameters(*sizes):
        return None
    sums = _sum_of_weights(cell, "n_in", "n_units"), _sum_of_weights(cell, *numbers)
    return (f"2·({sums[0]})", f"2·({sums[1]})") if layer.both_ways else sums


def _sum_of_weights(cell: Cell, n_in: str, n: str) -> str:
    """For each gate the weights of what comes in, of the state and the biases; peepholes."""
    gates = f"{len(cell.blocks)}·" if len(cell.blocks) > 1 else ""
    biases = 2 if cell.second_bias else 1
    peepholes = f" + {len(cell.peepholes)}·{n}" if cell.peepholes else ""
    return f"{gates}({n_in} + {n} + {biases})·{n}{peepholes}"


def parameters_text(layer: LayerDescription) -> str:
    """The number of parameters with the arithmetic that leads to it."""
    known = arithmetic(layer)
    steps = [*known, f"{layer.parameters:,}"] if known else [f"{layer.parameters:,}"]
    return f"Parameters: {' = '.join(steps)}"


def parameters_by_layer(layers: Sequence[LayerDescription]) -> str:
    """The same for each layer, one line each."""
    return "\n".join(f"{layer.name}: {parameters_text(layer)}" for layer in layers)


def describe(plan: Plan) -> str:
    """The whole drawing as sentences, for those who cannot see it."""
    sentences = [f"Data: {plan.rows} rows of {plan.window} steps."]
    if plan.ports != BITS:
        sentences = [f"Data: {', '.join(data_lines(plan))}."]
    for layer in plan.layers:
        loop = f"; its state {state_text(layer)} loops back to it" if layer.recurrent else ""
        loop += ", and so does that of a second layer which reads from the end" * layer.both_ways
        sentences.append(
            f"{layer.kind}, {units_text(layer)}, {activation_text(layer)}, "
            f"in {shape_text(layer.input_shape)}, out {shape_text(layer.output_shape)}{loop}. "
            f"{parameters_text(layer)}."
        )
    answer = " ".join(answer_lines(plan)).removesuffix(" one for each row")
    sentences += [f"Output: {answer}.", f"{plan.total}."]
    return "\n".join([*sentences, plan.footnote])
