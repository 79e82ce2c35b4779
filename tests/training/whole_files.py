"""A small saved training, and ways to change what is in its file."""

import io
import json
import zipfile
from dataclasses import replace
from functools import cache

import numpy as np
from kept_runs import trained
from trained_epochs import train_epochs

from networks.numpy_network import restored
from networks.settings import Settings
from tasks.pattern import Pattern
from training import keras_file
from training.archive import ARRAYS, FACTS, write_checkpoint

SMALL = Settings(units=(3, 2), rows=4, window=4, updates=2, passes=1)
PATTERN = Pattern.read("0011")


@cache
def members():
    """The parts of the file of a training of three epochs, by name."""
    return parts_of(trained(3, seed=1, settings=SMALL, problem=PATTERN))


def parts_of(checkpoint):
    """The parts of its file, by name."""
    file = io.BytesIO()
    keras_file.write_network(file, checkpoint.settings, checkpoint.state.snapshot)
    with zipfile.ZipFile(file, "a") as archive:
        write_checkpoint(archive, checkpoint)
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts, **options):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", **options) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def arrays():
    with np.load(io.BytesIO(members()[ARRAYS])) as file:
        return dict(file)


def facts():
    return json.loads(members()[FACTS])


def packed(changed, save=np.savez):
    """The archive of arrays, these ones changed; None leaves one out."""
    file = io.BytesIO()
    kept = {name: array for name, array in (arrays() | changed).items() if array is not None}
    save(file, **kept)
    return file.getvalue()


def file_with(**changed):
    """The file with other facts or arrays: ``facts`` and ``arrays`` are mappings of changes."""
    parts = dict(members())
    if "facts" in changed:
        parts[FACTS] = json.dumps(facts() | changed["facts"]).encode()
    if "arrays" in changed:
        parts[ARRAYS] = packed(changed["arrays"])
    return zipped(parts)


def goes_on(checkpoint):
    """Whether the training of a checkpoint can be gone on with: one more epoch is done."""
    network = restored(checkpoint.settings, checkpoint.state.snapshot)
    pattern = checkpoint.state.problem or PATTERN
    (record,) = train_epochs(network, pattern, 1, replace(checkpoint.state.position))
    return record.epoch == len(checkpoint.records) + 1
