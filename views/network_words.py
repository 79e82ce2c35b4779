"""What the drawing of a network says in words and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from formatting import counted
from training.network import LayerDescription
from training.settings import BACKEND_NAMES

GATES = {"LSTM": 4, "GRU": 3, "SimpleRNN": 1}
"""How many times a cell computes weights · (input, state, bias) at each step."""


@dataclass(frozen=True)
class Plan:
    """What is drawn: the layers in the order of the data, and what they are fed with."""

    layers: tuple[LayerDescription, ...]
    backend: str
    rows: int
    window: int

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
        """What computes it, and what makes it stateful."""
        backend = BACKEND_NAMES.get(self.backend, self.backend)
        return (
            f"Computed by {backend}. Stateful: each of the {self.rows} rows carries its state "
            f"from one window of {self.window} steps to the next."
        )


def shape_text(shape: Sequence[int]) -> str:
    """A shape such as ``16 × 16 × 50``."""
    return " × ".join(f"{size:,}" for size in shape)


def axes_text(shape: Sequence[int]) -> str:
    """What the numbers of a shape count."""
    return "rows × steps × features" if len(shape) == 3 else "rows × features"


def units_text(layer: LayerDescription) -> str:
    """The number of units, such as ``50 units``."""
    return counted(layer.units, "unit")


def state_text(layer: LayerDescription) -> str:
    """What a recurrent layer carries from step to step, such as ``h, c · 50 numbers each``."""
    each = " each" if len(layer.state) > 1 else ""
    return f"{', '.join(layer.state)} · {layer.units:,} numbers{each}"


def arithmetic(layer: LayerDescription) -> tuple[str, str] | None:
    """How the number of parameters comes about, in symbols and in numbers.

    None for a layer whose arithmetic is not known here.
    """
    inputs, units = layer.input_shape[-1], layer.units
    if not layer.recurrent:
        known = layer.parameters == (inputs + 1) * units
        return ("(n_in + 1)·n_units", f"({inputs:,} + 1)·{units:,}") if known else None
    gates = GATES.get(layer.kind, 0)
    # A GRU may have a second bias, on what comes from its state.
    for biases in (1, 2):
        if layer.parameters == gates * (inputs + units + biases) * units:
            times = f"{gates}·" if gates > 1 else ""
            return (
                f"{times}(n_in + n_units + {biases})·n_units",
                f"{times}({inputs:,} + {units:,} + {biases})·{units:,}",
            )
    return None


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
    for layer in plan.layers:
        loop = f"; its state {state_text(layer)} loops back to it" if layer.recurrent else ""
        sentences.append(
            f"{layer.kind}, {units_text(layer)}, activation {layer.activation}, "
            f"in {shape_text(layer.input_shape)}, out {shape_text(layer.output_shape)}{loop}. "
            f"{parameters_text(layer)}."
        )
    sentences += ["Output: probability that the next symbol is 1.", f"{plan.total}."]
    return "\n".join([*sentences, plan.footnote])
