"""The shelf of runs: every run that was trained, to be compared, opened again and taken along."""

from __future__ import annotations

from functools import partial

from PyQt5.QtCore import QSize, Qt, pyqtSignal
from PyQt5.QtGui import QIcon
from PyQt5.QtWidgets import QAction, QMenu, QSplitter, QWidget

from formatting import counted
from shelf.run import LOOKS, Run
from shelf.run_table_file import save_runs_csv
from shelf.shelf import Shelf
from tasks.words import Words
from views.buttons import Push, log_scale_box, push_buttons
from views.colours import colours_for
from views.elided_label import ElidedLabel
from views.labels import make_text
from views.plot_window import PlotWindow
from views.rows import column_of, lines_of, put_in_tab_order, row_of
from views.run_looks import look_of, mark_of
from views.saving import Saving, table
from views.shelf.columns import what_all_have, what_differs_in_kind, words_of
from views.shelf.run_table import RunTable
from views.shelf.runs_plot import RunsCanvas

EMPTY = (
    "No run yet.\nEvery training that rests or is left comes here by itself, with its settings, "
    "and stays until you delete it."
)
_USUAL_SIZE = QSize(1240, 760)
_OPENING = "Opening {} in the main window…"
_ROOM_FOR_TABLE_AND_PLOTS = [290, 410]


