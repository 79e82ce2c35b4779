"""The recurrent layers of Keras, and a cell of ours for the equations that Keras has no layer for.

It imports Keras, so it is imported only where Keras computes. Plain Keras opens files with
such a cell once it knows it::

    from on_keras.layers import RecurrentCell
    keras.models.load_model("M.keras", custom_objects={"RecurrentCell": RecurrentCell})
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import keras

from cells.cell import Given
from cells.registry import CELLS
from networks.network import LayerDescription
from networks.settings import KERAS_POOLINGS, Settings


def make_layers(settings: Settings, described: Sequence[LayerDescription]) -> list[Any]:
    """All layers, from the input to the output, with dropout above each that has it."""
    ports, dtype = settings.ports, settings.dtype
    stack = [_input(settings, described[0])]
    if ports.padded and not settings.embedding:
        stack.append(keras.layers.Masking(dtype=dtype, name="padding"))
    for each in described[:-1]:
        stack.append(_layer(settings, each))
        if each.dropout:
            stack.append(_dropout(settings, each))
    output = described[-1]
    stack.append(keras.layers.Dense(output.units, output.activation, dtype=dtype, name=output.name))
    return stack


def _input(settings: Settings, first: LayerDescription) -> Any:
    """Symbols are whole numbers. Padded, there may be any number of them, in any number of rows."""
    rows, window, *features = first.input_shape
    shape = (None, None, *features) if settings.ports.padded else (rows, window, *features)
    kind = "int32" if settings.embedding else settings.dtype
    return keras.layers.Input(batch_shape=shape, dtype=kind, name="window")


def _layer(settings: Settings, described: LayerDescription) -> Any:
    """One between input and output."""
    if described.recurrent:
        return _recurrent(settings, described)
    options = {"dtype": settings.dtype, "name": described.name}
    if described.kind == "Embedding":
        ports = settings.ports
        return keras.layers.Embedding(
            ports.features, described.units, mask_zero=ports.padded, **options
        )
    return getattr(keras.layers, KERAS_POOLINGS[settings.pooling])(**options)


def _dropout(settings: Settings, below: LayerDescription) -> Any:
    """It leaves the same out at every step."""
    rows, *steps, units = below.output_shape
    return keras.layers.Dropout(
        below.dropout,
        noise_shape=(None if settings.ports.padded else rows, *(1 for _ in steps), units),
        dtype=settings.dtype,
        name=f"dropout_of_{below.name}",
    )


def _recurrent(settings: Settings, described: LayerDescription) -> Any:
    """A layer of the cell that the settings name; one that reads both ways is two of them."""
    common = {
        "stateful": settings.stateful,
        "return_sequences": len(described.output_shape) == 3,
        "dtype": settings.dtype,
    }
    if not described.both_ways:
        return _one_way(settings, described, **common, name=described.name)
    name = described.name
    return keras.layers.Bidirectional(
        _one_way(settings, described, **common, name=f"forward_{name}"),
        backward_layer=_one_way(
            settings, described, **common, name=f"backward_{name}", go_backwards=True
        ),
        dtype=settings.dtype,
        name=name,
    )


def _one_way(settings: Settings, described: LayerDescription, **options: Any) -> Any:
    cell = CELLS[settings.cell]
    if cell.keras_class:
        make = getattr(keras.layers, cell.keras_class)
        return make(
            described.units, activation=settings.activation, **cell.keras_options, **options
        )
    ours = RecurrentCell(cell.name, described.units, settings.activation, dtype=settings.dtype)
    return keras.layers.RNN(ours, **options)


@keras.saving.register_keras_serializable(package="lstm_lab")
class RecurrentCell(keras.layers.Layer):
    """A cell of the registry as Keras takes it: its own step, on rows × units.

    Keras finds the way back by itself.
    """

    def __init__(self, cell: str, units: int, activation: str = "tanh", **options: Any) -> None:
        super().__init__(**options)
        self.cell = cell
        self.units = units
        self.activation = activation
        self.output_size = units
        self.state_size = [units for _ in CELLS[cell].states]

    def build(self, input_shape: tuple[int, ...]) -> None:
        """Make the weights, in the order and the shapes of the declaration."""
        shapes = CELLS[self.cell].weight_shapes(input_shape[-1], self.units)
        names = ("kernel", "recurrent_kernel", "bias", "peepholes")
        self.arrays = [
            self.add_weight(shape=shape, initializer="zeros", name=name)
            for shape, name in zip(shapes, names, strict=False)
        ]

    def call(self, inputs: Any, states: list[Any], training: bool = False) -> tuple[Any, list[Any]]:
        """One step: its h, and all states after it."""
        cell = CELLS[self.cell]
        kernel, recurrent_kernel, bias, *peepholes = self.arrays
        before = dict(zip(cell.states, states, strict=True))
        first, *second = keras.ops.unstack(keras.ops.reshape(bias, (-1, kernel.shape[1])))
        from_state = keras.ops.matmul(before["h"], recurrent_kernel)
        now = cell.step(
            Given(
                wx=self._blocks(keras.ops.matmul(inputs, kernel) + first),
                uh=self._blocks(from_state + second[0] if second else from_state),
                before=before,
                p=keras.ops.unstack(peepholes[0]) if peepholes else (),
                sigma=keras.activations.sigmoid,
                phi=keras.activations.get(self.activation),
            )
        )
        return now["h"], [now[state] for state in cell.states]

    def _blocks(self, columns: Any) -> Any:
        return keras.ops.split(columns, len(CELLS[self.cell].blocks), axis=-1)

    def get_config(self) -> dict[str, Any]:
        """What makes the same cell again."""
        ours = {"cell": self.cell, "units": self.units, "activation": self.activation}
        return super().get_config() | ours
