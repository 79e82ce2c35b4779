"""The window with the map of the embedding, epoch by epoch."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PyQt5.QtCore import QSize
from PyQt5.QtWidgets import QListWidget, QWidget

from formatting import share_text, with_names
from inspection.embedding_map import EmbeddingMap, embedding_map
from inspection.gradient_follower import Look, look_at, nearest_explained
from inspection.inquiry import Inquiry
from networks.settings import Settings
from tasks.registry import task_of
from training.checkpoint import TrainedState
from training.snapshots import EpochSnapshots
from views.buttons import push_buttons
from views.colours import colours_for
from views.elided_label import ElidedLabel
from views.embedding.map_plot import MapCanvas, MapScene
from views.empty_stack import EmptyStack
from views.epoch_bar import EpochBar, EpochKeys
from views.epoch_cursor import EpochCursor
from views.plot_window import PlotWindow
from views.prediction_plot import NO_EPOCH
from views.rows import column_of, fill, label_of, row_of

TITLE = "Map of the Embedding"
NOTHING_EMBEDDED = (
    "This network embeds nothing: it reads numbers, or each symbol as a one among zeros.\n"
    "Choose a task that reads symbols, and in the network's settings how many numbers embed one."
)
NOTHING_KEPT = "The weights of these epochs were not kept.\nTrain one epoch more to see the map."
_WORKING = "Looking for the side from which the symbols are spread the widest…"
_CLICK = "Rest the pointer on a point to read it; click it for its neighbours."
_USUAL_SIZE = QSize(1100, 760)
_LIST_WIDTH, _MARGIN = 220, 9


class EmbeddingWindow(PlotWindow):
    """Shows the embedding at the epoch of the cursor. It reads snapshots and never writes them."""

    def __init__(
        self,
        epoch_cursor: EpochCursor,
        snapshots: EpochSnapshots,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("embedding", TITLE, _USUAL_SIZE, parent)
        self._cursor, self._snapshots, self._settings = epoch_cursor, snapshots, settings
        self._scene: MapScene | None = None
        self._inquiry = Inquiry("embedding", self)
        self.end_with_it(self._inquiry.close)
        self.rest_unseen(self._inquiry.cancel)
        self._make_output()
        self._make_controls()
        self._arrange()
        self._inquiry.answered.connect(self._on_answered)
        self._inquiry.failed.connect(self._words.setText)
        epoch_cursor.changed.connect(self.request_frame)

    def render(self, settings: Settings) -> None:
        """Look at networks of these settings."""
        if settings != self._settings:
            self._settings, self._scene = settings, None
            self.request_frame()

    # Making the window

    def _make_output(self) -> None:
        self.canvas: MapCanvas = MapCanvas(colours_for(self.palette()), self)
        self.canvas.name_it("embeddingCanvas", "Map of all that is read, by what it is embedded as")
        self.canvas.picked.connect(lambda symbol: self._choose(symbol if symbol >= 0 else None))
        self.canvas.hovered.connect(self._read_out)
        self._words = ElidedLabel(
            "embeddingWordsLabel", "What the map shows, and what is pointed at"
        )
        self._near = QListWidget(objectName="embeddingNearList")
        self._near.setAccessibleName("Neighbours of the one that is chosen")
        self._near.setToolTip("The ten that are embedded most like it, by cosine; choose one")
        self._near.setFixedWidth(_LIST_WIDTH)
        self._near.itemActivated.connect(lambda _: self._go_on())
        self._near.itemClicked.connect(lambda _: self._go_on())
        label = label_of("&Neighbours:", self._near)
        near = column_of(label, self._near, stretched=self._near)
        near.layout().setContentsMargins(0, _MARGIN, _MARGIN, 0)
        shown = row_of(self.canvas, near, stretched=self.canvas)
        self._stack = EmptyStack("embeddingEmptyLabel", fill(QWidget(), shown))

    def _make_controls(self) -> None:
        self._epoch_bar = EpochBar(self._cursor, EpochKeys(), "embedding")
        pushes = self.save_push(lambda: f"embedding-epoch-{self._cursor.epoch}", "the map")
        self._save, self._help = push_buttons((pushes, self.help_push()), self)

    def _arrange(self) -> None:
        row = self._epoch_bar.row(self._save, self._help)
        self.arrange(self._stack, self._words, row, self.message)

    # Showing

    def draw_frame(self) -> None:
        """Show the epoch of the cursor, or say why there is nothing."""
        look = look_at(self._settings, self._snapshots, self._cursor.epoch)
        if look is None or not self._settings.embedding:
            self._scene = None
            self._words.setText("")
            embeds = self._settings.embedding > 0
            empty = NOTHING_KEPT if self._cursor.epoch else NO_EPOCH
            self._stack.say(empty if embeds else NOTHING_EMBEDDED)
        else:
            self._stack.show_content()
            self._look_at(look)
        self._save.setEnabled(self._scene is not None)
        if self._scene is not None:
            self.canvas.scene = self._scene
            super().draw_frame()
            self._read_out()

    def _look_at(self, look: Look) -> None:
        """Let the map of this epoch be found; until it is, the one before it stays."""
        if self._scene is not None and self._scene.state is look.state:
            return
        if self._scene is None:
            self._words.setText(_WORKING)
        table = self._table_of(look.state)
        self._inquiry.ask((look.settings, look.state, look.epoch), lambda: embedding_map(table))

    def _table_of(self, state: TrainedState) -> np.ndarray:
        """What each symbol is embedded as; padding is never read, and nothing is learned of it."""
        table = np.asarray(state.snapshot["weights/0"])
        return table[1:] if self._settings.ports.padded else table

    def _on_answered(
        self, question: tuple[Settings, TrainedState, int], seen: EmbeddingMap
    ) -> None:
        settings, state, epoch = question
        if settings == self._settings:
            self._scene = self._scene_of(state, epoch, seen)
            self._list_near()
            self.request_frame()

    def _scene_of(self, state: TrainedState, epoch: int, seen: EmbeddingMap) -> MapScene:
        before, task = self._scene, task_of(state.learned)
        table = self._table_of(state)
        glyphs = task.sample(state.learned).features[-len(table) :]
        passages = task.passages
        kinds = passages.kinds(state.learned) if passages else ("symbol",) * len(glyphs)
        if before is None or before.glyphs != glyphs:
            return MapScene(state, epoch, table, seen, glyphs, kinds)
        seen = seen.turned_like(before.seen.places)
        return MapScene(state, epoch, table, seen, glyphs, kinds, before.chosen)

    def _choose(self, symbol: int | None) -> None:
        if self._scene is not None:
            self._scene = replace(self._scene, chosen=symbol)
            self._list_near()
            self.request_frame()

    def _list_near(self) -> None:
        self._near.clear()
        if self._scene is not None:
            for symbol, cosine in zip(*self._scene.near, strict=True):
                glyph = with_names(self._scene.glyphs[symbol])
                self._near.addItem(f"{cosine:+.2f}   {glyph}".replace("-", "−"))

    def _go_on(self) -> None:
        row = self._near.currentRow()
        if self._scene is not None and row >= 0:
            self._choose(int(self._scene.near[0][row]))

    def _read_out(self) -> None:
        scene = self._scene
        if scene is None:
            return
        first, second = (share_text(share, 0) for share in scene.seen.shares)
        epoch = nearest_explained(self._snapshots, self._cursor.epoch) or f"Epoch {scene.epoch:,}."
        told = f"{epoch} The axes have {first} and {second} of the variance."
        under = self.canvas.symbol_under
        if under is not None and under < len(scene.glyphs):
            told = f"“{with_names(scene.glyphs[under])}”, {scene.kinds[under]}.   {told}"
        elif scene.chosen is not None:
            told = f"Chosen: “{with_names(scene.glyphs[scene.chosen])}”.   {told}"
        else:
            told = f"{told} {_CLICK}"
        self._words.setText(told)
