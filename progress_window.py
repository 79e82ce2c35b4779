"""The progress window: how the network learned, epoch by epoch, live or afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PyQt5.QtCore import QEvent, QSize, Qt, QTimer
from PyQt5.QtGui import QKeySequence, QShowEvent
from PyQt5.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QShortcut,
    QVBoxLayout,
    QWidget,
)

from tasks.task import Problem, on_problem
from views.colours import colours_for
from views.epoch_bar import EpochBar, put_in_tab_order
from views.epoch_cursor import EpochCursor
from views.help import show_help
from views.labels import make_label
from views.message_line import MessageLine
from views.plots import ProgressCanvas
from views.saving import Saving, ask_and_save

FRAME_INTERVAL = 33
"""Milliseconds between two frames: what comes in between is drawn with the next one."""

_BAR_STEPS = 1000
_USUAL_SIZE = QSize(1000, 560)


@dataclass(frozen=True)
class Progress:
    """What the bar and the sentence above the plots show.

    Attributes:
        planned: epochs asked for so far.
        current: the epoch under way; while none is, the newest that is done.
        fraction: part of the epoch now under way that is done, 0 to 1 (0 between epochs).
        status: one sentence: what the program is doing right now.
        pattern: what is trained on, for the title; None before.
    """

    planned: int
    current: int
    fraction: float
    status: str
    pattern: Problem | None = None


class ProgressWindow(QWidget):
    """Draws the history of an epoch cursor and steps through it.

    It reads the history and never writes to it.
    """

    def __init__(self, epoch_cursor: EpochCursor, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.Window)
        self.epoch_cursor = epoch_cursor
        self._history = epoch_cursor.history
        self._progress = Progress(planned=0, current=0, fraction=0.0, status="")
        self._last = 0
        self._frame_timer = QTimer(self, singleShot=True, interval=FRAME_INTERVAL)
        self._frame_timer.timeout.connect(self._draw_frame)
        self._set_title()
        self._make_output()
        self._make_controls()
        self._arrange()
        self.resize(_USUAL_SIZE)
        epoch_cursor.changed.connect(self._show_epoch)
        self._show_epoch()

    def render(self, progress: Progress) -> None:
        """Show how far the training is. Cheap: may be called a hundred times a second."""
        if progress == self._progress:
            return
        plan_changed = progress.planned != self._progress.planned
        self._progress = progress
        if plan_changed:
            self._request_frame()
        self._status.setText(progress.status)
        self._set_title()
        self._update_bar()

    def _set_title(self) -> None:
        subject = on_problem("Training Progress", self._progress.pattern)
        self.setWindowTitle(f"{subject} – LSTM Lab")

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up: nothing was drawn while the window was hidden."""
        super().showEvent(event)
        self._request_frame()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change between the light and the dark palette."""
        super().changeEvent(event)
        if event.type() == QEvent.PaletteChange:
            self._canvas.paint(colours_for(self.palette()))
            self._request_frame()

    def _make_output(self) -> None:
        self._bar = QProgressBar(
            objectName="progressBar", accessibleName="Progress of the training"
        )
        self._bar.setToolTip("Epochs done of those asked for")
        self._bar.setRange(0, _BAR_STEPS)
        self._canvas = ProgressCanvas(self._history, colours_for(self.palette()), self)
        self._canvas.setObjectName("progressCanvas")
        self._canvas.setAccessibleName("Plots of predictions, loss and accuracy")
        self._canvas.epoch_picked.connect(self.epoch_cursor.show)
        self._shown_label = make_label("shownLabel", "Epoch shown, of those there are")
        self._status = make_label("progressStatusLabel", "What the program is doing")
        self._status.setWordWrap(True)
        self._status.setTextFormat(Qt.PlainText)
        self._message = MessageLine("progressMessageLabel", "Outcome of saving")

    def _make_controls(self) -> None:
        self._log = QCheckBox("&Log scale", objectName="progressLogScaleCheck")
        self._log.setAccessibleName("Loss on a log scale")
        self._log.setToolTip("Draw the loss so that small losses can be told apart")
        self._log.toggled.connect(self._on_log_scale)
        self._epoch_bar = EpochBar(self.epoch_cursor, parent=self)
        self._save_picture = self._button(
            "savePictureButton", "Save picture…", "Save the two plots as PNG or SVG", "Ctrl+S"
        )
        self._save_picture.clicked.connect(self._ask_and_save_picture)
        self._save_history = self._button(
            "saveHistoryButton",
            "Save history…",
            "Save loss and accuracy of every epoch as a table (CSV)",
            "Ctrl+Shift+S",
        )
        self._save_history.clicked.connect(self._ask_and_save_history)
        self._help = self._button(
            "progressHelpButton", "What am I looking at?", "Explain this window", "F1"
        )
        self._help.clicked.connect(lambda: show_help(self, "progress"))

    def _button(self, name: str, text: str, tip: str, key: str) -> QPushButton:
        button = QPushButton(text, objectName=name, accessibleName=text.rstrip("…"))
        button.setToolTip(f"{tip} ({key})")
        QShortcut(QKeySequence(key), self, button.click)
        return button

    def _arrange(self) -> None:
        upper_row = QHBoxLayout()
        upper_row.addWidget(self._status, stretch=1)
        upper_row.addWidget(self._log)
        lowest_row = QHBoxLayout()
        lowest_row.addWidget(self._shown_label, stretch=1)
        for button in (self._save_picture, self._save_history, self._help):
            lowest_row.addWidget(button)
        column = QVBoxLayout(self)
        column.addWidget(self._bar)
        column.addLayout(upper_row)
        column.addWidget(self._canvas, stretch=1)
        column.addWidget(self._epoch_bar)
        column.addLayout(lowest_row)
        column.addWidget(self._message)
        lowest = (self._save_picture, self._save_history, self._help)
        put_in_tab_order([self._log, *self._epoch_bar.controls, *lowest])

    def _update_bar(self) -> None:
        done = len(self._history)
        planned = max(self._progress.planned, done)
        under_way = min(max(self._progress.current, done), planned)
        self._bar.setFormat(f"epoch {under_way:,} of {planned:,}")
        part = (done + self._progress.fraction) / max(planned, 1)
        self._bar.setValue(round(_BAR_STEPS * min(part, 1.0)))

    def _show_epoch(self) -> None:
        """Show the cursor's epoch of the history as it now is."""
        epoch, last = self.epoch_cursor.epoch, self.epoch_cursor.last
        if last != self._last:
            # The epoch whose fraction was known is now a record.
            self._last = last
            self._progress = replace(self._progress, fraction=0.0)
            self._update_bar()
        self._shown_label.setText(
            f"Showing epoch {epoch:,} of {last:,}" if last else "No epoch yet"
        )
        for button in (self._save_picture, self._save_history):
            button.setEnabled(last > 0)
        self._request_frame()

    def _request_frame(self) -> None:
        self._canvas.set_view(self.epoch_cursor.epoch, self._progress.planned)
        if self.isVisible() and not self._frame_timer.isActive():
            self._frame_timer.start()

    def _on_log_scale(self, is_log: bool) -> None:
        self._canvas.set_log_scale(is_log)
        self._request_frame()

    def _draw_frame(self) -> None:
        if self.isVisible():
            self._canvas.draw_frame()

    def _ask_and_save_picture(self) -> None:
        self._ask_and_save(
            Saving(
                title="Save picture",
                default_name=f"lstm-lab-epoch-{self.epoch_cursor.epoch}.png",
                formats={".png": "Picture", ".svg": "Drawing that can be scaled"},
                write=self._canvas.save_picture,
            )
        )

    def _ask_and_save_history(self) -> None:
        self._ask_and_save(
            Saving(
                title="Save history",
                default_name="lstm-lab-history.csv",
                formats={".csv": "Table"},
                write=self._history.save_csv,
            )
        )

    def _ask_and_save(self, saving: Saving) -> None:
        self._message.clear()
        ask_and_save(self, saving, self._message.tell)