class ShelfWindow(PlotWindow):
    """A table of the runs, and their curves over each other.

    Signals:
        open_wanted: the path of a run's file, with which training is to go on, and its name.
    """

    open_wanted = pyqtSignal(str, str)

    def __init__(self, shelf: Shelf, parent: QWidget | None = None) -> None:
        super().__init__("shelf", "Shelf of Runs", _USUAL_SIZE, parent)
        self._shelf = shelf
        self._can_open = False
        self._opening = self._deletion = ""
        self._make_output()
        self._make_controls()
        self._arrange()
        shelf.changed.connect(self._on_changed)
        shelf.problem.connect(self._tell_problem)
        if shelf.trouble:
            self._tell_problem(shelf.trouble)
        self._table.selection_changed.connect(self._on_selection)
        self.on_palette(self._paint_marks)
        self._paint_marks()
        self._on_changed()

    @property
    def words(self) -> Words:
        """Those of what the runs that are drawn have learned."""
        return words_of(self._drawn())

    def render(self, can_open: bool) -> None:
        """A run can be opened now, or not; so if one was, that has come to its end."""
        self._can_open = can_open
        if can_open:
            self._opening = self._take_back(self._opening)
        self._enable()

    def show_run(self, run_id: str) -> None:
        """Select a run, and let it be drawn."""
        self._shelf.hide(run_id, False)
        self._table.show_run(run_id)
        self._table.setFocus()

    # Making the window

    def _make_output(self) -> None:
        self._empty = make_text("shelfEmptyLabel", "What will appear here")
        self._empty.setText(EMPTY)
        self._empty.setAlignment(Qt.AlignCenter)
        self._same = ElidedLabel(
            "sameLabel", "What all runs that are drawn have in common", lines=2
        )
        self._table = RunTable(self._shelf, self)
        self.canvas: RunsCanvas = RunsCanvas(colours_for(self.palette()), self)
        self.canvas.name_it("runsCanvas", "Plots of loss and accuracy of all runs that are checked")

    def _make_controls(self) -> None:
        self._buttons = push_buttons((*self._editing_pushes(), *self._other_pushes()), self)
        self._open, self._rename, self._look, self._delete, self._undo, self._export, _ = (
            self._buttons
        )
        self._look.setMenu(self._look_menu())
        self._export.setMenu(self._export_menu())
        self._log = log_scale_box("logScaleCheck", self._on_log_scale)

    def _editing_pushes(self) -> tuple[Push, ...]:
        return (
            Push(
                "openRunButton",
                "Open again",
                "Go on with the selected run in the main window, in place of the training there; "
                "possible while training rests",
                self._open_selected,
            ),
            Push(
                "renameRunButton",
                "Rename",
                "Give the selected run another name",
                self._table.rename_current,
                "F2",
                is_own=True,
            ),
            Push("lookButton", "Colour", "Draw the selected runs in another look"),
        )

    def _other_pushes(self) -> tuple[Push, ...]:
        return (
            Push(
                "deleteRunsButton",
                "Delete",
                "Take the selected runs off the shelf; Undo brings them back",
                self._delete_selected,
                "Del",
            ),
            Push(
                "undoDeleteButton",
                "Undo delete",
                "Bring back the runs that were deleted last, as long as this program runs",
                self._shelf.undo_delete,
                "Ctrl+Z",
                is_own=True,
            ),
            Push("exportButton", "Export", "Save curves, the picture or the network of a run"),
            self.help_push(),
        )

    def _look_menu(self) -> QMenu:
        menu = QMenu(self, objectName="lookMenu")
        menu.aboutToShow.connect(lambda: self._fill_look_menu(menu))
        return menu

    def _fill_look_menu(self, menu: QMenu) -> None:
        """Anew each time: the marks follow the palette."""
        menu.clear()
        colours = colours_for(self.palette())
        for number in range(LOOKS):
            look = look_of(number, colours)
            action = menu.addAction(QIcon(mark_of(look, colours)), look.name)
            action.triggered.connect(lambda _=False, number=number: self._set_look(number))

    def _export_menu(self) -> QMenu:
        menu = QMenu(self, objectName="exportMenu", toolTipsVisible=True)
        self._export_actions: dict[str, QAction] = {}
        for name, text, tip, slot in (
            (
                "curves",
                "&Curves of the runs (CSV)…",
                "Every epoch of the selected runs, or of all that are checked, with the settings",
                self._export_curves,
            ),
            (
                "picture",
                "&Picture of both plots…",
                "The plots as PNG or SVG",
                lambda: self.ask_and_save_picture("runs"),
            ),
            (
                "network",
                "&Network of the selected run…",
                "The run's .keras file: this program opens it, and Keras where it has the cell",
                self._export_network,
            ),
        ):
            action = menu.addAction(text, slot)
            action.setToolTip(tip)
            self._export_actions[name] = action
        return menu

    def _arrange(self) -> None:
        *buttons, help_button = self._buttons
        row = row_of(*buttons, None, self._log, help_button)
        splitter = QSplitter(Qt.Vertical)
        splitter.addWidget(column_of(self._table, row, stretched=self._table))
        splitter.addWidget(self.canvas)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 3)
        splitter.setSizes(_ROOM_FOR_TABLE_AND_PLOTS)
        splitter.setChildrenCollapsible(False)
        self._full = column_of(self._same, splitter, stretched=splitter)
        # Not in a stack, where the words would be as wide as the table.
        column = lines_of(self._empty, self._full, self.message, stretched=self._full)
        column.setStretch(0, 1)
        self.setLayout(column)
        put_in_tab_order([self._table, *buttons, self._log, help_button])

    # Showing

    def _tell_problem(self, sentence: str) -> None:
        self.message.tell(sentence, False)

    def _take_back(self, told: str) -> str:
        """Tell no more what has come to its end; what was told since then stays."""
        if told and self.message.text() == told:
            self.message.clear()
        return ""

    def _on_changed(self) -> None:
        runs = self._shelf.runs
        self._table.update_runs()
        self._same.setText(self._sentence())
        has_something = bool(runs or self._shelf.deleted)
        self._full.setVisible(has_something)
        self._empty.setVisible(not has_something)
        if not self._shelf.deleted:
            self._deletion = self._take_back(self._deletion)
        self._on_selection()

    def _sentence(self) -> str:
        drawn = self._drawn()
        parts = [what_differs_in_kind(drawn), what_all_have(drawn)]
        if self._shelf.is_full:
            parts.append(
                f"The shelf is full with {counted(len(self._shelf.runs), 'run')}: each new one "
                "makes the oldest without a name go."
            )
        return " ".join(part for part in parts if part)

    def _drawn(self) -> list[Run]:
        return [run for run in self._shelf.runs if not run.is_hidden]

    def _on_selection(self) -> None:
        self._enable()
        self.request_frame()

    def _enable(self) -> None:
        selected = self._table.selected
        is_one = len(selected) == 1
        self._open.setEnabled(is_one and self._can_open)
        self._rename.setEnabled(is_one)
        self._look.setEnabled(bool(selected))
        self._delete.setEnabled(bool(selected))
        self._undo.setEnabled(self._shelf.deleted > 0)
        drawn = self._drawn()
        self._export.setEnabled(bool(selected or drawn))
        self._export_actions["curves"].setEnabled(bool(selected or drawn))
        self._export_actions["picture"].setEnabled(bool(drawn))
        self._export_actions["network"].setEnabled(is_one)

    def draw_frame(self) -> None:
        """Show the runs that are drawn, and which are selected."""
        self.canvas.set_runs(self._drawn(), {run.id for run in self._table.selected})
        super().draw_frame()

    def _on_log_scale(self, is_log: bool) -> None:
        self.canvas.set_log_scale(is_log)
        self.request_frame()

    def _paint_marks(self) -> None:
        self._table.paint_marks(colours_for(self.palette()))

    # What the user asks for

    def _open_selected(self) -> None:
        (run,) = self._table.selected
        self.message.tell(_OPENING.format(run.title), went_well=True, goes=False)
        self._opening = self.message.text()
        self.open_wanted.emit(str(self._shelf.file_of(run.id)), run.title)

    def _set_look(self, look: int) -> None:
        for run in self._table.selected:
            self._shelf.set_look(run.id, look)

    def _delete_selected(self) -> None:
        runs = self._table.selected
        self._shelf.delete([run.id for run in runs])
        self.message.tell(f"Deleted {counted(len(runs), 'run')}. Undo delete takes it back.", True)
        self._deletion = self.message.text()

    def _export_curves(self) -> None:
        runs = self._table.selected or self._drawn()
        self.ask_and_save(
            table("Save curves", "lstm-lab-runs.csv", lambda path: save_runs_csv(path, runs))
        )

    def _export_network(self) -> None:
        (run,) = self._table.selected
        self.ask_and_save(
            Saving(
                title="Save network",
                default_name=f"{run.problem.file_name}-{run.epochs}-epochs.keras",
                formats={".keras": "Keras model"},
                write=partial(self._shelf.export, run.id),
            )
        )
