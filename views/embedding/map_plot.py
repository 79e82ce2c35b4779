"""The map of an embedding: a point for each symbol, words beside some of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from matplotlib.backend_bases import MouseButton, MouseEvent
from matplotlib.lines import Line2D
from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QWidget

from inspection.embedding_map import EmbeddingMap, neighbours
from training.checkpoint import TrainedState
from views import axes_style
from views.axes_style import Change
from views.colours import Colours
from views.embedding.labels import MapLabels
from views.inside.pointer import Pointer
from views.layered_canvas import LayeredCanvas
from views.thinning import next_step

_SMALLEST_SIZE = (480, 320)
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 16, 52, 38
_MARKERS = "os^D"
_MOST_KINDS = len(_MARKERS)
_MARKER_SIZE, _SMALL_MARKER = 6.0, 3.0
_MANY = 500
"""Of more symbols than these the points are small."""
_ROOM, _FINEST = 1.15, 1e-3
"""How far the axes reach beyond the outermost symbol, in steps that are a multiple of this."""
_STEPS = (1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8)
_NEAR = 12
"""Pixels from the pointer within which a symbol is meant."""


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


class MapCanvas(LayeredCanvas):
    """Shows a scene; a click chooses the symbol under the pointer.

    Signals:
        picked: the number of a symbol that was clicked at, or −1 beside all of them.
        hovered: the pointer has moved or left; ``symbol_under`` tells what is there.
    """

    picked = pyqtSignal(int)
    hovered = pyqtSignal()

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(_SMALLEST_SIZE, parent)
        self.scene: MapScene | None = None
        self._drawn: MapScene | None = None
        self._extent: tuple[object, ...] = ()
        self._axes = self.figure.add_subplot()
        axes_style.dress_axes(
            self._axes, "What is treated alike", "1st principal axis", "2nd principal axis"
        )
        self._points = [
            self._axes.plot([], [], marker, linestyle="none", animated=True)[0]
            for marker in _MARKERS
        ]
        self._labels = MapLabels(self._axes)
        self._labels.set_animated(True)
        self._ways = self._axes.plot([], [], "-", linewidth=1, animated=True)[0]
        self._ring = self._axes.plot([], [], "o", fillstyle="none", markersize=13, animated=True)[0]
        self.curves = (*self._points, self._labels)
        self.moving = (self._ways, self._ring)
        self._pointer = Pointer(self, self.hovered.emit)
        self.mpl_connect("button_press_event", self._on_press)
        self.paint(colours)

    def _ink(self, colours: Colours) -> None:
        axes_style.paint_axes(self._axes, colours)
        for points, ink in zip(self._points, self._inks, strict=True):
            points.set_color(ink)
        self._ways.set_color(colours.muted)
        self._ring.set_color(colours.accent)
        self._drawn, self._extent = None, ()

    @property
    def _inks(self) -> tuple[str, ...]:
        colours = self._colours
        return colours.predicted, colours.actual, colours.text, colours.muted

    def update_plots(self) -> Change:
        """Show the scene. Says what has changed apart from what is chosen."""
        scene = self.scene
        if scene is None:
            return Change.NOTHING
        change = self._set_extent(scene)
        if self._drawn is None or self._drawn.seen is not scene.seen:
            self._set_places(scene)
            change = max(change, Change.CURVES)
        self._drawn = scene
        self._mark(scene)
        return change

    def _set_extent(self, scene: MapScene) -> Change:
        """A length is the same along both axes, so that distances can be seen."""
        box = self._axes.bbox
        wider = box.width / max(box.height, 1)
        furthest = (np.abs(np.nan_to_num(scene.seen.places)) / (wider, 1)).max()
        reach = next_step(_ROOM * float(furthest) / _FINEST, _STEPS) * _FINEST
        kinds = self._kinds(scene)
        extent = reach, wider, kinds, len(scene.glyphs) > _MANY
        if extent == self._extent:
            return Change.NOTHING
        self._extent = extent
        self._axes.set(xlim=(-wider * reach, wider * reach), ylim=(-reach, reach))
        for points, kind in zip(self._points, kinds, strict=False):
            points.set_label(kind)
            points.set_markersize(_SMALL_MARKER if len(scene.glyphs) > _MANY else _MARKER_SIZE)
        shown: list[Line2D] = self._points[: len(kinds)] if len(kinds) > 1 else []
        axes_style.put_legend(self._axes, shown, self._colours)
        return Change.AXES

    @staticmethod
    def _kinds(scene: MapScene) -> tuple[str, ...]:
        """Those that have a marker of their own: all others share the last one."""
        return tuple(dict.fromkeys(scene.kinds))[:_MOST_KINDS]

    def _set_places(self, scene: MapScene) -> None:
        kinds = self._kinds(scene)
        of_kind = np.array([kinds.index(each) if each in kinds else -1 for each in scene.kinds])
        of_kind %= len(kinds)
        for number, points in enumerate(self._points):
            points.set_data(*scene.seen.places[of_kind == number].T)
        ink, behind = self._colours.text, self._colours.background
        self._labels.set_labels(scene.glyphs, scene.seen.places, ink, behind)

    def _mark(self, scene: MapScene) -> None:
        """Ring what is chosen, and lead from it to its neighbours."""
        if scene.chosen is None:
            self._ring.set_data([], [])
            self._ways.set_data([], [])
            return
        here = scene.seen.places[scene.chosen]
        there = scene.seen.places[scene.near[0]]
        self._ring.set_data(*here[:, None])
        ways = np.full((len(there), 3, 2), np.nan)
        ways[:, 0], ways[:, 1] = here, there
        self._ways.set_data(*ways.reshape(-1, 2).T)

    def lay_out(self) -> None:
        """Words keep their room at any size."""
        axes_style.spread(self.figure, (_LEFT, _RIGHT, _TOP, _BOTTOM))
        self._extent, self._drawn = (), None

    # Pointing

    @property
    def symbol_under(self) -> int | None:
        """The symbol under the pointer, as the map is now."""
        event = self._pointer.event
        return None if event is None else self._symbol_at(event)

    def _symbol_at(self, event: MouseEvent) -> int | None:
        if self.scene is None or event.inaxes is not self._axes:
            return None
        pixels = self._axes.transData.transform(self.scene.seen.places)
        away = np.hypot(*(pixels - (event.x, event.y)).T)
        nearest = int(away.argmin())
        return nearest if away[nearest] <= _NEAR * self.device_pixel_ratio else None

    def _on_press(self, event: MouseEvent) -> None:
        if event.button == MouseButton.LEFT:
            symbol = self._symbol_at(event)
            self.picked.emit(-1 if symbol is None else symbol)
