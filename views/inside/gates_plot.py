"""The tab with the gates over time: maps of all units, above what went in and what came out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backend_bases import MouseEvent
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QHideEvent

from views import axes_style
from views.axes_style import Change
from views.calm_wheel import CalmComboBox
from views.colours import Colours
from views.elided_label import ElidedLabel
from views.inside.cursor import Cursor
from views.inside.heat_map import HeatMap
from views.inside.in_out_plot import InOutPlot
from views.inside.quantities import Quantity
from views.inside.scene import Scene, place_text
from views.inside.scene_canvas import SceneCanvas, SceneView
from views.inside.sorting import SORTINGS
from views.inside.strips import fit_cursor, is_text
from views.rows import label_of
from views.thinning import next_step

_MOST_IN_A_ROW = 3
_SMALLEST_SIZE = (720, 330)
# Room around and between the axes, in points.
_LEFT, _RIGHT, _TOP, _BOTTOM = 42, 42, 18, 32
_BETWEEN_COLUMNS, _BETWEEN_ROWS, _ABOVE_STRIPS, _BETWEEN_STRIPS = 50, 22, 11, 7
_STRIP_HEIGHTS = 18, 40
_SCALE_GAP, _SCALE_WIDTH = 5, 7


class GatesCanvas(SceneCanvas):
    """Heat maps, one for each stage of the cell, that share the time axis with input and output.

    Attributes:
        order: the units from top to bottom.
        sorting: what puts them in this order, from the next frame on.
    """

    def __init__(self) -> None:
        super().__init__(_SMALLEST_SIZE)
        self.sorting = SORTINGS[0]
        self._drawn: tuple | None = None
        self._extent: tuple | None = None
        self._columns = self._rows = 1
        self._maps: list[HeatMap] = []
        self._strips: list[tuple[Axes, Axes]] = []
        self._parts: list[HeatMap | InOutPlot] = []
        self._cursor_lines: list[Line2D] = []
        self.order = np.arange(1)

    def building(self) -> Iterator[None]:
        """One map a quantity, in rows of equal length, and strips under each column."""
        maps, strips = [], []
        for quantity in self.quantities:
            maps.append(HeatMap(*self._two_axes(), quantity))
            yield
        rows, columns = grid_of(len(maps))
        # What is written needs the whole width: two hundred letters have no room in a column.
        for _ in range(1 if is_text(self.ports) else columns):
            strips.append(self._two_axes())
            yield
        self._maps, self._strips, self._rows, self._columns = maps, strips, rows, columns
        self.in_out = [InOutPlot(*pair, self.ports, self.embedding) for pair in strips]
        of_strips = [axes for pair in self._strips for axes in pair]
        self.time_axes = (*(heat_map.axes for heat_map in self._maps), *of_strips)
        self._dress()
        self._parts = [*self._maps, *self.in_out]
        self.curves = tuple(a for part in self._parts for a in part.curves)
        self._cursor_lines = [axes.axvline(0, linewidth=1.5, animated=True) for axes in of_strips]
        self.moving = (*(a for m in self._maps for a in m.moving), *self._cursor_lines)
        self._drawn = self._extent = None

    def _two_axes(self) -> tuple[Axes, Axes]:
        return self.figure.add_subplot(), self.figure.add_subplot()

    def _dress(self) -> None:
        for index, heat_map in enumerate(self._maps):
            heat_map.axes.tick_params(labelbottom=False, labelleft=index % self._columns == 0)
        for strips in self._strips:
            strips[0].tick_params(labelbottom=False)
        # Under the first column alone: the legend stands under the others.
        self._strips[0][1].set_xlabel("Time (steps)", loc="left", fontsize=axes_style.TEXT_SIZE)
        for axes, word in zip(self._strips[0], ("in", "out"), strict=True):
            axes.set_ylabel(word, fontsize=axes_style.TEXT_SIZE)
        for axes in self.time_axes:
            axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True, steps=[1, 2, 5, 10]))

    def _ink(self, colours: Colours) -> None:
        for part in self._parts:
            part.paint(colours)
        for line in self._cursor_lines:
            line.set_color(colours.accent)
        for in_out in self.in_out[:1]:
            in_out.put_legend(self.figure, colours)

    def update_plots(self) -> Change:
        """Show the scene. Says what has changed apart from the cursor."""
        scene = self.scene
        if scene is None:
            return Change.NOTHING
        change = self._set_extent(scene)
        drawn = (scene.inspection, scene.layer, self.sorting)
        if drawn != self._drawn:
            self._drawn = drawn
            self._set_values(scene)
            change = max(change, Change.CURVES)
        row = int(np.flatnonzero(self.order == scene.unit)[0])
        for heat_map in self._maps:
            heat_map.mark(scene.step, row)
        for line in self._cursor_lines:
            line.set_xdata([scene.step + 1] * 2)
        return change

    def _set_extent(self, scene: Scene) -> Change:
        """Make room for the steps and units, and say in which order they are."""
        steps, units = scene.values["h"].shape
        strips = self.in_out[0].extent(scene.inspection)
        extent = (steps, units, self.sorting, strips)
        if extent == self._extent:
            return Change.NOTHING
        self._extent = extent
        for heat_map in self._maps:
            heat_map.set_extent(steps, units)
            heat_map.axes.set_yticks(unit_ticks(units))
        is_numbered = self.sorting is SORTINGS[0]
        for heat_map in self._maps[:: self._columns]:
            heat_map.axes.set_ylabel(
                "unit" if is_numbered else "place in this order", fontsize=axes_style.TEXT_SIZE
            )
        self.set_strips(scene.inspection)
        of_strips = self.time_axes[len(self._maps) :]
        for line, axes in zip(self._cursor_lines, of_strips, strict=True):
            fit_cursor(line, axes, self.ports, steps)
        return Change.AXES

    def _set_values(self, scene: Scene) -> None:
        self.order = self.sorting.order(scene.inspection, scene.layer)
        for heat_map, quantity in zip(self._maps, self.quantities, strict=True):
            heat_map.show(scene.values[quantity.symbol][:, self.order])
        for in_out in self.in_out:
            in_out.show(scene.inspection)

    def lay_out(self) -> None:
        """Columns of maps, each with its scale, and the strips under them."""
        if not self.in_out:
            return
        columns, rows = self._columns, self._rows
        width, height = self.figure.get_size_inches() * 72
        above, input_height, output_height = self.in_out[0].heights(_STRIP_HEIGHTS, height)
        above += _ABOVE_STRIPS
        strips = above + input_height + _BETWEEN_STRIPS + output_height
        map_width = (width - _LEFT - _RIGHT - (columns - 1) * _BETWEEN_COLUMNS) / columns
        room = height - _TOP - (rows - 1) * _BETWEEN_ROWS - strips - _BOTTOM
        map_height = room / rows

        def place(axes: Axes, x: float, y: float, w: float, h: float) -> None:
            """In points, y downwards from the upper edge."""
            axes.set_position((x / width, 1 - (y + h) / height, w / width, h / height))

        for index, heat_map in enumerate(self._maps):
            row, column = divmod(index, columns)
            x = _LEFT + column * (map_width + _BETWEEN_COLUMNS)
            y = _TOP + row * (map_height + _BETWEEN_ROWS)
            place(heat_map.axes, x, y, map_width, map_height)
            scale_x = x + map_width + _SCALE_GAP
            place(heat_map.scale_axes, scale_x, y, _SCALE_WIDTH, map_height)
        input_y = _TOP + room + (rows - 1) * _BETWEEN_ROWS + above
        output_y = input_y + input_height + _BETWEEN_STRIPS
        strip_width = map_width if len(self._strips) == columns else width - _LEFT - _RIGHT
        for column, (input_axes, output_axes) in enumerate(self._strips):
            x = _LEFT + column * (map_width + _BETWEEN_COLUMNS)
            place(input_axes, x, input_y, strip_width, input_height)
            place(output_axes, x, output_y, strip_width, output_height)
        # The marks in the strips are as large as a step has room, and names where they have any.
        self._drawn = self._extent = None

    def unit_at(self, event: MouseEvent) -> int | None:
        """The unit under the pointer, if that is in a map."""
        if event.ydata is None or self._quantity_at(event) is None:
            return None
        row = min(max(round(event.ydata) - 1, 0), len(self.order) - 1)
        return int(self.order[row])

    def words_at(self, event: MouseEvent) -> str:
        """Unit, step and value under the pointer, or what is read and said there."""
        quantity, step, unit = self._quantity_at(event), self.step_at(event), self.unit_at(event)
        if self.scene is None or quantity is None or step is None or unit is None:
            return super().words_at(event)
        value = quantity.text(self.scene.values[quantity.symbol][step, unit])
        return f"{place_text(step, unit)}:   {quantity.name} {quantity.symbol} = {value}"

    def _quantity_at(self, event: MouseEvent) -> Quantity | None:
        for heat_map, quantity in zip(self._maps, self.quantities, strict=True):
            if heat_map.axes is event.inaxes:
                return quantity
        return None


def unit_ticks(units: int) -> list[int]:
    """1, and the round numbers up to the last unit."""
    step = int(next_step(units / 5))
    return [1, *range(step, units + 1, step)] if step > 1 else list(range(1, units + 1))


def grid_of(maps: int) -> tuple[int, int]:
    """Rows and columns for so many maps: all in one row while they are few."""
    rows = 1 if maps < _MOST_IN_A_ROW else -(-maps // _MOST_IN_A_ROW)
    return rows, -(-maps // rows)


class GatesView(SceneView):
    """Shows all units of a layer; a click moves the cursor."""

    def __init__(self, cursor: Cursor) -> None:
        self.gates = GatesCanvas()
        self._cursor = cursor
        words = ElidedLabel("insideReadout", "Values under the pointer, or at the cursor")
        super().__init__(self.gates, words)
        self.gates.name_it("insideGatesCanvas", "Maps of gates and states, time by units")
        self.gates.step_picked.connect(lambda step: cursor.go_to(step=step))
        self.gates.unit_picked.connect(lambda unit: cursor.go_to(unit=unit))
        self.gates.hovered.connect(self._read_out)
        # The first picture of a cell is built in parts, and its order known at the end.
        self.gates.drawn.connect(self._follow)
        self._add_sort_combo()

    def show_scene(self, scene: Scene) -> None:
        """Show this; what takes long to draw is seen a few turns later."""
        super().show_scene(scene)
        self._follow()

    def hideEvent(self, event: QHideEvent) -> None:
        """Where no maps are to be seen, units follow each other by their numbers."""
        super().hideEvent(event)
        self._cursor.set_order([])

    def _add_sort_combo(self) -> None:
        sort = CalmComboBox(objectName="insideSortCombo", accessibleName="Order of the units")
        sort.setToolTip("In which order the units stand in the maps, from top to bottom")
        for row, sorting in enumerate(SORTINGS):
            sort.addItem(sorting.name)
            sort.setItemData(row, sorting.tip, Qt.ToolTipRole)
        sort.currentIndexChanged.connect(self._on_sorted)
        self.row.addWidget(label_of("&Order of units:", sort))
        self.row.addWidget(sort)

    def _on_sorted(self, row: int) -> None:
        self.gates.sorting = SORTINGS[row]
        self.redraw()
        self._follow()

    def _follow(self) -> None:
        """Let the cursor go from unit to unit as they stand, and read out where it is."""
        if self.isVisible():
            self._cursor.set_order(self.gates.order)
        self._read_out()

    def _read_out(self) -> None:
        if (scene := self.canvas.scene) is not None:
            self.words.setText(self.gates.words or scene.describe(scene.step, scene.unit))
