"""The race: two to four networks, started together on the same problem, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from PyQt5.QtCore import QSize
from PyQt5.QtGui import QCloseEvent
from PyQt5.QtWidgets import QFormLayout, QPushButton, QWidget

from experiments.prepared_races import RACES
from experiments.prepared_training import PreparedTraining
from experiments.race_session import RaceSession
from networks.settings import Settings
from networks.settings_table import BACKEND, EPOCHS, SEED
from shelf.shelf import Shelf
from tasks.registry import FIRST_TASK, TASKS, task_of
from tasks.task import Problem, Task
from tasks.words import Words
from training.group import Member
from training.learner import GroupPlan, Learner
from training.states import Command
from views.actions import ACTIONS, TRAINING_MENU
from views.buttons import Push, menu_button, push_button, push_buttons, tip_with
from views.colours import colours_for
from views.field_widgets import make_number, make_widget, show_value
from views.labels import make_text
from views.number_field import NumberField, first_refusal
from views.own_keys import keep_key
from views.plot_window import PlotWindow
from views.problem_editor import ProblemEditor
from views.race.candidates import candidates
from views.race.canvas import RaceCanvas
from views.race.contestants_bar import ContestantsBar
from views.rows import label_of, lines_of, row_of
from views.speed_bar import SpeedBar
from views.wrapping_row import WrappingRow

_TO_START = "Let all learn the {problem}, from the same seed"
_FREED = "\nReset lets it be chosen again."
"""The end of a tip of what is grey while a race stands."""
DEFAULT_BACKEND = "numpy"
"""It needs no preparation, so a race begins at once."""
_USUAL_SIZE = QSize(1240, 820)


class RaceWindow(PlotWindow):
    """Chooses the contestants of a race, and shows how they do."""

    def __init__(self, race: RaceSession, shelf: Shelf, parent: QWidget | None = None) -> None:
        super().__init__("race", "Race", _USUAL_SIZE, parent)
        self._race = race
        self.begin_seen(race.watch)
        self._shelf = shelf
        self._present: Settings | None = None
        self._prepared: PreparedTraining | None = None
        self._epochs_are_chosen = False
        self._drawn: tuple[tuple[Learner, ...], Problem | None] = ((), None)
        self._make_choices()
        self._make_output()
        self._make_controls()
        self._arrange()
        self._connect()
        self._on_problem()

    # What the window is told

    def offer(self, present: Settings) -> None:
        """Let the network of the main window be chosen, and those that are made from it."""
        if present != self._present:
            self._present = present
            self._offer()

    def suggest(self, problem: Problem | None, seed: int) -> None:
        """Put in what the main window has, unless a race is on."""
        if self._can_choose:
            if problem is not None:
                self._problem.show_problem(problem)
            self._seed.setValue(seed)

    @property
    def _task(self) -> Task[Any]:
        """That is raced on; while what is typed is no problem, it is a pattern that is none."""
        problem = self._problem.problem
        return task_of(problem) if problem else TASKS[FIRST_TASK]

    @property
    def words(self) -> Words:
        """Those of what is raced on."""
        return self._task.words

    def closeEvent(self, event: QCloseEvent) -> None:
        """Pause: nobody sees how it goes on."""
        self._race.leave()
        event.accept()

    # Making the window

    def _make_choices(self) -> None:
        self._contestants = ContestantsBar()
        self._problem = ProblemEditor()
        self.end_with_it(self._problem.finish)
        self._problem.pattern.edit.setObjectName("racePatternEdit")
        self._problem.pattern.message.setObjectName("racePatternMessage")
        self._problem.pattern.examples.setObjectName("raceExamplesButton")
        self._epochs = make_number(
            EPOCHS, "raceEpochsSpin", "Epochs of the race", "Epochs that Start lets all train"
        )
        self._seed = make_number(
            SEED,
            "raceSeedSpin",
            "Seed of the race",
            "The initial weights of all are drawn from it",
        )
        self._backend = make_widget(
            replace(BACKEND, default=DEFAULT_BACKEND),
            "raceBackendCombo",
            "What computes the race",
            "What computes all networks; Keras is faster once it has compiled each of them, "
            "which takes some seconds",
        )

        self._prepared_button = self._make_prepared()
        self._says = make_text("raceSaysLabel", "What is to be seen in the prepared race")

    def _make_prepared(self) -> QPushButton:
        push = Push(
            "racePreparedButton", "Prepared", "Races of which it is known who wins, and why"
        )
        races = RACES.values()
        return menu_button(push, {r.title: (r.says, partial(self._prepare, r)) for r in races})

    def _make_output(self) -> None:
        self._status = make_text("raceStatusLabel", "What the race is doing")
        self._verdict = make_text("verdictLabel", "Who was first", lines=2)
        font = self._verdict.font()
        font.setBold(True)
        self._verdict.setFont(font)
        self.canvas: RaceCanvas = RaceCanvas(colours_for(self.palette()), self)
        self.canvas.name_it(
            "raceCanvas", "For each contestant its predictions, and its loss and accuracy"
        )

    def _make_controls(self) -> None:
        self._keep_keys_of_training()  # Those of the buttons are asked before: they come later.
        self._buttons = self._make_buttons()
        self._speed = SpeedBar("race", "the race")
        save = self.save_push(lambda: f"race-{self._race.epoch}")
        self._save, self._help = push_buttons((save, self.help_push()), self)

    def _keep_keys_of_training(self) -> None:
        """What means nothing here is not to act on the training behind this window either."""
        for row in ACTIONS:
            if row.menu == TRAINING_MENU and row.shortcut:
                keep_key(self, row.shortcut, lambda: None)

    def _make_buttons(self) -> dict[Command, QPushButton]:
        """The buttons of the race, with the keys of the main window, which mean the race here."""
        race, start = self._race, _TO_START.format(problem="pattern")
        end = "End this race, so that another can be chosen; its runs stay on the shelf"
        on, step = "Go on from where all stand", "Let each train one epoch, then stand still"
        rows: dict[Command, tuple[str, str, Callable[[], object], str]] = {
            Command.START: ("▶ &Start", start, self._start, "F5"),
            Command.PAUSE: ("Ⅱ &Pause", "Let all stand still", race.pause, "F6"),
            Command.CONTINUE: ("▶Ⅰ &Continue", on, race.resume, "F7"),
            Command.STEP: ("S&tep", step, self._step, "F8"),
            Command.RESET: ("&Reset", end, race.reset, "Ctrl+R"),
        }
        return {
            command: push_button(Push(f"race{command.name.title()}Button", *row, is_own=True), self)
            for command, row in rows.items()
        }

    def _connect(self) -> None:
        race = self._race
        self._speed.speed_changed.connect(race.set_speed)
        race.set_speed(self._speed.epochs_per_second)
        race.changed.connect(self._on_race_changed)
        race.replaced.connect(self._on_replaced)
        race.grew.connect(self.request_frame)
        race.problem.connect(lambda sentence: self.message.tell(sentence, False))
        self._shelf.changed.connect(self._offer)
        self._problem.refusal_changed.connect(self._on_changed)
        for field in (self._epochs, self._seed):
            field.refusal_changed.connect(self._on_changed)
        self._epochs.valueChanged.connect(self._choose_epochs)
        self._contestants.changed.connect(self._on_changed)
        self._problem.problem_changed.connect(self._on_problem)

    def _arrange(self) -> None:
        rest = row_of(self._save, self._help)
        transport = WrappingRow(
            row_of(*self._buttons.values()), self._speed, rest, between=18, stretches=(0, 1, 0)
        )
        above = (self._contestants, self._form(), self._says, self._status)
        below = (self._verdict, transport, self.message)
        self.setLayout(lines_of(*above, self.canvas, *below, stretched=self.canvas))

    def _form(self) -> QFormLayout:
        seed = label_of("See&d:", self._seed)
        backend = label_of("Computed &by:", self._backend)
        form = QFormLayout(fieldGrowthPolicy=QFormLayout.AllNonFixedFieldsGrow)
        form.addRow(self._problem.label, self._problem)
        form.addRow(
            label_of("&Epochs:", self._epochs),
            row_of(
                *(self._epochs, 16, seed, self._seed, 16, backend, self._backend, None),
                self._prepared_button,
            ),
        )
        return form

    @property
    def _numbers(self) -> tuple[NumberField, ...]:
        return (*self._problem.numbers, self._epochs, self._seed)

    # Showing

    @property
    def _can_choose(self) -> bool:
        return Command.SET_PROBLEM in self._race.commands

    def _offer(self) -> None:
        """Let all be chosen that there are now; while a race stands, who races stays there."""
        if self._present is not None and self._can_choose:
            race, problem = self._prepared_here, self._problem.problem
            prepared = race.learners if race else ()
            taken = {learner.settings for learner in prepared}
            others = candidates(self._present, self._shelf.runs, problem)
            others = [other for other in others if other.settings not in taken]
            self._contestants.offer([*prepared, *others])

    @property
    def _prepared_here(self) -> PreparedTraining | None:
        """The prepared race, as long as its problem is that which is set."""
        race = self._prepared
        return race if race and race.problem == self._problem.problem else None

    def _on_problem(self) -> None:
        task = self._task
        # There is no chooser that names the task; and P is for Pause here.
        self._problem.label.setText(f"{task.title}:" if task.is_drawn else "P&attern:")
        self._problem.label.setToolTip(f"{task.summary}.")
        tip = _TO_START.format(problem=task.words.problem)
        self._buttons[Command.START].setToolTip(tip_with(tip, "F5"))
        self._suit_epochs()
        self._offer()
        self._on_changed()

    def _suit_epochs(self) -> None:
        """Let it take as many as suit what is raced on, unless others were chosen."""
        problem, race = self._problem.problem, self._prepared_here
        if problem is not None and not self._epochs_are_chosen:
            show_value(self._epochs, EPOCHS, race.epochs if race else self._task.epochs(problem))

    def _choose_epochs(self) -> None:
        self._epochs_are_chosen = True

    def _on_race_changed(self) -> None:
        self._offer()  # Others may have come while it stood.
        self._on_changed()

    def _on_changed(self) -> None:
        commands, can_choose = self._race.commands, self._can_choose
        fields = (self._epochs, self._seed, self._backend)
        for widget in (self._contestants, *fields, self._prepared_button):
            widget.setEnabled(can_choose)
        self._tell_what_is_prepared()
        self._problem.set_editable(can_choose)
        start = self._buttons[Command.START]
        choices = *self._contestants.controls, *self._problem.controls, *fields, start
        _tell_what_frees((*choices, self._prepared_button), can_choose)
        for first in self._contestants.chosen[:1]:
            self._problem.show_settings(first.settings)
        refusal = self._problem.refusal or first_refusal(self._epochs, self._seed)
        trouble = refusal or self._contestants.problem if can_choose else ""
        is_possible = not can_choose or (not trouble and self._problem.problem is not None)
        for command, button in self._buttons.items():
            button.setEnabled(command in commands and is_possible)
        self._save.setEnabled(self._race.epoch > 0)
        self._status.setText(trouble or self._race.status)
        self._verdict.setText(self._race.verdict)
        self.request_frame()

    def _tell_what_is_prepared(self) -> None:
        """Say what is to be seen, as long as those who are prepared race, and nobody else."""
        race = self._prepared_here
        is_on = race is not None and race.learners == self._contestants.chosen
        self._says.setText(race.says if race and is_on else "")
        self._says.setVisible(is_on)

    def _on_replaced(self) -> None:
        self._draw(tuple(member.learner for member in self._race.members), self._race.raced_on)
        self.request_frame()

    def _draw(self, learners: tuple[Learner, ...], problem: Problem | None) -> None:
        """Make empty plots for these contestants and their problem."""
        self._drawn = learners, problem
        self.canvas.set_contestants(learners, problem)

    def draw_frame(self) -> None:
        """Show how far all are, or who could start now."""
        chosen = self._contestants.chosen, self._problem.problem
        if self._buttons[Command.START].isEnabled() and chosen != self._drawn:
            self._draw(*chosen)
        learners, _ = self._drawn
        members = tuple(map(Member, learners)) if self._can_choose else self._race.members
        self.canvas.set_view(members, self._race.goal)
        super().draw_frame()

    # What the user asks for

    def _prepare(self, race: PreparedTraining) -> None:
        """Put in a race that is prepared, so that it only has to be started."""
        self._prepared = race
        self._problem.show_problem(race.problem)
        self._offer()
        self._contestants.choose(race.learners)
        self._epochs.setValue(race.epochs)
        self._epochs_are_chosen = False  # They go with the race.
        self._seed.setValue(race.seed)

    def _start(self) -> None:
        self._race.start(self._plan(), self._epochs.value())

    def _step(self) -> None:
        self._race.step(self._plan(), self._epochs.value())

    def _plan(self) -> GroupPlan:
        for number in self._numbers:
            number.interpretText()
        self.message.clear()
        self._contestants.keep()
        problem = self._problem.problem
        assert problem is not None  # Without one, nothing can be pressed.
        return GroupPlan(
            learners=self._contestants.chosen,
            backend=self._backend.currentData(),
            problem=problem,
            seed=self._seed.value(),
        )


def _tell_what_frees(choices: Iterable[QWidget], can_choose: bool) -> None:
    """Let the tips of all that cannot be chosen while a race stands say how it can be."""
    for widget in choices:
        tip = widget.toolTip().removesuffix(_FREED)
        widget.setToolTip(tip if can_choose else tip + _FREED)
