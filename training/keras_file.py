"""The ``.keras`` file, read and written without Keras.

Deserialising a foreign architecture can run foreign code. So the configuration is
read as the JSON it is and compared with what this program builds; the weights are
read as plain arrays. What computed a network does not matter: its file is written
here, in the format that Keras opens.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np

from cells.registry import CELLS
from training.archive import FileProblem, check_settings, read_member
from training.checkpoint import Checkpoint, TrainedState
from training.loop import Position
from training.numpy_network import numpy_network
from training.settings import (
    DEFAULT_BACKEND,
    DEFAULT_EPOCHS,
    DEFAULT_SEED,
    DEFAULT_SETTINGS,
    Settings,
)

OLDEST_KERAS = "3.13.2"
"""The oldest version that opens foreign files safely, and the format written here."""

REGISTERED = "lstm_lab>RecurrentCell"
"""What Keras calls the cell in :mod:`keras_layers`."""
TOLD = ("cell", "units", "activation", "stateful", "rows", "window")
"""Names of the settings that the layers tell."""
_NOT_COMPARED = {"name", "dtype"}
"""What may be otherwise in a file that plain Keras wrote."""


def read_settings(archive: ZipFile) -> Settings:
    """The settings of the network in a ``.keras`` archive, as far as its layers tell them.

    Raises:
        FileProblem: it is not a stack of recurrent layers of one kind with a sigmoid output.
    """
    try:
        layers = json.loads(read_member(archive, "config.json"))["config"]["layers"]
        settings = _settings(layers)
        check_settings(settings)
        for found, wanted in zip(layers, _layers(settings), strict=True):
            _check_layer(found, wanted)
    except FileProblem:
        raise
    except Exception as error:
        raise FileProblem("The file holds no network that LSTM Lab can read.") from error
    return settings


def _settings(layers: list[Mapping[str, Any]]) -> Settings:
    """What the layers ask for, to be compared with what is then built."""
    first, *recurrent, _ = layers
    rows, window, features = first["config"]["batch_shape"]
    if features != 1:
        raise FileProblem(f"The file's network reads {features} numbers a step, not one symbol.")
    cell = _cell_name(recurrent[0])
    cells = [_cell_config(layer) for layer in recurrent]
    return replace(
        DEFAULT_SETTINGS,
        cell=cell,
        units=tuple(cell["units"] for cell in cells),
        activation=cells[0]["activation"],
        stateful=recurrent[0]["config"]["stateful"],
        rows=rows,
        window=window,
    )


def _cell_config(layer: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a layer says about its cell: in Keras' own layers among the rest."""
    config = layer["config"]
    return config["cell"]["config"] if "cell" in config else config


def _cell_name(layer: Mapping[str, Any]) -> str:
    """The cell of the registry that a layer is made of."""
    kind, name = layer["class_name"], layer["config"]["name"]
    if "cell" not in layer["config"]:
        for cell in CELLS.values():
            if cell.keras_class == kind:
                return cell.name
    elif layer["config"]["cell"]["registered_name"] == REGISTERED:
        return layer["config"]["cell"]["config"]["cell"]
    raise FileProblem(f"The file's layer {name} is of type {kind}, of which LSTM Lab has no cell.")


