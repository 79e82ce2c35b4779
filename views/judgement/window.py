"""The window that says how well a network judges: on what was held out, and on the test set."""

from __future__ import annotations

from typing import Any

from PyQt5.QtCore import QSize, Qt, pyqtSignal
from PyQt5.QtWidgets import QSplitter, QWidget

from inspection.gradient_follower import Look, look_at
from inspection.inquiry import Inquiry
from inspection.jobs import ExamineJob, JobThread, Readers, examining_of
from networks.steps import finished
from tasks.examining import Answered, Examining, HardJudged
from tasks.simpler import NOTHING_KNOWN, Baselines
from tasks.task import Problem, on_problem
from training.checkpoint import TrainedState
from training.record import EpochRecord
from training.snapshots import EpochSnapshots
from training.tested import times_told
from training.view import View
from views.buttons import push_buttons
from views.calm_wheel import CalmComboBox
from views.colours import colours_for
from views.empty_stack import EmptyStack
from views.epoch_bar import EpochBar, EpochKeys
from views.epoch_cursor import EpochCursor
from views.judgement.asking_bar import AskingBar
from views.judgement.figures_table import FiguresTable
from views.judgement.plots import JudgementCanvas
from views.judgement.scene import PartJudged
from views.judgement.words import (
    ASKED_BEFORE,
    HELD_OUT,
    NO_JUDGE,
    NO_TEST_SET,
    NOT_ASKED,
    NOT_KEPT,
    OTHER_REVIEWS,
    TEST,
    hard_told,
    told,
)
from views.judgement.worst_panel import WorstPanel
from views.labels import make_text
from views.plot_window import PlotWindow
from views.prediction_plot import NO_EPOCH
from views.rows import column_of, label_of, row_of

TITLE = "How Well It Judges"
_USUAL_SIZE = QSize(1240, 740)
_WIDTHS = 860, 380
_MARGIN = 9
_LINES_OF_WORDS, _LINES_ON_HARD = 2, 3
_PARTS = HELD_OUT, TEST


