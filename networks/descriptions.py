"""What the windows say about the layers of a network, which settings tell without making it."""

from __future__ import annotations

from cells.cell import SIGMA, Cell
from cells.registry import CELLS
from networks.network import LayerDescription
from networks.settings import Settings


def describe_layers(settings: Settings) -> tuple[LayerDescription, ...]:
    """The layers of a net with these settings: its recurrent layers and the output.

    Before them stands an embedding, if there is one, and behind them pooling where not the last
    state alone is read. Dropout is told of what it leaves out of.
    """
    ports = settings.ports
    layers = [_describe_embedding(settings)] if settings.embedding else []
    features = settings.embedding or ports.features
    for depth, passed_up in enumerate(settings.passed_up):
        layers.append(_describe_recurrent(settings, depth, features))
        features = passed_up
    if settings.pooling != "last":
        layers.append(_describe_pooling(settings))
    output = LayerDescription(
        name="output",
        kind="Dense",
        units=ports.outputs,
        activation=ports.head,
        input_shape=layers[-1].output_shape,
        output_shape=(*layers[-1].output_shape[:-1], ports.outputs),
        parameters=(features + 1) * ports.outputs,
    )
    return (*layers, output)


def _describe_recurrent(settings: Settings, depth: int, features: int) -> LayerDescription:
    cell, units, passed_up = CELLS[settings.cell], settings.units[depth], settings.passed_up[depth]
    rows, window = settings.rows, settings.window
    is_last = depth + 1 == len(settings.units)
    reads_all = settings.ports.at_each_step or settings.pooling != "last"
    return LayerDescription(
        name=f"{cell.name}_{depth + 1}",
        kind=cell.kind,
        units=units,
        activation=_activation_words(cell, settings.activation),
        input_shape=(rows, window, features),
        output_shape=(rows, passed_up) if is_last and not reads_all else (rows, window, passed_up),
        parameters=cell.parameters(features, units) * settings.ways,
        state=cell.states,
        cell=cell.name,
        dropout=settings.dropout,
        both_ways=settings.both_ways,
    )


def _describe_pooling(settings: Settings) -> LayerDescription:
    numbers = settings.passed_up[-1]
    return LayerDescription(
        name="pooling",
        kind={"mean": "Mean", "max": "Maximum"}[settings.pooling],
        units=numbers,
        activation="linear",
        input_shape=(settings.rows, settings.window, numbers),
        output_shape=(settings.rows, numbers),
        parameters=0,
    )


def _describe_embedding(settings: Settings) -> LayerDescription:
    numbers, shape = settings.embedding, (settings.rows, settings.window)
    return LayerDescription(
        name="embedding",
        kind="Embedding",
        units=numbers,
        activation="linear",
        input_shape=shape,
        output_shape=(*shape, numbers),
        parameters=settings.ports.features * numbers,
        dropout=settings.dropout,
    )


def _activation_words(cell: Cell, activation: str) -> str:
    """For example ``tanh (gates: sigmoid)``: gates are what squashes with σ."""
    has_gates = any(gate.squash == SIGMA for gate in cell.gates)
    return f"{activation} (gates: sigmoid)" if has_gates else activation
