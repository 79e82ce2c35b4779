"""The ``.keras`` file, read and written without Keras.

Deserialising a foreign architecture can run foreign code. So the configuration is
read as the JSON it is and compared with what this program builds; the weights are
read as plain arrays. A network that Keras did not compute is written in the same
format, so that Keras opens it.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np

from training.archive import FileProblem, check_settings, read_member
from training.checkpoint import Checkpoint, TrainedState
from training.loop import Position
from training.settings import (
    DEFAULT_BACKEND,
    DEFAULT_EPOCHS,
    DEFAULT_SEED,
    DEFAULT_SETTINGS,
    Settings,
)

OLDEST_KERAS = "3.13.2"
"""The oldest version that opens foreign files safely, and the format written here."""

_LSTM: dict[str, Any] = {
    "activation": "tanh",
    "recurrent_activation": "sigmoid",
    "use_bias": True,
    "go_backwards": False,
    "stateful": True,
}
_OUTPUT: dict[str, Any] = {"units": 1, "activation": "sigmoid", "use_bias": True}


def read_settings(archive: ZipFile) -> Settings:
    """The settings of the network in a ``.keras`` archive.

    Raises:
        FileProblem: it is not a stack of stateful LSTM layers with a sigmoid output.
    """
    try:
        layers = json.loads(read_member(archive, "config.json"))["config"]["layers"]
        settings = _settings(layers)
    except FileProblem:
        raise
    except Exception as error:
        raise FileProblem("The file holds no network that LSTM Lab can read.") from error
    check_settings(settings)
    return settings


def _settings(layers: list[Mapping[str, Any]]) -> Settings:
    first, *recurrent, output = layers
    rows, window, features = first["config"]["batch_shape"]
    _check_layer(first, "InputLayer", {})
    for index, layer in enumerate(recurrent, start=1):
        _check_layer(layer, "LSTM", _LSTM | {"return_sequences": index < len(recurrent)})
    _check_layer(output, "Dense", _OUTPUT)
    if features != 1:
        raise FileProblem(f"The file's network reads {features} numbers a step, not one symbol.")
    units = tuple(layer["config"]["units"] for layer in recurrent)
    return replace(DEFAULT_SETTINGS, units=units, rows=rows, window=window)


def _check_layer(layer: Mapping[str, Any], kind: str, wanted: Mapping[str, Any]) -> None:
    name = layer["config"]["name"]
    if layer["class_name"] != kind:
        raise FileProblem(f"The file's layer {name} is of type {layer['class_name']}, not {kind}.")
    for option, value in wanted.items():
        if layer["config"][option] != value:
            found = layer["config"][option]
            raise FileProblem(f"The file's layer {name} has {option} {found}, not {value}.")


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
    snapshot = {f"weights/{index}": array for index, array in enumerate(weights)}
    for index, array in enumerate(weights):
        snapshot[f"optimizer/m/{index}"] = np.zeros_like(array)
        snapshot[f"optimizer/v/{index}"] = np.zeros_like(array)
    snapshot["optimizer/step"] = np.array(0)
    for index, units in enumerate(np.repeat(settings.units, 2)):
        snapshot[f"states/{index}"] = np.zeros((settings.rows, units), settings.dtype)
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
        return [store[place][()] for place in _places_of_weights(len(settings.units))]


def write_network(path: str | Path, settings: Settings, snapshot: Mapping[str, np.ndarray]) -> None:
    """Write a ``.keras`` file with the weights of ``snapshot``, which plain Keras opens.

    Raises:
        OSError: the file cannot be written.
    """
    import h5py

    weights = io.BytesIO()
    with h5py.File(weights, "w") as store:
        for index, place in enumerate(_places_of_weights(len(settings.units))):
            store[place] = snapshot[f"weights/{index}"]
    with ZipFile(path, "w") as archive:
        archive.writestr("metadata.json", json.dumps({"keras_version": OLDEST_KERAS}))
        archive.writestr("config.json", json.dumps(_network_config(settings)))
        archive.writestr("model.weights.h5", weights.getvalue())


def _places_of_weights(recurrent_layers: int) -> list[str]:
    """Where in ``model.weights.h5`` each array lies, in the order of ``get_weights``.

    Keras names the groups by class, counted from the second: lstm, lstm_1, …
    """
    groups = [f"lstm_{index}" if index else "lstm" for index in range(recurrent_layers)]
    places = [f"layers/{group}/cell/vars/{number}" for group in groups for number in range(3)]
    return places + [f"layers/dense/vars/{number}" for number in range(2)]


def _network_config(settings: Settings) -> dict[str, Any]:
    """The Sequential as Keras describes it; what is left out is Keras' default."""
    last = len(settings.units) - 1
    common: dict[str, Any] = {"dtype": settings.dtype}
    shape = [settings.rows, settings.window, 1]
    layers: list[tuple[str, dict[str, Any]]] = [
        ("InputLayer", {"batch_shape": shape, "name": "window", **common})
    ]
    for index, units in enumerate(settings.units):
        layer = {"name": f"lstm_{index + 1}", "units": units, "return_sequences": index < last}
        layers.append(("LSTM", layer | _LSTM | common))
    layers.append(("Dense", {"name": "output", **_OUTPUT, **common}))
    described = [
        {"module": "keras.layers", "class_name": kind, "config": config, "registered_name": None}
        for kind, config in layers
    ]
    return {
        "module": "keras",
        "class_name": "Sequential",
        "config": {"name": "lstm_lab", "layers": described, "build_input_shape": shape},
        "registered_name": None,
    }
