"""The window in which a network writes, and in which one reads how it learns to."""

from __future__ import annotations

from typing import Any

from PyQt5.QtCore import QSize, Qt, QTimer
from PyQt5.QtWidgets import QApplication, QSplitter, QWidget

from inspection.epoch_samples import EpochSamples
from inspection.gradient_follower import Look, look_at, nearest_explained
from inspection.jobs import CopiesJob, JobThread, WriteJob, writing_of
from inspection.written_text import WrittenText
from networks.fields import FieldError
from networks.settings import Settings
from tasks.task import Problem, on_problem
from tasks.writing import USUAL_COUNT, ToWrite, Writing
from training.record import EpochRecord
from training.snapshots import EpochSnapshots
from training.view import View
from views.buttons import Push, check_box, push_buttons
from views.empty_stack import EmptyStack
from views.epoch_bar import BESIDE_TEXT, EpochBar
from views.epoch_cursor import EpochCursor
from views.labels import make_text
from views.plot_window import PlotWindow
from views.prediction_plot import NO_EPOCH
from views.rows import column_of, row_of
from views.writing.controls import WritingControls
from views.writing.place_panel import PANEL_MARGINS, PlacePanel
from views.writing.sample_list import SamplesPanel
from views.writing.text_view import ShadeLegend, TextView
from views.writing.words import NO_WRITER, PRESS_WRITE, circling_words, copied_words, text_words

TITLE = "Writing"
NOT_KEPT = "The weights of these epochs were not kept.\nTrain one epoch more to let it write."
LOW = {"temperature": 0.0, "top_k": 0, "top_p": 1.0}
"""So the likeliest is always taken, and sooner or later the network goes in circles."""
SETTLED_AFTER = 400
"""Milliseconds without another change until samples are written as the controls say."""
_USUAL_SIZE = QSize(1240, 760)
_LINES_OF_WORDS = 2
_WIDTHS = 300, 570, 350


