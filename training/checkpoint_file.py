"""The file of a training: a ``.keras`` file, and in it all that is needed to go on.

No network is needed to write or to read it, so it can be done on any thread.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from file_parts import FileProblem, named, open_archive
from files import meant, open_regular, replace_file
from formatting import sentence_of
from networks.initial_weights import initial_snapshot
from training import keras_file
from training.archive import (
    data_beside_of,
    holds_checkpoint,
    read_checkpoint,
    read_ports,
    write_checkpoint,
)
from training.checkpoint import Checkpoint
from training.data_beside import WITHIN, clear_former
from training.keras_config import CONFIG, read_network

LARGEST_FILE = 2**28
"""Bytes: the largest network, its optimizer, and the longest history that is kept."""


def save(path: str | Path, checkpoint: Checkpoint, shares: bool = False) -> None:
    """Write a training; if it ``shares``, with large data of its problem beside it.

    Plain Keras opens the file as well, if it has the cell or is given its layer. It is
    written beside, read back and only then put in place, so that a full disk or a crash
    leaves an older file as it was.

    Raises:
        OSError: the file cannot be written.
        FileProblem: the name does not end in .keras.
    """
    if Path(path).suffix.lower() != ".keras":
        raise FileProblem(
            f"Not saved: the name must end in .keras, and {Path(path).name} does not."
        )
    settings, state, place = checkpoint.settings, checkpoint.state, Path(path)
    if not state.snapshot:
        state = replace(state, snapshot=initial_snapshot(settings, checkpoint.seed))

    def write(beside: Path) -> None:
        keras_file.write_network(beside, settings, state.snapshot)
        with ZipFile(beside, "a") as archive:
            whole = replace(checkpoint, state=state)
            write_checkpoint(archive, whole, place if shares else None)
        _load(beside, place)

    replace_file(place, write)
    if shares:
        with _opened(place) as archive:
            clear_former(place, data_beside_of(archive, place))


def copy_whole(path: Path, to: Path) -> None:
    """Copy a saved training, with the data that are beside it in it.

    Raises:
        OSError: one of them cannot be read or written.
        FileProblem: it is damaged, or its data are gone.
    """
    with _opened(path) as archive:
        data = data_beside_of(archive, path)
    shutil.copyfile(path, to)
    if data:
        with ZipFile(to, "a") as archive:
            archive.write(data, WITHIN)


def load(path: str | Path) -> Checkpoint:
    """Read a saved training, or the weights alone from a file that plain Keras wrote.

    Raises:
        FileProblem: it cannot be read, or is not a network that this program can build.
    """
    try:
        there = meant(Path(path), ".keras")
        return _load(there, there)
    except FileProblem:
        raise
    except (OSError, MemoryError) as error:
        raise FileProblem(sentence_of(error)) from error


def _load(path: Path, place: Path) -> Checkpoint:
    """The same of a file that has its ``place``; what the system refuses is an OSError as ever."""
    with _opened(path) as archive:
        return _read(archive, place)


@contextmanager
def _opened(path: Path) -> Iterator[ZipFile]:
    """The archive that a file is; whatever else goes wrong as it is read is a FileProblem."""
    try:
        with open_regular(path, LARGEST_FILE) as file:
            if file.read(len(keras_file.HDF5)) == keras_file.HDF5:
                keras_file.refuse_hdf5(file)
            with open_archive(file) as archive:
                yield archive
    except (FileProblem, OSError, MemoryError):
        raise
    except BadZipFile as error:
        raise FileProblem(f"{named(path.name)} is not a .keras file, or it is torn.") from error
    except Exception as error:
        kind = type(error).__name__
        raise FileProblem(f"{named(path.name)} is damaged, or no .keras file ({kind}).") from error


def _read(archive: ZipFile, place: Path) -> Checkpoint:
    if CONFIG not in archive.namelist():
        raise FileProblem(
            "The file holds no description of its network, and so perhaps weights alone: save "
            'the network whole, with model.save("M.keras").'
        )
    settings, told = read_network(archive, read_ports(archive))
    if holds_checkpoint(archive):
        return read_checkpoint(archive, settings, place)
    return keras_file.read_weights_alone(archive, settings, told)
