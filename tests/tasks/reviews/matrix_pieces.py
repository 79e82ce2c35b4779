"""A matrix of ones as the pieces of which a long one is made."""

import numpy as np

from tasks.reviews.features import Ones


def pieces_of(ones, sizes):
    """So many rows of it in each."""
    return [_present(part) for part in np.split(ones, np.cumsum(sizes)[:-1])]


def _present(part):
    rows, columns = np.nonzero(part)
    return Ones(rows.astype(np.int32), columns.astype(np.int32), part.shape)
