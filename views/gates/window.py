"""The window that answers whether gates win: choose how much to measure, watch the table fill."""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import QModelIndex, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from experiments.gate_sweep import GateSweep
from experiments.gates import FULL, QUICK, Questions, save_table
from experiments.run_fetcher import RunFetcher
from formatting import share_text
from shelf.shelf import Shelf
from views.calm_wheel import CalmComboBox
from views.colours import colours_for
from views.gates.table_model import GatesModel
from views.gates.table_picture import draw_table
from views.gates.words import ASKED, CAPTION, FETCHED_AGAIN, effort, under_way
from views.labels import make_text
from views.rows import label_of, lines_of, row_of
from views.saving import table
from views.scene_picture import write_picture
from views.sweep_window import SweepWindow

_USUAL_SIZE = QSize(1180, 600)

_LONGEST = "5 of 5 …, 8,192"
"""What may stand in a field: no column grows while the table is filled."""


class GatesTable(QTableView):
    """The table, field by field.

    Signals:
        wanted: the field that was clicked, or on which Return was pressed.
    """

    wanted = pyqtSignal(QModelIndex)

    def __init__(self, model: GatesModel) -> None:
        super().__init__(objectName="gatesTable", alternatingRowColors=True)
        self.setAccessibleName("Who solved what, with how many seeds, after how many updates")
        self.setToolTip("Each problem in a row, each network in a column")
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollPerPixel)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeToContents)
        self.horizontalHeader().setMinimumSectionSize(self.fontMetrics().width(f" {_LONGEST} "))
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setHighlightSections(False)
        self.verticalHeader().setDefaultAlignment(Qt.AlignLeft | Qt.AlignVCenter)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        self.clicked.connect(self.wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens the field that the keyboard is in."""
        if event.key() in (Qt.Key_Return, Qt.Key_Enter) and self.currentIndex().isValid():
            self.wanted.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class GatesWindow(SweepWindow):
    """Lets a set of questions be measured, and shows what is known of it.

    Signals:
        run_wanted: the id of a run on the shelf, to be looked at there.
    """

    run_wanted = pyqtSignal(str)
    experiment: GateSweep

    def __init__(
        self,
        shelf: Shelf,
        parent: QWidget | None = None,
        sets: tuple[Questions, ...] = (QUICK, FULL),
    ) -> None:
        super().__init__("gates", "Do Gates Win?", _USUAL_SIZE, parent)
        self.experiment = GateSweep(self)
        self._sets = sets
        self._told: tuple[Questions, bool, int] | None = None
        self._fetcher = RunFetcher(shelf, self)
        self.end_with_it(self._fetcher.close, self.experiment.close)
        self._fetcher.found.connect(self._on_found)
        self._fetcher.came_closer.connect(self._on_came_closer)
        self._fetcher.failed.connect(self._on_failed)
        self._make_output()
        self.make_buttons(
            "Measure what is not known yet of this set", "run", "every field", "the table"
        )
        self._arrange()
        self.experiment.changed.connect(self.render)
        self.render()

    @property
    def questions(self) -> Questions:
        """The set that is chosen."""
        return self._sets[self._choice.currentIndex()]

    @property
    def is_busy(self) -> bool:
        """Whether a run is measured, or trained once more for the shelf."""
        return super().is_busy or self._fetcher.is_running

    def cancel(self) -> None:
        """Leave the run that is fetched, too."""
        self._fetcher.cancel()
        self.message.clear()
        super().cancel()

    def _make_output(self) -> None:
        self._asked = make_text("gatesAskedLabel", "What is measured, and what counts as solved")
        self._asked.setText(ASKED)
        self._choice = CalmComboBox(objectName="gatesSetCombo")
        self._choice.setAccessibleName("How much is measured")
        self._choice.setToolTip("How many problems, networks and seeds are measured")
        self._choice.addItems([questions.title for questions in self._sets])
        self._choice.currentIndexChanged.connect(self.render)
        self._effort = make_text("gatesEffortLabel", "What this set asks for")
        self._model = GatesModel(self)
        self._table = GatesTable(self._model)
        self._table.wanted.connect(self._on_wanted)
        self._table.selectionModel().currentChanged.connect(lambda *_: self._say_field())
        self._words = make_text("gatesFieldLabel", "What the selected field says", lines=2)

    def _arrange(self) -> None:
        label = label_of("M&easure:", self._choice)
        choice = row_of(label, self._choice, 12, self._effort, stretched=self._effort)
        rows = self._asked, choice, self._table, self._words, *self.control_rows()
        self.setLayout(lines_of(*rows, stretched=self._table))

    # Showing

    def render(self) -> None:
        """Show what is known of the set that is chosen."""
        self.show_progress(under_way(self.experiment))
        # While a run is under way no field changes.
        told = self.questions, self.is_busy, self.experiment.points
        if told != self._told:
            self._told = told
            self._render_table()

    def _render_table(self) -> None:
        questions, sweep = self.questions, self.experiment
        left = sweep.missing(questions)
        self._model.show(questions, sweep.curves)
        self._effort.setText(effort(questions, left))
        self.enable(bool(left), has_results=self._has_results)
        self._choice.setEnabled(not sweep.is_running)
        self._say_field()

    @property
    def _has_results(self) -> bool:
        return any(shown.verdict for row in self._model.rows for shown in row)

    def _say_field(self) -> None:
        index = self._table.currentIndex()
        self._words.setText(self._model.shown_at(index).sentence if index.isValid() else "")

    # What the user asks for

    def start(self) -> None:
        """Measure what is missing."""
        self.experiment.start(self.questions)

    def save_table(self) -> None:
        """Save every field that is known."""
        questions, curves = self.questions, self.experiment.curves
        self.ask_and_save(
            table("Save table", "lstm-lab-gates.csv", lambda p: save_table(p, questions, curves))
        )

    def write_picture(self, path: Path) -> None:
        """Write the table."""
        colours, caption = colours_for(self.palette()), f"{self._effort.text()}\n{CAPTION}"
        write_picture(draw_table(self._model, caption, self.font(), colours), path, "Do gates win?")

    def _on_wanted(self, index: QModelIndex) -> None:
        shown = self._model.shown_at(index)
        if shown.contest is not None and shown.verdict is not None:
            verdict = shown.verdict
            self._fetcher.fetch(verdict.learner, shown.contest.problem, verdict.typical)
            self.render()

    def _on_came_closer(self, fraction: float) -> None:
        self.message.tell(f"{FETCHED_AGAIN}: {share_text(fraction, 0)}.", went_well=True)
        self.render()

    def _on_found(self, run_id: str) -> None:
        self.message.clear()
        self.render()
        self.run_wanted.emit(run_id)

    def _on_failed(self, sentence: str) -> None:
        self.message.tell(sentence, went_well=False)
        self.render()
