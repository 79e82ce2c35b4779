"""What the drawn tabs have in common: a canvas that shows a scene, and a line of words above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matplotlib.axes import Axes
from matplotlib.backend_bases import MouseEvent
from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QWidget

from inspection.microscope import Inspection
from networks.ports import BITS, Ports
from views.adapting import Adapting
from views.colours import colours_for
from views.elided_label import ElidedLabel
from views.inside.in_out_plot import InOutPlot
from views.inside.pointer import Pointer, let_drag
from views.inside.quantities import Quantity
from views.inside.scene import Scene
from views.layered_canvas import LayeredCanvas
from views.rows import fill, lines_of, row_of

_Look = tuple[tuple[Quantity, ...], Ports, int]
"""What decides which plots there are: quantities, ports and embedding."""


class SceneCanvas(LayeredCanvas):
    """Draws a scene over time; a click, or dragging, picks a step.

    Attributes:
        scene: what is shown, once there is anything.
        quantities: of the scene's cell; empty before there is one.
        ports: what the scene's net reads and answers.
        embedding: by how many numbers it tells a symbol that it reads; 0 where it does not.
        time_axes: the axes in which step k, from 0, stands at k + 1.
        in_out: strips over the steps with what is read and said.

    Signals:
        step_picked: the step that was clicked at, from 0.
        unit_picked: the unit that was clicked at, from 0.
        hovered: the pointer has moved or left; ``words`` tells what is under it.
    """

    step_picked = pyqtSignal(int)
    unit_picked = pyqtSignal(int)
    hovered = pyqtSignal()

    scene: Scene | None = None
    quantities: tuple[Quantity, ...] = ()
    ports: Ports = BITS
    embedding = 0
    time_axes: tuple[Axes, ...] = ()
    in_out: Sequence[InOutPlot] = ()

    def __init__(self, smallest_size: tuple[int, int]) -> None:
        super().__init__(smallest_size)
        self._built: _Look | None = None
        self._colours = colours_for(self.palette())
        let_drag(self, self._pick)
        self._pointer = Pointer(self, self.hovered.emit)

    def set_scene(self, scene: Scene) -> None:
        """Show this from the next frame on."""
        self.scene = scene
        if not self.is_prepared:
            self.forget_pictures()

    @property
    def is_prepared(self) -> bool:
        """Whether what shows such a scene is built."""
        return self.scene is None or _look_of(self.scene) == self._built

    def preparing(self) -> Iterator[None]:
        """Build it, one plot after the other: together they take long."""
        if self.scene is None or self.is_prepared:
            return
        look = self.quantities, self.ports, self.embedding = _look_of(self.scene)
        self._built = None
        self.figure.clear()
        yield from self.building()
        self.paint(self._colours)
        yield
        self.lay_out()
        self._built = look

    def building(self) -> Iterator[None]:
        """Fill the empty figure with what shows the quantities."""
        raise NotImplementedError

    def set_strips(self, inspection: Inspection) -> None:
        """Make room in the strips for what was read and said; the first names the marks."""
        for strip in self.in_out:
            strip.set_extent(inspection)
        for strip in self.in_out[:1]:
            strip.put_legend(self.figure, self._colours)

    @property
    def words(self) -> str:
        """What is under the pointer as it is drawn now; empty where there is nothing."""
        event = self._pointer.event
        return self.words_at(event) if event is not None and self.is_prepared else ""

    def unit_at(self, _event: MouseEvent) -> int | None:
        """The unit under the pointer, where units have places."""
        return None

    def words_at(self, event: MouseEvent) -> str:
        """What is under the pointer, where it can be read off: in the strips what stands there."""
        step = self.step_at(event)
        if self.scene is None or step is None or self._x_in_strips(event) is None:
            return ""
        return self.scene.read_and_said(step)

    def step_at(self, event: MouseEvent) -> int | None:
        """The step under the pointer, from 0."""
        x = self._x_in_strips(event)
        if x is None and event.inaxes in self.time_axes:
            x = event.xdata
        if self.scene is None or x is None:
            return None
        return min(max(round(x) - 1, 0), self.scene.inspection.steps - 1)

    def _x_in_strips(self, event: MouseEvent) -> float | None:
        """Where on the time axis the pointer is, if it is over strips."""
        places = (strip.x_at(event) for strip in self.in_out)
        return next((x for x in places if x is not None), None)

    def _pick(self, event: MouseEvent) -> None:
        if not self.is_prepared:
            return
        if (step := self.step_at(event)) is not None:
            self.step_picked.emit(step)
        if (unit := self.unit_at(event)) is not None:
            self.unit_picked.emit(unit)


def _look_of(scene: Scene) -> _Look:
    return scene.quantities, scene.ports, scene.inspection.settings.embedding


class CanvasView(Adapting, QWidget):
    """A canvas under a row that says in words what is there, and may hold controls."""

    def __init__(self, canvas: LayeredCanvas, words: ElidedLabel) -> None:
        super().__init__()
        self.canvas = canvas
        self.words = words
        canvas.paint(colours_for(self.palette()))
        self.row = row_of(words, stretched=words)
        self.row.setContentsMargins(9, 4, 9, 0)
        lines = lines_of(self.row, canvas, stretched=canvas)
        lines.setSpacing(2)
        fill(self, lines)
        self.on_palette(self._repaint)

    def redraw(self) -> None:
        """Draw again what can be seen."""
        if self.isVisible():
            self.canvas.begin_frame()

    def _repaint(self) -> None:
        self.canvas.paint(colours_for(self.palette()))
        self.redraw()


class SceneView(CanvasView):
    """Shows a scene."""

    canvas: SceneCanvas

    def show_scene(self, scene: Scene) -> None:
        """Show this; what takes long to draw is seen a few turns later."""
        self.canvas.set_scene(scene)
        self.canvas.begin_frame()

    def redraw(self) -> None:
        """Draw again, if there is something to be seen."""
        if self.canvas.scene is not None:
            super().redraw()
