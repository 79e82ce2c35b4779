"""A saved training on a book, scored by Keras alone, with nothing of this program's code.

Of the file it takes the network, the text and the vocabulary, and that is all there is to know.
"""

from __future__ import annotations

import json
import math
import os
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np

LEAD = 1000
"""Characters that each row reads before those that count, so that it does not begin unknowing."""


def held_out_bits(path: Path) -> float:
    """Bits per character on the last tenth of the book that the file at ``path`` holds."""
    os.environ["KERAS_BACKEND"] = "tensorflow"
    import keras

    with ZipFile(path) as archive:
        text = archive.read("lstm_lab/text.txt").decode()
        vocabulary = json.loads(archive.read("lstm_lab/training.json"))["vocabulary"]
    place = {character: index for index, character in enumerate(vocabulary)}
    symbols = np.array([place[character] for character in text])
    model = keras.models.load_model(path, compile=False)
    return _mean_surprise(model, symbols, len(vocabulary)) / math.log(2)


def _mean_surprise(model: Any, symbols: np.ndarray, classes: int) -> float:
    """In nats, of the last tenth, whose rows are read side by side, window by window."""
    rows, window, *one_hot = model.input_shape
    held_out = len(symbols) // 10
    begin = len(symbols) - held_out
    share = math.ceil(held_out / rows)
    steps = math.ceil((LEAD + share) / window) * window
    own = begin + share * np.arange(rows)[:, np.newaxis]
    read = own - (steps - share) + np.arange(steps)
    counts = (read >= own) & (read < len(symbols))
    surprises = []
    for first in range(0, steps, window):
        places = read[:, first : first + window].clip(1, len(symbols) - 1)
        before = symbols[places - 1]
        said = model(np.eye(classes)[before] if one_hot else before, training=False).numpy()
        right = np.take_along_axis(said, symbols[places][..., np.newaxis], axis=-1)[..., 0]
        surprises.append(-np.log(right))
    return float(np.concatenate(surprises, axis=1)[counts].mean())
