"""The tab with the gates over time: the maps, the order of their units, and a line to read."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QHideEvent

from views.calm_wheel import CalmComboBox
from views.elided_label import ElidedLabel
from views.inside.cursor import Cursor
from views.inside.gates_plot import GatesCanvas
from views.inside.scene import Scene
from views.inside.scene_canvas import SceneView
from views.inside.sorting import SORTINGS
from views.rows import label_of


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