def _check_layer(found: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    """Refuse a layer that differs from ours in anything that ours says."""
    name = found["config"]["name"]
    if found["class_name"] != wanted["class_name"]:
        kinds = f"{found['class_name']}, not {wanted['class_name']}"
        raise FileProblem(f"The file's layer {name} is of type {kinds}.")
    for option, value in wanted["config"].items():
        if isinstance(value, Mapping):
            _check_layer(found["config"][option], value)
        elif option not in _NOT_COMPARED and found["config"][option] != value:
            options = f"{option} {found['config'][option]}, not {value}"
            raise FileProblem(f"The file's layer {name} has {options}.")


def read_weights_alone(archive: ZipFile, settings: Settings) -> Checkpoint:
    """A checkpoint of weights that were trained elsewhere: no pattern, no epoch yet.

    Raises:
        FileProblem: the weights are missing or damaged.
    """
    try:
        weights = _read_weights(io.BytesIO(read_member(archive, "model.weights.h5")), settings)
    except FileProblem:
        raise
    except Exception as error:
        raise FileProblem("The file's weights are missing or damaged.") from error
    snapshot = numpy_network(settings).snapshot()
    snapshot |= {f"weights/{index}": array for index, array in enumerate(weights)}
    return Checkpoint(
        backend=DEFAULT_BACKEND,
        settings=settings,
        seed=DEFAULT_SEED,
        goal=DEFAULT_EPOCHS,
        run_start=0,
        state=TrainedState(np.zeros(0, np.uint8), Position(), snapshot),
    )


def _read_weights(file: io.BytesIO, settings: Settings) -> list[np.ndarray]:
    import h5py

    with h5py.File(file) as store:
        return [store[place][()] for place in _places_of_weights(settings)]


def write_network(path: str | Path, settings: Settings, snapshot: Mapping[str, np.ndarray]) -> None:
    """Write a ``.keras`` file with the weights of ``snapshot``.

    Plain Keras opens it, if it has the cell or is given the layer that stands for it.

    Raises:
        OSError: the file cannot be written.
    """
    import h5py

    weights = io.BytesIO()
    with h5py.File(weights, "w") as store:
        for index, place in enumerate(_places_of_weights(settings)):
            store[place] = snapshot[f"weights/{index}"]
    with ZipFile(path, "w") as archive:
        archive.writestr("metadata.json", json.dumps({"keras_version": OLDEST_KERAS}))
        archive.writestr("config.json", json.dumps(_network_config(settings)))
        archive.writestr("model.weights.h5", weights.getvalue())


def _places_of_weights(settings: Settings) -> list[str]:
    """Where in ``model.weights.h5`` each array lies, in the order of ``get_weights``.

    Keras names the groups by class, counted from the second: lstm, lstm_1, …
    """
    cell = CELLS[settings.cell]
    kind = re.sub("([a-z])([A-Z])", r"\1_\2", cell.keras_class or "RNN").lower()
    groups = [f"{kind}_{index}" if index else kind for index in range(len(settings.units))]
    arrays = range(len(cell.weight_shapes(1, 1)))
    places = [f"layers/{group}/cell/vars/{number}" for group in groups for number in arrays]
    return places + [f"layers/dense/vars/{number}" for number in range(2)]


def _network_config(settings: Settings) -> dict[str, Any]:
    """The Sequential as Keras describes it; what is left out is Keras' default."""
    return {
        "module": "keras",
        "class_name": "Sequential",
        "config": {
            "name": "lstm_lab",
            "layers": _layers(settings),
            "build_input_shape": [settings.rows, settings.window, 1],
        },
        "registered_name": None,
    }


def _layers(settings: Settings) -> list[dict[str, Any]]:
    shape = [settings.rows, settings.window, 1]
    dtype = {"dtype": settings.dtype}
    last = len(settings.units) - 1
    recurrent = [
        _recurrent_layer(settings, f"{settings.cell}_{index + 1}", units, index < last)
        for index, units in enumerate(settings.units)
    ]
    output = {"name": "output", "units": 1, "activation": "sigmoid", "use_bias": True, **dtype}
    return [
        _keras_object("InputLayer", {"batch_shape": shape, "name": "window", **dtype}),
        *recurrent,
        _keras_object("Dense", output),
    ]


def _recurrent_layer(
    settings: Settings, name: str, units: int, passes_sequence_on: bool
) -> dict[str, Any]:
    """A layer that Keras has, or its RNN around the cell of :mod:`keras_layers`."""
    cell = CELLS[settings.cell]
    dtype = {"dtype": settings.dtype}
    computed = {"units": units, "activation": settings.activation}
    looped = {
        "name": name,
        "return_sequences": passes_sequence_on,
        "go_backwards": False,
        "stateful": settings.stateful,
        **dtype,
    }
    if cell.keras_class:
        options = {"use_bias": True, **cell.keras_options}
        return _keras_object(cell.keras_class, looped | computed | options)
    ours = {"name": f"{name}_cell", "cell": cell.name, **computed, **dtype}
    kind = REGISTERED.partition(">")[2]
    described = {"module": None, "class_name": kind, "config": ours, "registered_name": REGISTERED}
    return _keras_object("RNN", looped | {"cell": described})


def _keras_object(kind: str, config: dict[str, Any]) -> dict[str, Any]:
    return {
        "module": "keras.layers",
        "class_name": kind,
        "config": config,
        "registered_name": None,
    }
