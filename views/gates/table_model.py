"""Who solved what, as Qt's tables read it."""

from __future__ import annotations

from typing import Any, NamedTuple

from PyQt5.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PyQt5.QtGui import QFont

from experiments.gates import Contest, Questions, Verdict
from experiments.sweep_file import Curves
from tasks.registry import task_of
from tasks.task import Problem
from views.gates.words import OPEN_IT, field_sentence, field_text, guess_text, problem_text
from views.painting import fails_once

_ROOT = QModelIndex()
GUESS = "Guess"
_GUESS_TIP = "What is reached without looking at the sequence."


class Shown(NamedTuple):
    """One field as it is shown.

    Attributes:
        contest: who learns what in it; None in the column of the guess.
        verdict: what is known of it; None while that is nothing.
        text: that stands there.
        sentence: the same for who reads or hears it.
        is_best: whether nobody in the row has solved it with more seeds, or as many and faster.
    """

    contest: Contest | None
    verdict: Verdict | None
    text: str
    sentence: str
    is_best: bool = False


class GatesModel(QAbstractTableModel):
    """A row for each problem, a column for the guess and for each contestant."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._questions: Questions | None = None
        self.rows: list[list[Shown]] = []

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Those of the rows."""
        return self._questions.problems if self._questions else ()

    @property
    def titles(self) -> list[str]:
        """Those of the columns."""
        contestants = self._questions.contestants if self._questions else ()
        return [GUESS, *(each.title for each in contestants)]

    def show(self, questions: Questions, curves: Curves) -> None:
        """Show what is known of these questions."""
        rows = [_row(row, curves) for row in questions.rows]
        if questions is not self._questions:
            self.beginResetModel()
            self._questions, self.rows = questions, rows
            self.endResetModel()
        elif rows != self.rows:
            self.rows = rows
            last = self.index(len(rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def shown_at(self, index: QModelIndex) -> Shown:
        """The field at a place of the table."""
        return self.rows[index.row()][index.column()]

    def rowCount(self, parent: QModelIndex = _ROOT) -> int:
        """One for each problem."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = _ROOT) -> int:
        """The guess and the contestants."""
        return 0 if parent.isValid() else len(self.titles)

    @fails_once(lambda model: model.rows)
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Contestants above, problems at the left."""
        if orientation == Qt.Horizontal:
            title = self.titles[section]
            tip = _GUESS_TIP if title == GUESS else title
            return {Qt.DisplayRole: title, Qt.ToolTipRole: tip}.get(role)
        problem = self.problems[section]
        tip = f"{task_of(problem).summary}."
        return {Qt.DisplayRole: problem_text(problem), Qt.ToolTipRole: tip}.get(role)

    @fails_once(lambda model: model.rows)
    def data(self, index: QModelIndex, role: int = Qt.DisplayRole) -> Any:
        """What stands in a field, what it says in words, and whether it is the best of its row."""
        if not index.isValid():
            return None
        shown = self.shown_at(index)
        if role == Qt.DisplayRole:
            return shown.text
        if role == Qt.TextAlignmentRole:
            return int(Qt.AlignCenter)
        if role == Qt.AccessibleTextRole:
            return shown.sentence
        if role == Qt.ToolTipRole:
            return f"{shown.sentence} {OPEN_IT}." if shown.verdict else shown.sentence
        if role == Qt.FontRole and shown.is_best:
            font = QFont()
            font.setBold(True)
            return font
        return None


def _row(contests: tuple[Contest, ...], curves: Curves) -> list[Shown]:
    verdicts = [contest.verdict(curves) for contest in contests]
    ranks = [_rank(verdict) for verdict in verdicts]
    problem = contests[0].problem
    guess = guess_text(problem)
    return [
        Shown(None, None, guess, f"A guess reaches {guess} on {problem.title}."),
        *(
            Shown(
                contest,
                verdict,
                field_text(verdict),
                field_sentence(contest, verdict),
                rank is not None and rank == min(filter(None, ranks)),
            )
            for contest, verdict, rank in zip(contests, verdicts, ranks, strict=True)
        ),
    ]


def _rank(verdict: Verdict | None) -> tuple[int, int] | None:
    """The smaller, the better; None where nothing is solved, or not all is known."""
    if verdict is None or verdict.median_updates is None or not verdict.is_whole:
        return None
    return -len(verdict.solved), verdict.median_updates
