"""The window that draws the network: boxes, shapes and the loops of its recurrent layers."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PyQt5.QtCore import QSize, Qt
from PyQt5.QtGui import QFontInfo, QPainter, QWheelEvent
from PyQt5.QtWidgets import QGraphicsScene, QGraphicsView, QWidget

from views.adapting import Adapting
from views.buttons import Push, bind_keys, push_buttons
from views.colours import colours_for
from views.network_drawing import NetworkDrawing
from views.network_items import Style
from views.network_words import Plan, describe
from views.plot_window import PlotWindow
from views.rows import row_of
from views.scene_picture import write_picture

ZOOM_STEP = 1.25
SMALLEST_SCALE, LARGEST_SCALE = 0.2, 8.0
_USUAL_SIZE, _SMALLEST_SIZE = QSize(1160, 560), QSize(520, 300)


class DrawingView(Adapting, QGraphicsView):
    """Shows a drawing as large as it fits, until the user zooms."""

    def __init__(self, scene: QGraphicsScene) -> None:
        super().__init__(scene)
        self._is_fitted = True
        self.setRenderHint(QPainter.Antialiasing)
        self.setFrameShape(QGraphicsView.NoFrame)
        self.setTransformationAnchor(QGraphicsView.AnchorUnderMouse)
        self.on_resize(self.refit)

    def fit(self) -> None:
        """Show the whole drawing, and go on doing so when the size changes."""
        self._is_fitted = True
        self.setDragMode(QGraphicsView.NoDrag)
        self.refit()

    def refit(self) -> None:
        """Fit again, unless the user has chosen a scale."""
        if self._is_fitted:
            self.fitInView(self.sceneRect(), Qt.KeepAspectRatio)

    def zoom(self, factor: float) -> None:
        """Change the scale; the drawing can then be dragged."""
        scale = self.transform().m11()
        factor = min(max(factor, SMALLEST_SCALE / scale), LARGEST_SCALE / scale)
        self._is_fitted = False
        self.setDragMode(QGraphicsView.ScrollHandDrag)
        self.scale(factor, factor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll without."""
        if event.modifiers() & Qt.ControlModifier:
            self.zoom(ZOOM_STEP ** (event.angleDelta().y() / 120))
            event.accept()
        else:
            super().wheelEvent(event)


class ArchitectureWindow(PlotWindow):
    """A window of its own with the drawing of a network."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("architecture", "Model Architecture", _USUAL_SIZE, parent)
        self.setMinimumSize(_SMALLEST_SIZE)
        self._plan: Plan | None = None
        self._scene = QGraphicsScene(self)
        self._view = self._make_view()
        self.on_palette(self._redraw)
        self.on_font(self._redraw)
        *sizes, save, explain = push_buttons(self._pushes(), self)
        larger = partial(self._view.zoom, ZOOM_STEP)
        bind_keys({"Ctrl+=": larger}, self)  # The same key as +, without Shift.
        self.arrange(self._view, self.message, row_of(*sizes, None, save, explain))

    def _pushes(self) -> tuple[Push, ...]:
        return (
            Push(
                "architectureZoomOutButton",
                "Smaller",
                "Show the drawing smaller, as Ctrl and the wheel do",
                partial(self._view.zoom, 1 / ZOOM_STEP),
                "Ctrl+-",
            ),
            Push(
                "architectureZoomInButton",
                "Larger",
                "Show the drawing larger, as Ctrl and the wheel do",
                partial(self._view.zoom, ZOOM_STEP),
                "Ctrl++",
            ),
            Push(
                "architectureFitButton",
                "Fit",
                "Show the whole drawing, as large as the window allows",
                self._view.fit,
                "Ctrl+0",
            ),
            self.save_push(lambda: "architecture", "the drawing"),
            self.help_push(),
        )

    def show_plan(self, plan: Plan) -> None:
        """Draw a network, unless it is the one that is drawn already."""
        if plan == self._plan:
            return
        self._plan = plan
        self._view.setAccessibleDescription(describe(self._plan))
        self._redraw()

    def _make_view(self) -> DrawingView:
        view = DrawingView(self._scene)
        view.setObjectName("architectureView")
        view.setAccessibleName("Drawing of the network")
        view.setToolTip("Rest the pointer on a layer to see how its parameters are counted")
        return view

    def _redraw(self) -> None:
        if self._plan:
            style = Style(colours_for(self.palette()), QFontInfo(self.font()).family())
            NetworkDrawing(self._scene, style).draw(self._plan)
            self._view.refit()

    def ask_and_save_picture(self, name: str) -> None:
        """Save the drawing, if there is one."""
        if self._plan is None:
            self.message.tell("There is no drawing to save yet.", False)
        else:
            super().ask_and_save_picture(name)

    def write_picture(self, path: Path) -> None:
        """Write the drawing."""
        write_picture(self._scene, path, "Architecture of the network")
