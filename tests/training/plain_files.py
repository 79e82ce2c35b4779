"""Files as plain Keras writes them, made by hand: fast, and as odd as a test needs them."""

import copy
import io
import json
import zipfile

import h5py
import numpy as np


def layer(kind, name, **config):
    return {"class_name": kind, "config": {"name": name, **config}}


def lstm(name, units, sequences=False, **options):
    """As Keras 3 writes it."""
    usual = {
        "units": units,
        "activation": "tanh",
        "recurrent_activation": "sigmoid",
        "use_bias": True,
        "return_sequences": sequences,
        "go_backwards": False,
        "stateful": False,
        "dropout": 0.0,
        "kernel_regularizer": None,
        "kernel_initializer": {"class_name": "GlorotUniform", "config": {"seed": None}},
        "unit_forget_bias": True,
    }
    return layer("LSTM", name, **(usual | options))


def dense(name="dense", **options):
    usual = {"units": 1, "activation": "sigmoid", "use_bias": True}
    return layer("Dense", name, **(usual | options))


def window(*shape):
    return layer("InputLayer", "input", batch_shape=list(shape))


def sequential(*layers):
    return {"class_name": "Sequential", "config": {"layers": list(layers)}}


def functional(*layers):
    """The same, each layer said to read the one before it."""
    chained = []
    for each in copy.deepcopy(layers):
        read = [
            {"class_name": "__keras_tensor__", "config": {"keras_history": [name, 0, 0]}}
            for name in [before["config"]["name"] for before in chained[-1:]]
        ]
        nodes = [{"args": read, "kwargs": {"training": False}}] if read else []
        chained.append({**each, "inbound_nodes": nodes})
    return {"class_name": "Functional", "config": {"layers": chained}}


def lstm_weights(*units):
    """Arrays by their places, as LSTM layers of so many units and their output have them."""
    rng = np.random.default_rng(0)
    arrays, features = {}, 1
    for index, n in enumerate(units):
        place = f"layers/lstm_{index}" if index else "layers/lstm"
        for number, shape in enumerate([(features, 4 * n), (n, 4 * n), (4 * n,)]):
            arrays[f"{place}/cell/vars/{number}"] = rng.normal(size=shape).astype(np.float32)
        features = n
    arrays["layers/dense/vars/0"] = rng.normal(size=(features, 1)).astype(np.float32)
    arrays["layers/dense/vars/1"] = np.zeros(1, np.float32)
    return arrays


def hdf5(arrays, change=lambda store: None):
    """An HDF5 file in memory; ``change`` may do with it what it likes."""
    file = io.BytesIO()
    with h5py.File(file, "w") as store:
        for place, array in arrays.items():
            store[place] = array
        change(store)
    return file.getvalue()


def write(path, network, weights=b"", **options):
    """A zip of these two parts."""
    with zipfile.ZipFile(path, "w", **options) as archive:
        archive.writestr("config.json", json.dumps(network))
        archive.writestr("model.weights.h5", weights)
    return path
