"""What the map of an embedding is given to show."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from inspection.embedding_map import EmbeddingMap, neighbours
from training.checkpoint import TrainedState


@dataclass(frozen=True, eq=False)
class MapScene:
    """An embedding at the end of an epoch.

    Attributes:
        state: the network as it was then.
        epoch: at the end of which.
        table: what each symbol is embedded as, ``(symbols, numbers)``.
        seen: the table as a map.
        glyphs: how each symbol is written; those that matter most come first where they are
            words.
        kinds: of each symbol what sort it is of.
        chosen: a symbol that is looked at; None without one.
    """

    state: TrainedState
    epoch: int
    table: np.ndarray
    seen: EmbeddingMap
    glyphs: tuple[str, ...]
    kinds: tuple[str, ...]
    chosen: int | None = None

    @cached_property
    def near(self) -> tuple[np.ndarray, np.ndarray]:
        """The neighbours of the chosen one, and the cosines between them and it."""
        if self.chosen is None:
            return np.zeros(0, int), np.zeros(0)
        return neighbours(self.table, self.chosen)
