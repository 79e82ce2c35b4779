"""The window that draws the network: boxes, shapes and the loops of its recurrent layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt5.QtCore import QEvent, Qt
from PyQt5.QtGui import QFontInfo, QPainter, QResizeEvent, QWheelEvent
from PyQt5.QtWidgets import (
    QAction,
    QGraphicsScene,
    QGraphicsView,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from networks.network import LayerDescription
from views.colours import colours_for
from views.help import show_help
from views.message_line import MessageLine
from views.network_drawing import NetworkDrawing, write_picture
from views.network_items import Style
from views.network_words import Plan, describe
from views.saving import Saving, ask_and_save

ZOOM_STEP = 1.25
SMALLEST_SCALE, LARGEST_SCALE = 0.2, 8.0


@dataclass(frozen=True)
class DrawingCommand:
    """What a button and its shortcuts do."""

    name: str
    text: str
    shortcuts: tuple[str, ...]
    tip: str
    slot: str


COMMANDS = (
    DrawingCommand(
        "architectureZoomOutButton",
        "Smaller",
        ("Ctrl+-",),
        "Show the drawing smaller (Ctrl+− or Ctrl+wheel)",
        "zoom_out",
    ),
    DrawingCommand(
        "architectureZoomInButton",
        "Larger",
        ("Ctrl++", "Ctrl+="),
        "Show the drawing larger (Ctrl++ or Ctrl+wheel)",
        "zoom_in",
    ),
    DrawingCommand(
        "architectureFitButton",
        "Fit",
        ("Ctrl+0",),
        "Show the whole drawing, as large as the window allows (Ctrl+0)",
        "fit",
    ),
    DrawingCommand(
        "architectureSaveButton",
        "Save picture…",
        ("Ctrl+S",),
        "Save the drawing as a PNG or SVG file (Ctrl+S)",
        "save_picture",
    ),
    DrawingCommand(
        "architectureHelpButton",
        "Help",
        ("F1",),
        "What the boxes, arrows and loops mean (F1)",
        "help",
    ),
)


class DrawingView(QGraphicsView):
    """Shows a drawing as large as it fits, until the user zooms."""

    def __init__(self, scene: QGraphicsScene) -> None:
        super().__init__(scene)
        self._is_fitted = True
        self.setRenderHint(QPainter.Antialiasing)
        self.setFrameShape(QGraphicsView.NoFrame)
        self.setTransformationAnchor(QGraphicsView.AnchorUnderMouse)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the window's size."""
        super().resizeEvent(event)
        self.refit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll without."""
        if event.modifiers() & Qt.ControlModifier:
            self.zoom(ZOOM_STEP ** (event.angleDelta().y() / 120))
            event.accept()
        else:
            super().wheelEvent(event)


class ArchitectureWindow(QWidget):
    """A window of its own with the drawing of a network."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.Window)
        self.setWindowTitle("Model Architecture")
        self.setObjectName("architectureWindow")
        self._plan: Plan | None = None
        self._scene = QGraphicsScene(self)
        self._view = self._make_view()
        self._message = MessageLine("architectureMessage", "Outcome of saving")
        self._message.setContentsMargins(10, 0, 10, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.addWidget(self._view, stretch=1)
        layout.addWidget(self._message)
        layout.addLayout(self._make_buttons())
        self.setMinimumSize(520, 300)
        self.resize(1160, 560)

    def show_layers(
        self,
        layers: Sequence[LayerDescription],
        backend: str,
        rows: int,
        window: int,
        stateful: bool = True,
    ) -> None:
        """Draw a network, unless it is the one that is drawn already.

        Args:
            layers: its layers in the order of the data, the output layer last.
            backend: name of what computes it.
            rows: sequences that run side by side.
            window: symbols fed to each row in one forward pass.
            stateful: whether the states are carried on from window to window.
        """
        plan = Plan(tuple(layers), backend, rows, window, stateful)
        if plan == self._plan:
            return
        self._plan = plan
        self._view.setAccessibleDescription(describe(self._plan))
        self._redraw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette and the font."""
        super().changeEvent(event)
        if event.type() in (QEvent.PaletteChange, QEvent.FontChange):
            self._redraw()

    def _make_view(self) -> DrawingView:
        view = DrawingView(self._scene)
        view.setObjectName("architectureView")
        view.setAccessibleName("Drawing of the network")
        view.setToolTip("Rest the pointer on a layer to see how its parameters are counted")
        return view

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(10, 0, 10, 0)
        for command in COMMANDS:
            if command.slot == "save_picture":
                row.addStretch(1)
            row.addWidget(self._make_button(command))
        return row

    def _make_button(self, command: DrawingCommand) -> QToolButton:
        action = QAction(command.text, self)
        action.setShortcuts(list(command.shortcuts))
        action.setToolTip(command.tip)
        action.triggered.connect(getattr(self, f"_{command.slot}"))
        self.addAction(action)
        button = QToolButton()
        button.setDefaultAction(action)
        button.setObjectName(command.name)
        button.setAccessibleName(command.text.removesuffix("…"))
        return button

    def _redraw(self) -> None:
        if self._plan:
            style = Style(colours_for(self.palette()), QFontInfo(self.font()).family())
            NetworkDrawing(self._scene, style).draw(self._plan)
            self._view.refit()

    def _zoom_in(self) -> None:
        self._view.zoom(ZOOM_STEP)

    def _zoom_out(self) -> None:
        self._view.zoom(1 / ZOOM_STEP)

    def _fit(self) -> None:
        self._view.fit()

    def _help(self) -> None:
        show_help(self, "architecture")

    def _save_picture(self) -> None:
        if self._plan is None:
            self._message.tell("There is no drawing to save yet.", False)
            return
        self._message.clear()
        saving = Saving(
            title="Save the drawing",
            default_name="architecture.png",
            formats={".png": "Picture", ".svg": "Drawing of any size"},
            write=lambda path: write_picture(self._scene, path),
        )
        ask_and_save(self, saving, self._message.tell)
