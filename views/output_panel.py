"""Output Data: what is typed or given, what the network says to it, and how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PyQt5.QtCore import Qt, QTimer
from PyQt5.QtWidgets import (
    QAction,
    QFormLayout,
    QGridLayout,
    QGroupBox,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from tasks.answer import Answer
from tasks.kept import kept
from tasks.registry import FIRST_TASK, TASKS, task_of
from tasks.simpler import Baselines
from tasks.task import Problem
from training.moment import LastAnswer
from training.view import View
from views.actions import make_button
from views.adapting import Adapting
from views.answer_lines import MOST_SPELLED, answer_lines
from views.colours import colours_for
from views.labels import make_text, make_value_label, make_value_text
from views.message_line import MessageLine
from views.question_row import QuestionRow
from views.rows import fill, lines_of, put_in_tab_order, row_of
from views.symbol_strip import SymbolStrip

if TYPE_CHECKING:
    from views.beside import BesidePanel
    from views.judged_text import JudgedText
    from views.writing.text_view import TextView

_LINES_COMPARED = 2
_WIDE = 3.2
"""So many times as wide as what stands beside the answers, it leaves room for longer words."""
_AT_TOP = Qt.AlignTop | Qt.AlignLeft
_WRITTEN_TIP = "Point at a symbol to see how likely the network held it"
_View = TypeVar("_View", bound=QWidget)


class OutputPanel(Adapting, QGroupBox):
    """Shows a problem and an answer to it, and lets the user ask for one.

    What the task that the window begins with does not show is made when it is first needed.

    Attributes:
        question: what the user asks.
        strip: the symbols of a problem and of an answer.
        introduction: in its place, what is told of a problem before that.
    """

    def __init__(self, predict: QAction) -> None:
        super().__init__("Output Data")
        self._problem: Problem | None = None
        self._answered: LastAnswer | None = None
        self._compared = ""
        self._last_line = make_value_text(
            "nextLabel", "What the network predicts, and its confidence, or how it compares"
        )
        self._last_line.setAlignment(_AT_TOP)
        self._lines = (
            make_value_label("originalLabel", "What the network is given"),
            make_value_label("updatedLabel", "What goes on from there, or what is expected"),
            self._last_line,
        )
        for line in self._lines:
            # They are escaped, whether there is a tag in them or not.
            line.setTextFormat(Qt.RichText)
            # A long sequence must not widen the window.
            line.setSizePolicy(QSizePolicy.Ignored, QSizePolicy.Preferred)
        self._names = tuple(QLabel(alignment=_AT_TOP) for _ in self._lines)
        self.strip = SymbolStrip()
        self.strip.setObjectName("continuationStrip")
        self.introduction = make_text("introductionLabel", "What is to be known of the problem")
        self.introduction.setAlignment(_AT_TOP)
        self._answers = QStackedWidget()
        for view in (self.strip, self.introduction):
            self._answers.addWidget(view)
        # It takes what room there is and scrolls: the window must not jump with its lines.
        self._answers.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Ignored)
        self._answers.setMinimumHeight(self.strip.minimumSizeHint().height())
        self._told = QWidget()
        self._upper = QGridLayout()
        self.question = QuestionRow()
        self.question.refusal_changed.connect(self._tell)
        self.question.submitted.connect(predict.trigger)
        self.trouble = MessageLine("troubleLabel", "Why the network predicts no more")
        self.predict_button = make_button(predict, "predictButton", "Predict")
        self._arrange()
        self.show_problem(None)

    @kept
    def text(self) -> TextView:
        """In the place of the symbols, what was written."""
        from views.writing.text_view import TextView  # The main window need not wait for it.

        return self._in_place_of_symbols(TextView("writtenText", _WRITTEN_TIP))

    @kept
    def judged(self) -> JudgedText:
        """In the same place, what was judged as a whole."""
        from views.judged_text import JudgedText  # The main window need not wait for it.

        return self._in_place_of_symbols(JudgedText())

    @kept
    def beside(self) -> BesidePanel:
        """What simpler means reach, where that is known of a task."""
        from views.beside import BesidePanel  # The main window need not wait for it.

        return BesidePanel()

    def _put_beside(self) -> None:
        """Put that beside the answers, and beside the lines over them where these have the room."""
        panel, is_wide = self.beside, self.width() > _WIDE * self.beside.sizeHint().width()
        self._upper.addWidget(self._told, 0, 0, 1, 1 if is_wide else 2)
        self._upper.addWidget(panel, 0 if is_wide else 1, 1, 2 if is_wide else 1, 1)

    def _on_resize(self) -> None:
        QTimer.singleShot(0, self._write_lines)  # Only then the lines have their new width.
        if "beside" in vars(self):
            self._put_beside()

    def _in_place_of_symbols(self, view: _View) -> _View:
        self._answers.addWidget(view)
        put_in_tab_order([self.strip, view])
        return view

    def show_problem(self, problem: Problem | None) -> None:
        """Show the problem that is typed now, or a dash while it is not a valid one.

        An answer stands beside its own problem alone; with that problem it comes back.
        """
        self._problem = problem
        task = TASKS[FIRST_TASK] if problem is None else task_of(problem)
        if problem is not None or not self._names[0].text():
            for label, words in zip(self._names, task.words.lines, strict=True):
                label.setText(f"{words}:")
            self.strip.words = task.words
            if task.baselines is not None or "beside" in vars(self):
                self._put_beside()
                self.beside.setVisible(task.baselines is not None)
            self._last_line.lines = _LINES_COMPARED if task.baselines is not None else 0
            self._last_line.updateGeometry()
        self.question.show_problem(problem)
        self._show_answer()

    def show_answer(self, answered: LastAnswer | None) -> None:
        """Show what the network has predicted, if it has, and how far training had come by then."""
        self._answered = answered
        self._show_answer()

    def render(self, view: View, baselines: Baselines) -> None:
        """Say what is to be known of the problem, and how the network compares with others.

        Args:
            view: the session.
            baselines: what simpler means reach.
        """
        problem, last = view.typed, view.last
        if problem is None:
            return
        task = task_of(problem)
        if task.told is not None:
            self.introduction.setText(task.told(problem, view.told_settings))
        if task.baselines is not None:
            of_it = last if view.trained_problem == problem else None
            figure = task.compared(problem, of_it.loss, of_it.accuracy) if of_it else None
            self.beside.render(task.scale, baselines, figure)
            self._compared = "" if figure is None else baselines.verdict(figure)
            self._write_lines()

    @property
    def _shown(self) -> tuple[Answer | None, str]:
        """The answer, if it is on the problem that is typed now."""
        if self._answered is None or self._answered.answer.problem != self._problem:
            return None, ""
        return self._answered

    def _show_answer(self) -> None:
        self._write_lines()
        answer, _ = self._shown
        self._answers.setCurrentWidget(self._show_in_view(answer))
        self._tell()

    def _show_in_view(self, answer: Answer | None) -> QWidget:
        """Show an answer in the view that suits its task, which is returned."""
        problem = self._problem
        if problem is not None and task_of(problem).writing is not None:
            if answer is None:
                return self.introduction
            self.text.show_answer(answer)
            return self.text
        if problem is not None and task_of(problem).explaining is not None and answer is not None:
            self.judged.show_answer(answer)
            return self.judged
        if answer is None:
            self.strip.clear()
        else:
            self.strip.show_answer(answer)
        return self.strip

    def _arrange(self) -> None:
        form = QFormLayout(fieldGrowthPolicy=QFormLayout.AllNonFixedFieldsGrow)
        for name, line in zip(self._names, self._lines, strict=True):
            form.addRow(name, line)
        fill(self._told, form)
        self._upper.addWidget(self._told, 0, 0)
        # A grid forgets the least height of what has no other; a row in it does not.
        self._upper.addLayout(row_of(self._answers), 1, 0)
        self._upper.setRowStretch(1, 1)
        self._upper.setColumnStretch(0, 1)
        ask = row_of(self.predict_button, self.question, self.trouble, stretched=self.trouble)
        self.setLayout(lines_of(self._upper, ask, stretched=self._upper))
        self.on_resize(self._on_resize)
        self.on_palette(self._write_lines)

    def _tell(self) -> None:
        """Say what is wrong, in the room that is kept for it; if nothing is, nothing."""
        answer, _ = self._shown
        if sentence := self.question.refusal or (answer.trouble if answer else ""):
            self.trouble.tell(sentence, went_well=False)
        elif answer is not None and answer.remark:
            self.trouble.tell(answer.remark, went_well=True)
        else:
            self.trouble.clear()

    def _write_lines(self) -> None:
        colour = colours_for(self.palette()).predicted
        line = self._lines[0]
        letters = line.width() // line.fontMetrics().horizontalAdvance("0")
        room = max(MOST_SPELLED, letters)
        texts = answer_lines(self._problem, *self._shown, colour, self._compared, room)
        for line, text in zip(self._lines, texts, strict=True):
            line.setText(text)
