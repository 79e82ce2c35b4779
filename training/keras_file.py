"""The ``.keras`` file, read and written without Keras.

The weights are read as plain arrays, each checked before its numbers are. What computed a
network does not matter: its file is written here, in the format that Keras opens.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any
from zipfile import ZipFile

import numpy as np

from cells.registry import CELLS
from file_parts import FileProblem, unpack
from networks.network_arrays import NetworkArray, weight_arrays
from networks.settings import Settings
from training.archive import weights_alone
from training.checkpoint import Checkpoint
from training.keras_config import CONFIG, network_config

OLDEST_KERAS = "3.13.2"
"""The oldest version that opens foreign files safely, and the format written here."""
HDF5 = b"\x89HDF\r\n\x1a\n"
"""What an HDF5 file begins with."""
_WEIGHTS = "model.weights.h5"
_BYTES_A_NUMBER = 32
"""In HDF5, of each weight: itself in float64, and what an optimizer remembers of it."""


def read_weights_alone(archive: ZipFile, settings: Settings, told: str) -> Checkpoint:
    """A checkpoint of weights that were trained elsewhere: no problem, no epoch yet.

    Raises:
        FileProblem: the weights are missing, damaged, or stored in a strange way.
    """
    arrays = weight_arrays(settings)
    numbers = sum(int(np.prod(array.shape)) for array in arrays)
    file = io.BytesIO()
    try:
        unpack(archive, _WEIGHTS, _BYTES_A_NUMBER * numbers + 2**20, file)
        weights = _read_weights(file, arrays, _places_of_weights(settings))
    except (FileProblem, MemoryError):
        raise
    except Exception as error:
        raise FileProblem("The file's weights are missing or damaged.") from error
    return weights_alone(settings, weights, told)


def _read_weights(
    file: IO[bytes], arrays: list[NetworkArray], places: list[str]
) -> dict[str, np.ndarray]:
    import h5py

    with h5py.File(file) as store:
        return {
            array.name: array.taken(_read_dataset(store, place, array))
            for array, place in zip(arrays, places, strict=True)
        }


def _read_dataset(store: Any, place: str, array: NetworkArray) -> np.ndarray:
    """The numbers that lie in the file at ``place``, and nowhere else."""
    import h5py

    node = store
    for name in place.split("/"):
        link = node.get(name, getlink=True) if isinstance(node, h5py.Group) else None
        # Other links lead anywhere, into other files too.
        if not isinstance(link, h5py.HardLink):
            raise FileProblem(f"The file lacks the {array.title}.")
        node = node[name]
    if not isinstance(node, h5py.Dataset):
        raise FileProblem(f"The file lacks the {array.title}.")
    array.check(node.shape, node.dtype)
    stored = node.id.get_create_plist()
    # Other layouts fill in what is not there, or take it from other files.
    plain = stored.get_layout() in (h5py.h5d.CONTIGUOUS, h5py.h5d.COMPACT)
    whole = node.id.get_storage_size() == node.nbytes
    if not plain or not whole or stored.get_external_count() or stored.get_nfilters():
        raise FileProblem(f"The file's {array.title} is not stored whole and as plain numbers.")
    return node[()]


def refuse_hdf5(file: IO[bytes]) -> None:
    """Say what a file of HDF5 is, which an older Keras has written in place of a zip.

    Raises:
        FileProblem: always.
    """
    import h5py

    try:
        with h5py.File(file) as store:
            is_whole = "model_config" in store.attrs
    except Exception as error:
        raise FileProblem("The file is one of HDF5, and torn.") from error
    if is_whole:
        raise FileProblem(
            "This is an HDF5 file of an older Keras. Python with Keras converts it: "
            'keras.models.load_model("old.h5", compile=False).save("new.keras")'
        )
    raise FileProblem(
        "The file holds weights alone, without the network they belong to: save that whole, "
        'with model.save("M.keras").'
    )


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
        archive.writestr(CONFIG, json.dumps(network_config(settings)))
        archive.writestr(_WEIGHTS, weights.getvalue())


def _places_of_weights(settings: Settings) -> list[str]:
    """Where in ``model.weights.h5`` each array lies, in the order of ``get_weights``.

    Keras names the groups by class, counted from the second: lstm, lstm_1, …
    """
    cell = CELLS[settings.cell]
    kind = "Bidirectional" if settings.both_ways else cell.keras_class or "RNN"
    kind = re.sub("([a-z])([A-Z])", r"\1_\2", kind).lower()
    groups = [f"{kind}_{index}" if index else kind for index in range(len(settings.units))]
    ways = ["/forward_layer", "/backward_layer"] if settings.both_ways else [""]
    arrays = range(len(cell.weight_shapes(1, 1)))
    tables = ["layers/embedding/vars/0"] if settings.embedding else []
    places = [
        f"layers/{group}{way}/cell/vars/{number}"
        for group in groups
        for way in ways
        for number in arrays
    ]
    return tables + places + [f"layers/dense/vars/{number}" for number in range(2)]
