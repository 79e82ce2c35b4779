"""The recurrent layers of Keras, and a cell of ours for the equations that Keras has no layer for.

It imports Keras, so it is imported only where Keras computes. Plain Keras opens files with
such a cell once it knows it::

    from keras_layers import RecurrentCell
    keras.models.load_model("M.keras", custom_objects={"RecurrentCell": RecurrentCell})
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import keras

from cells.cell import Given
from cells.registry import CELLS
from networks.network import LayerDescription
from networks.settings import Settings


def make_layers(settings: Settings, described: Sequence[LayerDescription]) -> list[Any]:
    """All layers, from the input to the output, with dropout above each that has it."""
    ports, dtype = settings.ports, settings.dtype
    shape = described[0].input_shape
    # Symbols are whole numbers.
    kind = "int32" if settings.embedding else dtype
    stack = [keras.layers.Input(batch_shape=shape, dtype=kind, name="window")]
    for each in described[:-1]:
        if each.recurrent:
            layer = _recurrent(settings, each.units, len(each.output_shape) == 3, each.name)
        else:
            layer = keras.layers.Embedding(ports.features, each.units, dtype=dtype, name=each.name)
        stack.append(layer)
        if each.dropout:
            stack.append(_dropout(each, dtype))
    output = described[-1]
    stack.append(keras.layers.Dense(output.units, output.activation, dtype=dtype, name=output.name))
    return stack


def _dropout(below: LayerDescription, dtype: str) -> Any:
    """It leaves the same out at every step."""
    rows, *steps, units = below.output_shape
    return keras.layers.Dropout(
        below.dropout,
        noise_shape=(rows, *(1 for _ in steps), units),
        dtype=dtype,
        name=f"dropout_of_{below.name}",
    )


def _recurrent(settings: Settings, units: int, passes_sequence_on: bool, name: str) -> Any:
    """A layer of the cell that the settings name."""
    cell = CELLS[settings.cell]
    common = {
        "stateful": settings.stateful,
        "return_sequences": passes_sequence_on,
        "dtype": settings.dtype,
        "name": name,
    }
    if cell.keras_class:
        make = getattr(keras.layers, cell.keras_class)
        return make(units, activation=settings.activation, **cell.keras_options, **common)
    ours = RecurrentCell(cell.name, units, settings.activation, dtype=settings.dtype)
    return keras.layers.RNN(ours, **common)


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
