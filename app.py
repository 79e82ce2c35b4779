"""The main window: its widgets, its actions, and how it renders the session.

It decides nothing about training. What the user asks for goes to the session;
what the session says is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PyQt5.QtCore import QSize, Qt
from PyQt5.QtGui import QCloseEvent
from PyQt5.QtWidgets import (
    QAction,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QWidget,
)

from cells.registry import CELLS
from experiments.race_session import RaceSession
from networks.settings import DEFAULT_SETTINGS, Settings
from shelf.shelf import Shelf
from shelf.shelf_keeper import ShelfKeeper
from tasks.registry import task_of
from tasks.task import Problem
from training.checkpoint import Checkpoint
from training.comparison import Comparison
from training.session import Session
from training.states import Command
from views.actions import ACTIONS, WITHIN, make_action, make_button, offer, show_possible
from views.closing import ClosingWindow, try_to_keep
from views.control_panel import ControlPanel
from views.epoch_cursor import EpochCursor
from views.file_drop import FileDrop
from views.further_windows import Desk, FurtherWindows
from views.help import show_about
from views.info_panels import NetworkPanel, TrainingPanel
from views.labels import as_it_stands, make_text
from views.manners import Scroller, room_for
from views.message_line import GONE_AFTER
from views.number_field import NumberField, are_taken, first_refusal
from views.output_panel import OutputPanel
from views.plots_loading import short_turns
from views.problem_editor import ProblemEditor
from views.questions import ask_what_to_keep, ask_which_file, may_lose, may_open_another
from views.rows import column_of, row_of
from views.run_row import RunRow
from views.saving import Saving, ask_where_to_save
from views.status_bar import StatusBar
from views.task_help import show_main_help, show_others
from views.wrapping_row import WrappingRow

FILE_FILTER = "Keras model (*.keras)"
REST_FIRST = "A file can be opened when training rests: press Pause first."
READ_FIRST = "What you chose is still being read: wait until it is there."
EPOCHS_SUIT = "Epochs is {:,} now: so many suit the {}."
_BETWEEN_PANELS = 3
_WITHIN_PANEL = 9, 3, 9, 3
"""Pixels between the edge of a panel and what it holds."""
USUAL_WIDTH = 1120
"""Pixels: enough for a pattern of 16 symbols and 8 more in one line, all controls of a task, and
the longest network beside its training, with a bar to scroll beside them."""


class Controllers(NamedTuple):
    """What holds the state that the windows render, and does what they ask."""

    session: Session
    shelf: Shelf
    keeper: ShelfKeeper
    race: RaceSession
    comparison: Comparison


class MainWindow(QMainWindow):
    """The window a student works in, top to bottom: data, status, output, control, information."""

    def __init__(self, controllers: Controllers) -> None:
        super().__init__(objectName="mainWindow")
        self._controllers = controllers
        self.session = session = controllers.session
        self.shelf, self.race = controllers.shelf, controllers.race
        self.comparison = controllers.comparison
        self.closed_cleanly = self.may_ask = True
        self.epoch_cursor = EpochCursor(session.history, self)
        shown = (session, self.shelf, self.race, self.comparison, self.epoch_cursor)
        asked = (self.on_branch, self.open_file, self._typed)
        self.further = FurtherWindows(Desk(*shown, self, *asked))
        self.actions_by_name = self._make_actions()
        self.problem = ProblemEditor()
        self.run = RunRow(self.actions_by_name["new_weights"])
        self.epochs, self.patience = self.run.epochs, self.run.patience
        self.seed, self.backend = self.run.seed, self.run.backend
        self.status = make_text("statusLabel", "Status: what the program is doing right now", 2)
        self.output = OutputPanel(self.actions_by_name["predict"])
        self.control = ControlPanel(self.actions_by_name)
        self.network = NetworkPanel(
            self.actions_by_name["show_architecture"],
            self.actions_by_name["look_inside"],
            self.actions_by_name["network_settings"],
        )
        self.training = TrainingPanel(session.history)
        self._arrange()
        self._connect()
        self.render()

    # Making the window

    def _typed(self) -> tuple[Problem | None, int]:
        self.take_typed_numbers()
        return self.problem.problem, self.seed.value()

    def _make_actions(self) -> dict[str, QAction]:
        actions, slots = {}, self._slots()
        for row in ACTIONS:
            slot = partial(self.further.open, row.opens) if row.opens else slots[row.name]
            action = make_action(row, slot, self)
            self._menu(row.menu).addAction(action)
            actions[row.name] = action
        return actions

    def _slots(self) -> dict[str, Callable[[], object]]:
        """What the actions do that open no window."""
        session = self.session
        return {
            "open": self.on_open,
            "save": self.on_save,
            "quit": self.close,
            "start": self.on_start,
            "pause": session.pause,
            "resume": self.on_resume,
            "step": self.on_step,
            "reset": session.reset,
            "undo": session.undo,
            "best_epoch": session.best_epoch,
            "new_weights": session.new_weights,
            "predict": self.on_predict,
            "replace_process": session.replace_process,
            "help": lambda: show_main_help(self, self.problem.problem),
            "others": lambda: show_others(self, self.problem.problem),
            "about": partial(show_about, self),
        }

    def _menu(self, titles: str) -> QWidget:
        """The menu of that title, within others if need be, made when it is first asked for."""
        menu = self.menuBar()
        for title in titles.split(WITHIN):
            there = {action.text(): action.menu() for action in menu.actions()}
            menu = there.get(title) or menu.addMenu(title)
            menu.setToolTipsVisible(True)
        return menu

    def _arrange(self) -> None:
        information = WrappingRow(self.network, self.training, stretches=(3, 2))
        content = column_of(
            self._input_panel(),
            self._status_row(),
            self.output,
            self.control,
            information,
            stretched=self.output,
        )
        # On a laptop's screen every line counts.
        for panel in content.findChildren(QGroupBox):
            panel.layout().setContentsMargins(*_WITHIN_PANEL)
        # The bars above and below have room of their own.
        content.layout().setContentsMargins(9, 4, 9, 0)
        content.layout().setSpacing(_BETWEEN_PANELS)
        # On a small screen or in large print the window scrolls instead of clipping.
        scroll = Scroller()
        scroll.setWidget(content)
        self.setCentralWidget(scroll)
        self._content = content
        # Made now, it does not push the rest up with its first message.
        self.setStatusBar(StatusBar())
        # Left to itself, Qt would open the window on two thirds of the screen at most.
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Room for everything and two lines more of predictions, as far as the screen has it.

        Two lines of text more leave them whole where a task takes three lines to tell.
        """
        further_lines = 2 * self.output.strip.minimumSizeHint().height()
        further_lines += 2 * self.fontMetrics().lineSpacing()
        bars = self.menuBar().sizeHint().height() + self.statusBar().sizeHint().height()
        frame = QSize(4, bars + further_lines + 4)
        wanted = (self._content.sizeHint() + frame).expandedTo(QSize(USUAL_WIDTH, 0))
        return wanted.boundedTo(room_for(self))

    def _status_row(self) -> QHBoxLayout:
        self.status.setIndent(2)
        action = self.actions_by_name["replace_process"]
        replace = make_button(action, "replaceProcessButton", "Start another process")
        replace.hide()
        action.changed.connect(lambda: replace.setVisible(action.isEnabled()))
        return row_of(self.status, replace, stretched=self.status)

    def _input_panel(self) -> QGroupBox:
        panel = QGroupBox("Input Data")
        form = QFormLayout(panel, fieldGrowthPolicy=QFormLayout.AllNonFixedFieldsGrow)
        task = self.problem.task_row()
        form.addRow("Tas&k:", task)
        form.labelForField(task).setBuddy(self.problem.chooser)
        form.addRow(self.problem.label, self.problem)
        form.addRow("&Epochs:", self.run)
        form.labelForField(self.run).setBuddy(self.epochs)
        return panel

    def _connect(self) -> None:
        session = self.session
        session.changed.connect(self.render)
        session.history_grew.connect(self.epoch_cursor.history_grew)
        session.history_grew.connect(self.training.curve.update)
        session.history_replaced.connect(self.training.curve.update)
        session.history_replaced.connect(self.epoch_cursor.history_replaced)
        session.history_replaced.connect(self._show_answer)
        session.reached_goal.connect(self._on_reached_goal)
        session.continued.connect(self._show_answer)
        session.opened.connect(self._on_opened)
        session.saved.connect(self._on_saved)
        session.told.connect(lambda told: self.statusBar().showMessage(told, GONE_AFTER))
        session.problem.connect(self._on_problem)
        self.shelf.problem.connect(self.statusBar().showMessage)
        self.comparison.changed.connect(self.render)
        self.comparison.failed.connect(self.statusBar().showMessage)
        FileDrop(self).dropped.connect(self._on_dropped, Qt.QueuedConnection)
        self.problem.told.connect(self.statusBar().showMessage)
        self.problem.is_training.connect(self.open_file)
        self.problem.problem_changed.connect(self._on_problem_set)
        self.problem.submitted.connect(self.actions_by_name["start"].trigger)
        self.problem.refusal_changed.connect(self._tell_refusal)
        for field in self.run.numbers:
            field.refusal_changed.connect(self._tell_refusal)
        self.epochs.valueChanged.connect(session.set_epochs)
        self.patience.valueChanged.connect(session.set_patience)
        self.seed.valueChanged.connect(session.set_seed)
        self.backend.activated.connect(lambda: session.choose_backend(self.backend.currentData()))
        self.control.speed.speed_changed.connect(session.set_speed)
        session.set_speed(self.control.speed.epochs_per_second)

    # What the session says

    def render(self) -> None:
        """Show the session as it is now."""
        view, had_focus = self.session.view, self.focusWidget()
        if view.typed not in (None, self.problem.problem):
            self.problem.show_problem(view.typed)
        self.problem.show_settings(view.told_settings)
        self.problem.set_editable(Command.SET_PROBLEM in view.commands)
        self.run.render(view)
        view = self.session.view  # What was filled in may have taken the place of what is refused.
        self.comparison.follow(view.typed, view.trained_problem)
        show_possible(self.actions_by_name, view)
        problems = {view.typed, view.trained_problem} - {None}
        offer(self.actions_by_name, [task_of(problem) for problem in problems])
        self.output.question.setEnabled(Command.PREDICT in view.commands)
        self.status.setText(view.status)
        self.setWindowTitle(_title_for(view.settings))
        self.output.render(view, self.comparison.of(view.typed))
        self.network.render(view)
        self.training.render(view)
        self.further.render()
        if had_focus is not None and not had_focus.isEnabled():
            self.control.take_focus()

    def _tell_refusal(self) -> None:
        """What is wrong with what is typed decides what can begin: of another problem, once set."""
        if self.problem.problem == self.session.view.typed:
            self.session.set_refusal(self.problem.refusal or first_refusal(*self.run.numbers))

    def _on_problem_set(self, problem: Problem | None) -> None:
        self.output.show_problem(problem)
        self.epochs.interpretText()  # What is being typed is chosen.
        before = self.epochs.value()
        self.session.set_problem(problem)
        if problem is not None and self.epochs.value() != before:
            told = EPOCHS_SUIT.format(self.epochs.value(), task_of(problem).words.problem)
            self.statusBar().showMessage(told, GONE_AFTER)
        self._tell_refusal()

    def _on_reached_goal(self) -> None:
        """Show what the network has learned, without being asked, unless that would take long."""
        learned = self.session.view.trained_problem
        if learned and task_of(learned).is_tried(learned) and not self.output.question.refusal:
            self.on_predict()

    def _show_answer(self) -> None:
        self.output.show_answer(self.session.view.answered)

    def _on_opened(self, checkpoint: Checkpoint) -> None:
        if (typed := self.session.view.typed) is not None:
            self.problem.show_problem(typed)  # Even the one that is shown: another may be awaited.
        self.statusBar().clearMessage()

    def _on_saved(self, path: str) -> None:
        self.statusBar().showMessage(f"Saved as {path}.", GONE_AFTER)

    def _on_problem(self, sentence: str) -> None:
        self.statusBar().clearMessage()
        text = as_it_stands(sentence)
        if (shown := self.findChild(QMessageBox, "problemBox")) is not None:
            shown.setText(text)
            return
        box = QMessageBox(QMessageBox.Warning, "LSTM Lab", text, QMessageBox.Ok, self)
        box.setObjectName("problemBox")
        box.setAttribute(Qt.WA_DeleteOnClose)
        box.open()

    # What the user asks for

    def on_start(self) -> None:
        """Train; if the net has learned another problem, ask first what to keep.

        Another network that is being prepared is waited for: it has learned nothing yet.
        """
        if not self.take_typed_numbers():
            return
        session, view = self.session, self.session.view
        if view.next_settings is not None or not view.problem_changed:
            session.start()
        elif Command.START in view.commands and view.trained_problem is not None:
            keep = partial(session.start, keep=True)
            ask_what_to_keep(self, view.trained_problem, view.epoch, keep, session.start)

    def on_resume(self) -> None:
        """Go on with training."""
        if self.take_typed_numbers():
            self.session.resume()

    def on_step(self) -> None:
        """Train one epoch."""
        if self.take_typed_numbers():
            self.session.step()

    def on_branch(self, epoch: int) -> None:
        """Train on from the end of an epoch; if it had another problem, ask first."""
        if epoch not in self.session.snapshots.epochs:
            return
        branch = partial(self.session.branch, epoch)
        learned = self.session.snapshots.at(epoch).learned
        if self.problem.problem in (None, learned):
            branch()
        else:
            ask_what_to_keep(self, learned, epoch, branch)

    def on_predict(self) -> None:
        """Ask what is to be asked of the network."""
        question = self.output.question.take()
        if question is not None:
            self.session.predict(question)

    def on_open(self) -> None:
        """Ask which saved training is to be opened."""
        ask_which_file(self, "Open a trained network", FILE_FILTER, self.open_file)

    def open_file(self, path: str, name: str = "") -> None:
        """Go on with this training; one that is there is given up only on a second word.

        A file that is none is refused without any question. It is told of by its own name, unless
        it has another.
        """
        if Command.OPEN not in self.session.view.commands:
            self.statusBar().showMessage(REST_FIRST)
        else:
            self.session.open(path, partial(may_open_another, self, self.session.view), name)

    def _on_dropped(self, path: str, problem: str) -> None:
        if problem:
            self.statusBar().showMessage(problem)
        elif path.endswith(".keras") or Command.SET_PROBLEM not in self.session.view.commands:
            self.open_file(path)
        else:
            self.problem.read_file(path)

    def on_save(self) -> None:
        """Save the training."""
        title, formats = "Save the trained network", {".keras": "Keras model"}
        saving = Saving(title, self._file_name(), formats, lambda p: self.session.save(str(p)))
        ask_where_to_save(self, saving)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close at any moment: hide at once, then wait a little for the workers, and for files.

        Only what could not be kept is asked about before, if somebody is there to answer.
        """
        if self._has_to_stay():
            event.ignore()
            return
        self.further.plots.stop()
        self.further.close()
        self.hide()
        closing = ClosingWindow()
        with short_turns():
            self.shelf.leave_windows()
            self._controllers.keeper.put()
            # Last those that wait for files: what is queued comes meanwhile, and may ask for more.
            have_ended = [
                self.problem.finish(),
                self.further.finish(),
                self.comparison.close(),
                self.race.close(),
                self.session.close(closing.tell),
                self.shelf.close(closing.tell),
            ]
        self.closed_cleanly = all(have_ended)
        closing.hide()
        event.accept()

    def _has_to_stay(self) -> bool:
        """Whether runs can still not be kept, and the user would rather not lose them."""
        try_to_keep(self.shelf, self._controllers.keeper.put)
        is_asked = self.shelf.not_kept and self.may_ask
        # A signal may come in place of an answer.
        return bool(is_asked) and not may_lose(self, self.shelf) and self.may_ask

    def take_typed_numbers(self) -> bool:
        """A number that is still being typed counts, when a shortcut is pressed meanwhile.

        Returns whether they are numbers, and no data are still to come.
        """
        if self.problem.is_under_way:
            self.statusBar().showMessage(READ_FIRST, GONE_AFTER)
            return False
        return are_taken(*self._numbers)

    @property
    def _numbers(self) -> tuple[NumberField, ...]:
        return (*self.problem.numbers, *self.run.numbers)

    def _file_name(self) -> str:
        view = self.session.view
        learned = view.trained_problem.file_name if view.trained_problem else "untrained"
        return f"{learned}-{view.epoch}-epochs.keras"


def _title_for(settings: Settings) -> str:
    """The program's name, and the cell where it is not the one the program is named for."""
    if settings.cell == DEFAULT_SETTINGS.cell:
        return "LSTM Lab"
    return f"{CELLS[settings.cell].title} – LSTM Lab"
