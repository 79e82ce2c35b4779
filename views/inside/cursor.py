"""One cursor for all views inside the network: epoch, time step, layer and unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PyQt5.QtCore import QObject, pyqtSignal

from views.epoch_cursor import EpochCursor


class Cursor(QObject):
    """Where in time and in the network the views look. It never leaves either.

    Attributes:
        epoch_cursor: the epoch, which other windows show too.
        steps: how many time steps there are.
        step: from 0, as are the next two.
        layer: of the recurrent layers, the one next to the input first.
        unit: of the layer.
        ways: in how many the layers read.

    Signals:
        moved: anything of this has changed.
    """

    moved = pyqtSignal()

    def __init__(
        self, epoch_cursor: EpochCursor, units: Sequence[int], parent: QObject | None = None
    ) -> None:
        """``units`` are those of each layer."""
        super().__init__(parent)
        self.epoch_cursor = epoch_cursor
        self.steps = 1
        self.step = self.layer = self.unit = 0
        self.ways, self._wants_back = 1, False
        self._units = tuple(units)
        self._order: list[int] = []
        epoch_cursor.changed.connect(self.moved)

    @property
    def epoch(self) -> int:
        """The epoch shown, from 1; 0 before the first."""
        return self.epoch_cursor.epoch

    @property
    def layers(self) -> int:
        """How many layers there are."""
        return len(self._units)

    @property
    def units(self) -> int:
        """How many units the layer has."""
        return self._units[self.layer]

    @property
    def is_back(self) -> bool:
        """Whether the way back is looked at."""
        return self._wants_back and self.ways > 1

    def turn(self, is_back: bool) -> None:
        """Look at the way back of each layer, or at the way there."""
        if is_back != self._wants_back:
            self._wants_back = is_back
            self.moved.emit()

    def set_extent(self, steps: int, units: Sequence[int], ways: int = 1) -> None:
        """Move within so many steps, and the units of these layers, which read in so many ways."""
        if (steps, tuple(units), ways) == (self.steps, self._units, self.ways):
            return
        self.steps, self._units, self.ways = steps, tuple(units), ways
        self._place(self.step, self.layer, self.unit)
        self.moved.emit()

    def go_to(
        self, step: int | None = None, layer: int | None = None, unit: int | None = None
    ) -> None:
        """Go to what is given, or the nearest there is; the rest stays."""
        before = (self.step, self.layer, self.unit)
        wanted = [
            old if new is None else new
            for old, new in zip(before, (step, layer, unit), strict=True)
        ]
        self._place(*wanted)
        if (self.step, self.layer, self.unit) != before:
            self.moved.emit()

    def set_order(self, order: Iterable[int]) -> None:
        """Let :meth:`go_down` follow this order of the units; empty: that of their numbers."""
        self._order = list(order)

    def go_down(self, rows: int) -> None:
        """Go to the unit so many rows further down, or up if negative."""
        if len(self._order) != self.units:
            self.go_to(unit=self.unit + rows)
            return
        row = self._order.index(self.unit) + rows
        self.go_to(unit=self._order[min(max(row, 0), self.units - 1)])

    def _place(self, step: int, layer: int, unit: int) -> None:
        self.step = min(max(step, 0), self.steps - 1)
        self.layer = min(max(layer, 0), self.layers - 1)
        self.unit = min(max(unit, 0), self.units - 1)
