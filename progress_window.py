"""The progress window: how the network learned, epoch by epoch, live or afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PyQt5.QtCore import QSize
from PyQt5.QtWidgets import QProgressBar, QWidget

from tasks.task import Problem, on_problem
from training.moment import both_best_told
from views.buttons import Push, log_scale_box, push_buttons
from views.colours import colours_for
from views.epoch_bar import EpochBar
from views.epoch_cursor import EpochCursor
from views.help import show_topic
from views.labels import make_label, make_text
from views.named_levels import Level
from views.plot_window import PlotWindow
from views.plots import ProgressCanvas
from views.progress_help import progress_topic
from views.rows import lines_of, row_of
from views.saving import table

_BAR_STEPS = 1000
_TITLE = "Training Progress"
_USUAL_SIZE = QSize(1000, 560)


@dataclass(frozen=True)
class Progress:
    """What the bar and the sentence above the plots show.

    Attributes:
        planned: epochs asked for so far.
        current: the epoch under way; while none is, the newest that is done.
        fraction: part of the epoch now under way that is done, 0 to 1 (0 between epochs).
        status: one sentence: what the program is doing right now.
        problem: what is trained on, for the title; None before.
        typed: what is typed; None while it is no problem.
        baselines: what simpler means reach, by name, on the scale of its task.
    """

    planned: int
    current: int
    fraction: float
    status: str
    problem: Problem | None = None
    typed: Problem | None = None
    baselines: tuple[Level, ...] = ()

    @property
    def answered(self) -> Problem | None:
        """What the plots are about: before there is training, what is typed for it."""
        return self.problem or self.typed


class ProgressWindow(PlotWindow):
    """Draws the history of an epoch cursor and steps through it.

    It reads the history and never writes to it.
    """

    def __init__(self, epoch_cursor: EpochCursor, parent: QWidget | None = None) -> None:
        super().__init__("progress", _TITLE, _USUAL_SIZE, parent)
        self.epoch_cursor = epoch_cursor
        self._history = epoch_cursor.history
        self._progress = Progress(planned=0, current=0, fraction=0.0, status="")
        self._last = 0
        self._make_output()
        self._make_controls()
        self._arrange()
        epoch_cursor.changed.connect(self._show_epoch)
        self._show_epoch()

    def render(self, progress: Progress) -> None:
        """Show how far the training is. Cheap: may be called a hundred times a second."""
        if progress == self._progress:
            return
        plan_changed = progress.planned != self._progress.planned
        if progress.baselines != self._progress.baselines:
            self.canvas.set_baselines(progress.baselines)
            plan_changed = True
        if progress.answered != self._progress.answered:
            self.canvas.set_problem(progress.answered)
            plan_changed = True
        self._progress = progress
        if plan_changed:
            self.request_frame()
        self._status.setText(progress.status)
        self.set_title(on_problem(_TITLE, progress.problem))
        self._update_bar()

    def explain(self) -> None:
        """Say what the plots show of this problem."""
        show_topic(self, self.topic, progress_topic(self._progress.answered))

    def _make_output(self) -> None:
        self._bar = QProgressBar(
            objectName="progressBar", accessibleName="Progress of the training"
        )
        self._bar.setToolTip("Epochs done of those asked for")
        self._bar.setRange(0, _BAR_STEPS)
        self.canvas: ProgressCanvas = ProgressCanvas(
            self._history, colours_for(self.palette()), self
        )
        self.canvas.name_it("progressCanvas", "Plots of predictions, loss and accuracy")
        self.canvas.epoch_picked.connect(self.epoch_cursor.show)
        self._shown_label = make_label("shownLabel", "Epoch shown, of those there are")
        self._status = make_text("progressStatusLabel", "What the program is doing")

    def _make_controls(self) -> None:
        self._log = log_scale_box("progressLogScaleCheck", self._on_log_scale)
        self._epoch_bar = EpochBar(self.epoch_cursor)
        self._best, self._save_picture, self._save_history, self._help = push_buttons(
            (
                Push(
                    "showBestButton",
                    "Show best",
                    "Show the epoch with the least held-out loss, which may come before that after "
                    "which most is right; Best Epoch in the menu Training goes back to it",
                    lambda: self.epoch_cursor.show(self._history.best_epoch),
                    "B",
                ),
                self.save_push(lambda: f"epoch-{self.epoch_cursor.epoch}"),
                Push(
                    "saveHistoryButton",
                    "Save history…",
                    "Save loss and accuracy of every epoch as a table (CSV)",
                    self._ask_and_save_history,
                    "Ctrl+Shift+S",
                ),
                self.help_push(),
            ),
            self,
        )

    def _arrange(self) -> None:
        lowest = (self._best, self._save_picture, self._save_history, self._help)
        above = row_of(self._status, self._log, stretched=self._status)
        below = row_of(self._shown_label, *lowest, stretched=self._shown_label)
        lines = (self._bar, above, self.canvas, self._epoch_bar, below, self.message)
        self.setLayout(lines_of(*lines, stretched=self.canvas))

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
        shown = f"Showing epoch {epoch:,} of {last:,}" if last else "No epoch yet"
        self._shown_label.setText(" · ".join(filter(None, (shown, both_best_told(self._history)))))
        self._best.setVisible(self._history.holds_out)
        for button in (self._save_picture, self._save_history):
            button.setEnabled(last > 0)
        self.request_frame()

    def _on_log_scale(self, is_log: bool) -> None:
        self.canvas.set_log_scale(is_log)
        self.request_frame()

    def request_frame(self) -> None:
        """Draw the epoch of the cursor soon."""
        self.canvas.set_view(self.epoch_cursor.epoch, self._progress.planned)
        super().request_frame()

    def _ask_and_save_history(self) -> None:
        self.ask_and_save(table("Save history", "lstm-lab-history.csv", self._history.save_csv))
