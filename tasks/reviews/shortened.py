"""A review that is read over and over, each time with other words left out.

A network reads it in pieces, each from zero state. So only the pieces that lack a word are read
anew, many of them side by side. Where a review is cut into pieces stays: nothing but the words is
gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from networks.pools import pool_of
from networks.steps import Steps
from tasks.reviews.rows import PADDING

if TYPE_CHECKING:
    from networks.numpy_network import NumpyNetwork

_PLACES_AT_ONCE = 2**13
"""Words of all rows that are read in one call: none takes long."""


class ReviewInPieces:
    """A review of which words can be left out. They are counted through all pieces.

    Attributes:
        words: how many it has.
        z: what is answered to all of it.
    """

    def __init__(self, reader: NumpyNetwork, rows: np.ndarray) -> None:
        """``rows`` are the pieces, ``(pieces, window, 1)``, with padding in front of the words."""
        self._reader, self._rows = reader, rows[..., 0]
        self._pool = pool_of(reader.settings.pooling, reader.settings.both_ways)
        self._weights, self._bias = reader.output_weights
        self._is_word = self._rows != PADDING
        self._piece_of, self._place_of = np.nonzero(self._is_word)
        self._symbols = self._rows[self._is_word]
        self.words = len(self._symbols)
        self._states = reader.last_states(rows)
        self._of_pieces = self._pool.of(self._states, self._is_word)
        self._before, self._after = self._neighbours()
        self.z = float(self._z(reduce(self._pool.joined, self._of_pieces)))

    def _neighbours(self) -> tuple[np.ndarray, np.ndarray]:
        """The digests of all that stands before each piece, and of all that stands after it."""
        nothing = self._pool.empty(self._states.shape[-1])
        before = [*accumulate(self._of_pieces, self._pool.joined, initial=nothing)]
        from_end = accumulate(
            self._of_pieces[::-1], lambda after, of: self._pool.joined(of, after), initial=nothing
        )
        return np.array(before[:-1]), np.array([*from_end][-2::-1])

    def after_each_word(self) -> Steps[np.ndarray]:
        """z after each word, ``(words,)``, as if the review ended there."""
        if self._reader.settings.both_ways:
            # The way back begins at another word each time.
            digests = yield from self._digests(self._up_to(word) for word in range(self.words))
        else:
            running = self._pool.running(self._states, self._is_word)
            digests = running[self._piece_of, self._place_of]
        return self._z(self._pool.joined(self._before[self._piece_of], digests))

    def without_each_word(self) -> Steps[np.ndarray]:
        """z without each word, ``(words,)``, while all others are there."""
        digests = yield from self._digests(self._lacking(word) for word in range(self.words))
        pieces, joined = self._piece_of, self._pool.joined
        return self._z(joined(joined(self._before[pieces], digests), self._after[pieces]))

    def left_out_in_turn(self, groups: Sequence[np.ndarray]) -> Steps[np.ndarray]:
        """z of all of it, then without the first of these groups of words, then the next too.

        Returns:
            ``(groups + 1,)``.
        """
        is_left = np.ones(self.words, bool)
        shortened, changed = [], []
        for group in groups:
            is_left[group] = False
            of_group = np.unique(self._piece_of[group])
            changed.append(of_group)
            shortened += [self._symbols[is_left & (self._piece_of == piece)] for piece in of_group]
        digests = yield from self._digests(shortened)
        return self._z(self._in_turn(changed, digests))

    def _in_turn(self, changed: Sequence[np.ndarray], digests: np.ndarray) -> np.ndarray:
        """Digests of the whole, given which pieces change each time, and to what."""
        now, new = [*self._of_pieces], iter(digests)
        wholes = [reduce(self._pool.joined, now)]
        for pieces in changed:
            for piece in pieces:
                now[piece] = next(new)
            wholes.append(reduce(self._pool.joined, now))
        return np.array(wholes)

    def _piece(self, word: int) -> tuple[int, int]:
        """The first word of the piece that this one stands in, and the one behind its last."""
        piece = self._piece_of[word]
        return np.searchsorted(self._piece_of, piece), np.searchsorted(self._piece_of, piece + 1)

    def _up_to(self, word: int) -> np.ndarray:
        return self._symbols[self._piece(word)[0] : word + 1]

    def _lacking(self, word: int) -> np.ndarray:
        first, end = self._piece(word)
        return np.delete(self._symbols[first:end], word - first)

    def _digests(self, pieces: Iterable[np.ndarray]) -> Steps[np.ndarray]:
        """Of pieces of any length, none longer than the window."""
        waiting, found = [*pieces], []
        at_once = max(1, _PLACES_AT_ONCE // self._rows.shape[1])
        for start in range(0, len(waiting), at_once):
            found.append(self._reader.digests(self._pool, waiting[start : start + at_once]))
            yield
        return np.concatenate(found)

    def _z(self, digests: np.ndarray) -> np.ndarray:
        return self._pool.read(digests) @ self._weights + self._bias