class JudgementWindow(PlotWindow):
    """Judges the network of an epoch by what it says. It reads records, and changes nothing.

    Signals:
        review_wanted: one is to be explained, word by word; its text.
        tested: a network has answered the whole test set of this problem.
    """

    review_wanted = pyqtSignal(str)
    tested = pyqtSignal(object)

    def __init__(
        self,
        epoch_cursor: EpochCursor,
        snapshots: EpochSnapshots,
        view: View,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("judgement", TITLE, _USUAL_SIZE, parent)
        self._cursor, self._snapshots, self._view = epoch_cursor, snapshots, view
        self._baselines: Baselines = NOTHING_KNOWN
        self._held_out: tuple[EpochRecord, PartJudged] | None = None
        self._asked: EpochRecord | None = None
        self._test: tuple[Problem, EpochRecord, PartJudged] | None = None
        self._shown: PartJudged | None = None
        self._hard_told: tuple[TrainedState, EpochRecord, HardJudged] | None = None
        self._readers = Readers()
        self._hard = Inquiry("hard sentences", self)
        self._examiner = JobThread("examination", self)
        self.end_with_it(self._hard.close, self._examiner.close)
        self.rest_unseen(self._hard.cancel, self._stop)
        self._make_output()
        self._make_controls()
        self._arrange()
        self._connect()
        self._show()

    # What the window is told

    def render(self, view: View, baselines: Baselines) -> None:
        """Look at the session as it is now, and at what simpler means reach."""
        self._view, self._baselines = view, baselines
        self.set_title(on_problem(TITLE, view.trained_problem))
        self.request_frame()

    def show_held_out(self) -> None:
        """Show what the student chooses by: of a training just opened the test said nothing yet."""
        self._part.setCurrentIndex(_PARTS.index(HELD_OUT))

    # Making the window

    def _make_output(self) -> None:
        self.canvas: JudgementCanvas = JudgementCanvas(colours_for(self.palette()), self)
        self.canvas.name_it(
            "judgementCanvas", "Right and wrong answers, how sure they are, and how often rightly"
        )
        self._figures = FiguresTable()
        self._hard_words = make_text(
            "judgementHardLabel", "How many hard sentences are judged rightly", _LINES_ON_HARD
        )
        shown = column_of(self.canvas, self._figures, self._hard_words, stretched=self.canvas)
        shown.setContentsMargins(_MARGIN, 0, 0, 0)
        self._worst = WorstPanel()
        parts = QSplitter(Qt.Horizontal, objectName="judgementParts", childrenCollapsible=False)
        for part in (shown, self._worst):
            parts.addWidget(part)
        parts.setSizes(_WIDTHS)
        parts.setStretchFactor(0, 1)
        self._stack = EmptyStack("judgementEmptyLabel", parts)
        self._words = make_text(
            "judgementWordsLabel", "How good the network is, and who is ahead", _LINES_OF_WORDS
        )

    def _make_controls(self) -> None:
        self._part = CalmComboBox(objectName="judgementPartCombo", accessibleName="Part shown")
        self._part.addItems(_PARTS)
        self._part.setToolTip("The part whose answers are shown")
        self._asking = AskingBar()
        self._epoch_bar = EpochBar(self._cursor, EpochKeys(), "judgement")
        save = self.save_push(self._name_of_picture)
        self._save, self._help = push_buttons((save, self.help_push()), self)

    def _name_of_picture(self) -> str:
        assert self._shown is not None  # Else there is nothing to save.
        return f"judgement-epoch-{self._shown.epoch}"

    def _arrange(self) -> None:
        asking = row_of(label_of("&Shown:", self._part), self._part, self._asking)
        epochs = self._epoch_bar.row(self._save, self._help)
        self.arrange(self._stack, self._words, asking, epochs, self.message)

    def _connect(self) -> None:
        self._cursor.changed.connect(self.request_frame)
        self._part.currentIndexChanged.connect(self.request_frame)
        self._worst.review_wanted.connect(self.review_wanted)
        self._asking.wanted.connect(self._ask)
        self._asking.unwanted.connect(self._stop)
        self._examiner.gave.connect(self._on_gave)
        self._examiner.ended.connect(lambda _job, problem: self._on_ended(problem))
        self._hard.answered.connect(self._on_hard)
        self._hard.failed.connect(self._on_ended)

    # The test set

    def _ask(self) -> None:
        look = self._look(self._cursor.epoch)
        if look is not None:
            self.message.clear()
            self._asked = self._cursor.history[look.epoch - 1]
            self._examiner.begin(ExamineJob(look))
            self._show_state()

    def _stop(self) -> None:
        self._examiner.cancel()
        self._show_state()

    def _on_gave(self, job: ExamineJob, thing: float | Answered) -> None:
        if isinstance(thing, float):
            self._asking.show_progress(thing)
        else:
            self._stop()  # It counts now: there is nothing left to be stopped.
            self._on_examined(job.look, thing)

    def _on_examined(self, look: Look, answered: Answered) -> None:
        assert self._asked is not None
        examining = examining_of(look.state.learned)
        assert examining is not None  # No other is asked.
        left_out = examining.left_out(look.state.learned, look.settings, answered.reviews)
        judged = PartJudged(TEST, look.epoch, answered, left_out)
        self._test = look.state.learned, self._asked, judged
        self.tested.emit(look.state.learned)
        self._part.setCurrentIndex(_PARTS.index(TEST))
        self.request_frame()

    def _on_ended(self, problem: str) -> None:
        if problem:
            self.message.tell(problem, went_well=False)
        self._show_state()

    # Hard sentences

    def _ask_hard(self, examining: Examining, epoch: int) -> None:
        """Let them be judged by the network after this epoch, as all that stands beside them."""
        look = self._look(epoch)
        if look is None:
            self._hard_words.setText(NOT_KEPT)
            return
        problem = look.state.learned
        self._hard_words.setText(self._told_of_hard(problem))
        if self._hard_told is None or look.state is not self._hard_told[0]:
            hard, readers = examining.hard, self._readers
            self._hard.ask(
                (look.settings, look.state, self._cursor.history[look.epoch - 1]),
                lambda: finished(hard(readers.at(look), problem)),
            )

    def _told_of_hard(self, problem: Problem) -> str:
        """How they were judged last; nothing of another problem, or of a training that is gone."""
        if self._hard_told is None:
            return ""
        state, record, judged = self._hard_told
        if state.learned != problem or not self._cursor.history.holds(record):
            return ""
        return hard_told(record.epoch, judged, self._baselines)

    def _on_hard(self, question: tuple[Any, Any, Any], judged: HardJudged) -> None:
        _, state, record = question
        self._hard_told = state, record, judged
        self.request_frame()

    # What is shown

    @property
    def _problem(self) -> Problem | None:
        return self._view.trained_problem

    def _look(self, epoch: int) -> Look | None:
        """The network after this epoch, or after the nearest that is kept, if it judges."""
        look = look_at(self._view.settings, self._snapshots, epoch)
        return look if look and examining_of(look.state.learned) else None

    def _judged(self, examining: Examining) -> PartJudged | None:
        """What the part that is chosen shows; None where there is nothing of it."""
        if self._part.currentText() == TEST:
            return self._judged_test(examining)
        return self._judged_held_out(examining)

    def _judged_test(self, examining: Examining) -> PartJudged | None:
        """What was answered, unless that was of other reviews or before a new beginning."""
        if self._test is None:
            return None
        problem, record, judged = self._test
        is_same = examining.test_set(problem) == examining.test_set(self._problem)
        return judged if is_same and self._cursor.history.holds(record) else None

    def _judged_held_out(self, examining: Examining) -> PartJudged | None:
        history, epoch = self._cursor.history, self._cursor.epoch
        if epoch < max(history.problem_changes, default=1):
            return None
        record = history[epoch - 1]
        if self._held_out is None or self._held_out[0] is not record:
            problem, settings = self._problem, self._view.settings
            answered = examining.held_out(problem, settings, record.predictions)
            left_out = examining.left_out(problem, settings, answered.reviews)
            self._held_out = record, PartJudged(HELD_OUT, epoch, answered, left_out)
        return self._held_out[1]

    def draw_frame(self) -> None:
        """Bring all up to date, or say why there is nothing."""
        self._show()
        if self.canvas.measures is not None:
            super().draw_frame()

    def _show(self) -> None:
        examining = examining_of(self._problem)
        self._shown = self._judged(examining) if examining and self._cursor.epoch else None
        judged = self._shown
        if examining is None or judged is None:
            self._words.setText("")
            self._stack.say(self._why_empty(examining))
        else:
            self._stack.show_content()
            self._show_judged(examining, judged)
        self._save.setEnabled(judged is not None)
        self._show_state()

    def _show_judged(self, examining: Examining, judged: PartJudged) -> None:
        """Show it; all of it says after which epoch, which need not be the one that is chosen."""
        measures, problem, epoch = judged.measures, self._problem, judged.epoch
        self.canvas.measures, self.canvas.heading = measures, judged.heading
        self._words.setText(told(judged, self._baselines, self._cursor.epoch))
        self._figures.show_figures(
            epoch, measures.with_labels, measures.with_stars, examining.reported
        )
        self._worst.show_wrong(
            epoch, judged.wrong, measures.mistakes, lambda review: examining.text(problem, review)
        )
        self._ask_hard(examining, epoch)

    def _why_empty(self, examining: Examining | None) -> str:
        if examining is None and self._problem is not None:
            return NO_JUDGE
        if not self._cursor.epoch:
            return NO_EPOCH
        if self._part.currentText() != TEST:
            return OTHER_REVIEWS
        return ASKED_BEFORE if self._view.times_tested else NOT_ASKED

    def _show_state(self) -> None:
        """Offer the test set, if there is one, and say how often it was asked."""
        examining, is_asking = examining_of(self._problem), self._examiner.job is not None
        if examining is None or examining.test_set(self._problem) is None:
            self._asking.show_state(False, is_asking, "" if examining is None else NO_TEST_SET)
            return
        words = times_told(self._view.times_tested) or examining.why_once
        can_ask = self._look(self._cursor.epoch) is not None
        self._asking.show_state(can_ask, is_asking, words)