class WritingWindow(PlotWindow):
    """Lets the network of an epoch write. It reads what is kept of epochs, and changes nothing."""

    def __init__(
        self,
        epoch_cursor: EpochCursor,
        snapshots: EpochSnapshots,
        view: View,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("writing", TITLE, _USUAL_SIZE, parent)
        self._cursor, self._snapshots, self._view = epoch_cursor, snapshots, view
        self._writer = JobThread("writing", self)
        self.end_with_it(self._writer.close)
        self._samples = EpochSamples(self._writer, epoch_cursor.history, snapshots, self)
        self.begin_seen(self._look_at_samples)
        self.rest_unseen(self._stop, self._samples.stop)
        self._job: WriteJob | None = None
        self._copies: CopiesJob | None = None
        self._author: EpochRecord | None = None
        self._circles = self._copied = ""
        self._sampled: tuple[ToWrite, Problem | None, Settings] | None = None
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_AFTER)
        self._make_output()
        self._make_controls()
        self._arrange()
        self._connect()
        self._show_state()

    # What the window is told

    def render(self, view: View) -> None:
        """Look at the session as it is now."""
        self._view = view
        self.set_title(on_problem(TITLE, view.trained_problem))
        self._on_epoch()

    # Making the window

    def _make_output(self) -> None:
        self._after_epochs = SamplesPanel(self._samples, self._cursor)
        self._text = TextView()
        self._text.setPlaceholderText(PRESS_WRITE)
        self._place = PlacePanel()
        self._underline = check_box(
            "writingCopiedCheck",
            "&Underline what is copied",
            "Underline the longest stretches that stand in the book word for word",
            self._look_for_copies,
        )
        parts = QSplitter(Qt.Horizontal, objectName="writingParts", childrenCollapsible=False)
        under_text = row_of(ShadeLegend(), None, self._underline)
        for part in (self._after_epochs, column_of(self._text, under_text, stretched=self._text)):
            part.setContentsMargins(*PANEL_MARGINS)
            parts.addWidget(part)
        parts.addWidget(self._place)
        parts.setSizes(_WIDTHS)
        parts.setStretchFactor(1, 1)
        self._stack = EmptyStack("writingEmptyLabel", parts)
        self._words = make_text(
            "writingWordsLabel", "Who wrote the text, and what it copies", _LINES_OF_WORDS
        )

    def _make_controls(self) -> None:
        self._controls = WritingControls()
        self._epoch_bar = EpochBar(self._cursor, BESIDE_TEXT, "writing")
        self._write, self._end, self._copy, self._low, self._help = self._buttons = push_buttons(
            (*self._pushes(), self.help_push()), self
        )

    def _pushes(self) -> tuple[Push, ...]:
        return (
            Push(
                "writingWriteButton",
                "&Write",
                "Let the network of the epoch shown write on after the beginning",
                self._begin,
                "Ctrl+Return",
            ),
            Push("writingStopButton", "St&op", "Write no more of this text", self._stop, "Ctrl+."),
            Push(
                "writingCopyButton",
                "&Copy",
                "Copy the text, its beginning included",
                lambda: QApplication.clipboard().setText(self._written.whole),
                "Ctrl+Shift+C",
            ),
            Push(
                "writingLowButton",
                "&Low temperature: it loops",
                f"Write at temperature {LOW['temperature']:g}: the likeliest, soon in circles",
                self._write_low,
            ),
        )

    def _arrange(self) -> None:
        *buttons, help_button = self._buttons
        lowest = row_of(*buttons, self.message, help_button, stretched=self.message)
        self.arrange(self._stack, self._words, self._controls, self._epoch_bar.row(), lowest)
        self._controls.beginning.setFocus()

    def _connect(self) -> None:
        self._cursor.changed.connect(self._on_epoch)
        self._text.place_chosen.connect(lambda _place: self._show_place())
        self._controls.changed.connect(self._on_controls)
        self._controls.refusal_changed.connect(self._tell_refusal)
        self._controls.submitted.connect(self._begin)
        self._settled.timeout.connect(self._look_at_samples)
        self._writer.gave.connect(self._on_gave)
        self._writer.ended.connect(self._on_ended)

    # The network that writes

    @property
    def _written(self) -> WrittenText:
        return self._text.written

    @property
    def _problem(self) -> Problem | None:
        """What the network has learned that is looked at; None without one."""
        look = self._look()
        return look.state.learned if look else None

    @property
    def _writing(self) -> Writing | None:
        return writing_of(self._problem)

    def _look(self) -> Look | None:
        """The network of the epoch shown, or of the nearest that is kept."""
        return look_at(self._view.settings, self._snapshots, self._cursor.epoch)

    def _given(self, beginning: str) -> str | None:
        """What is read first; None, and told why, if it cannot be."""
        writing, problem = self._writing, self._problem
        if writing is None:
            return None
        try:
            return writing.given(problem, beginning)
        except FieldError as error:
            self.message.tell(str(error), went_well=False)
            return None

    # Writing

    def _begin(self) -> None:
        self.message.clear()
        asked, look = self._controls.take(), self._look()
        given = self._given(asked.beginning) if asked else None
        if asked is None or look is None or given is None:
            return
        self._stop()
        self._begin_anew(WriteJob(look, asked), given)

    def _begin_anew(self, job: WriteJob | None, given: str = "") -> None:
        """Let this be written after what is given, or show no text where there is none to write."""
        self._text.show_text(WrittenText(given))
        self._job, self._copies, self._author = job, None, None
        self._circles = self._copied = ""
        if job is not None:
            self._author = self._cursor.history[job.look.epoch - 1]
            self._writer.begin(job)
        self._show_state()

    def _leave_what_was_left(self) -> None:
        """Show no text any more by a network of another training than there is now."""
        if self._author is not None and not self._cursor.history.holds(self._author):
            self._stop()
            self.message.clear()
            self._begin_anew(None)

    def _write_low(self) -> None:
        self._controls.draw_with(**LOW)
        self._begin()

    def _stop(self) -> None:
        if self._job is not None and self._writer.job is self._job:
            self._writer.cancel()
            self._on_ended(self._job, "")

    def _on_gave(self, job: Any, thing: Any) -> None:
        if job is self._job:
            self._written.append(thing)
            if thing.trouble:
                self.message.tell(thing.trouble, went_well=False)
        elif job is self._copies:
            self._copied = copied_words(self._written.text, thing)
            self._text.underline(thing)
        self.request_frame()

    def _on_ended(self, job: Any, problem: str) -> None:
        if problem and job in (self._job, self._copies):
            self.message.tell(problem, went_well=False)
        if job is self._job:
            self._circles = circling_words(self._written.text)
            self._look_for_copies()
        self._look_at_samples()
        self.request_frame()

    def _look_for_copies(self) -> None:
        """Look for what is copied, if that is wanted and the text is there; else forget it."""
        job, text = self._job, self._written.text
        if not self._underline.isChecked():
            self._copied = ""
            self._text.underline(())
        elif job is not None and text and not self._is_writing:
            self._copies = CopiesJob(job.look.state.learned, text)
            self._writer.begin(self._copies)
        self.request_frame()

    @property
    def _is_writing(self) -> bool:
        return self._job is not None and self._writer.job is self._job

    # Samples

    def _look_at_samples(self) -> None:
        """Let the samples follow the training and the controls, once these have come to rest."""
        if self.isVisible():
            if not self._settled.isActive() and not self._controls.refusal:
                self._ask_for_samples()
            self._samples.look()

    def _ask_for_samples(self) -> None:
        asked = self._controls.asked
        wanted = asked, self._problem, self._view.settings
        if wanted == self._sampled:
            return
        self._sampled = wanted
        given = self._given(asked.beginning)
        if given is not None:
            asked = ToWrite(asked.beginning, USUAL_COUNT, asked.sampling)
            self._after_epochs.ask(self._view.settings, asked, given)

    # Showing

    def _on_epoch(self) -> None:
        self._leave_what_was_left()
        self._look_at_samples()
        self.request_frame()

    def _on_controls(self) -> None:
        self._settled.start()
        self._show_place()

    def _tell_refusal(self) -> None:
        if refusal := self._controls.refusal:
            self.message.tell(refusal, went_well=False)
        else:
            self.message.clear()

    def _show_place(self) -> None:
        """Show the probabilities where the text is looked at, as the controls are now."""
        problem = self._job.look.state.learned if self._job else self._problem
        writing = writing_of(problem)
        if writing is not None and not self._controls.refusal:
            self._place.show_place(
                self._written,
                self._text.place,
                writing.classes(problem),
                writing.symbol(problem),
                self._controls.sampling,
            )

    def draw_frame(self) -> None:
        """Bring the text up to date, or say why nothing can be written."""
        self._show_state()
        self._text.show_more()
        self._show_place()

    def _show_state(self) -> None:
        can_write = self._writing is not None
        if can_write or self._job is not None:
            self._stack.show_content()
        else:
            self._stack.say(self._why_empty())
        self._after_epochs.show_waiting(self._is_writing)
        job = self._job
        said = text_words(self._written, job.look, self._circles, self._copied) if job else ""
        other = nearest_explained(self._snapshots, self._cursor.epoch) if can_write else ""
        self._words.setText(f"{other} {said}".strip())
        for button in (self._write, self._low):
            button.setEnabled(can_write)
        self._end.setEnabled(self._is_writing)
        self._copy.setEnabled(self._job is not None)

    def _why_empty(self) -> str:
        if self._problem is not None:
            return NO_WRITER
        return NOT_KEPT if self._cursor.epoch else NO_EPOCH
