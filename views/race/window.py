"""The race: two to four networks, started together on the same pattern, side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PyQt5.QtCore import QEvent, QSize, Qt, QTimer
from PyQt5.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShowEvent
from PyQt5.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QShortcut,
    QVBoxLayout,
    QWidget,
)

from experiments.race_states import RaceCommand
from networks.settings import (
    BACKEND_NAMES,
    DEFAULT_EPOCHS,
    DEFAULT_SEED,
    LARGEST_SEED,
    MOST_EPOCHS,
    Settings,
)
from tasks.pattern import Pattern
from training.learner import GroupPlan
from views.calm_wheel import CalmComboBox
from views.colours import colours_for
from views.epoch_bar import put_in_tab_order
from views.help import show_help
from views.labels import make_label
from views.message_line import MessageLine
from views.number_field import WholeField, first_refusal
from views.own_keys import keeps, key_of
from views.pattern_field import PatternField
from views.race.candidates import candidates
from views.race.canvas import RaceCanvas
from views.race.contestants_bar import ContestantsBar
from views.saving import Saving, ask_and_save
from views.speed_bar import SpeedBar

if TYPE_CHECKING:
    from experiments.race_session import RaceSession
    from shelf.shelf import Shelf

FRAME_INTERVAL = 33
"""Milliseconds between two frames: what comes in between is drawn with the next one."""
DEFAULT_BACKEND = "numpy"
"""It needs no preparation, so a race begins at once."""
_USUAL_SIZE = QSize(1240, 820)

BUTTONS = (
    ("start", "▶ &Start", "F5", "Let all learn the pattern, from the same seed", RaceCommand.START),
    ("pause", "Ⅱ &Pause", "F6", "Let all stand still", RaceCommand.PAUSE),
    ("continue", "▶Ⅰ &Continue", "F7", "Go on from where all stand", RaceCommand.CONTINUE),
    ("step", "S&tep", "F8", "Let each train one epoch, then stand still", RaceCommand.STEP),
    (
        "reset",
        "&Reset",
        "Ctrl+R",
        "End this race, so that another can be chosen; its runs stay on the shelf",
        RaceCommand.RESET,
    ),
)
"""Name, text, key, tip, and what it asks for; from left to right.

The keys are those of the main window, which mean the race here.
"""


class RaceWindow(QWidget):
    """Chooses the contestants of a race, and shows how they do."""

    def __init__(self, race: RaceSession, shelf: Shelf, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.Window)
        self._own_keys: dict[str, QPushButton] = {}
        self.setObjectName("raceWindow")
        self.setWindowTitle("Race – LSTM Lab")
        self._race = race
        self._shelf = shelf
        self._present: Settings | None = None
        self._frame_timer = QTimer(self, singleShot=True, interval=FRAME_INTERVAL)
        self._frame_timer.timeout.connect(self._draw_frame)
        self._make_choices()
        self._make_output()
        self._make_controls()
        self._arrange()
        self.resize(_USUAL_SIZE)
        self._connect()
        self._on_changed()

    # What the window is told

    def offer(self, present: Settings) -> None:
        """Let the network of the main window be chosen, and those that are made from it."""
        if present != self._present:
            self._present = present
            self._offer()

    def suggest(self, pattern: Pattern | None, seed: int) -> None:
        """Put in what the main window has, unless a race is on."""
        if RaceCommand.CHOOSE in self._race.commands:
            if pattern is not None:
                self._pattern.show_pattern(pattern)
            self._seed.setValue(seed)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up: nothing was drawn while the window was hidden."""
        super().showEvent(event)
        self._race.watch()
        self._request_frame()

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the training to this window, where they mean the race."""
        return keeps(event, self._own_keys) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button of the key."""
        button = self._own_keys.get(key_of(event))
        if button is not None:
            button.click()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Pause: nobody sees how it goes on."""
        self._race.leave()
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change between the light and the dark palette."""
        super().changeEvent(event)
        if event.type() == QEvent.PaletteChange:
            self._canvas.paint(colours_for(self.palette()))
            self._request_frame()

    # Making the window

    def _make_choices(self) -> None:
        self._contestants = ContestantsBar()
        self._pattern = PatternField()
        self._pattern.edit.setObjectName("racePatternEdit")
        self._pattern.message.setObjectName("racePatternMessage")
        self._pattern.examples.setObjectName("raceExamplesButton")
        self._epochs = _spin(
            "raceEpochsSpin", "Epochs of the race", "Epochs that Start lets all train"
        )
        self._epochs.setRange(1, MOST_EPOCHS)
        self._epochs.setValue(DEFAULT_EPOCHS)
        self._seed = _spin(
            "raceSeedSpin", "Seed of the race", "The initial weights of all are drawn from it"
        )
        self._seed.setRange(0, LARGEST_SEED)
        self._seed.setValue(DEFAULT_SEED)
        self._backend = CalmComboBox(objectName="raceBackendCombo")
        self._backend.setAccessibleName("What computes the race")
        self._backend.setToolTip(
            "What computes all networks; Keras is faster once it has compiled each of them, "
            "which takes some seconds"
        )
        for backend, name in BACKEND_NAMES.items():
            self._backend.addItem(name, backend)
        self._backend.setCurrentIndex(self._backend.findData(DEFAULT_BACKEND))

    def _make_output(self) -> None:
        self._status = make_label("raceStatusLabel", "What the race is doing")
        self._status.setWordWrap(True)
        self._status.setTextFormat(Qt.PlainText)
        self._verdict = make_label("verdictLabel", "Who was first")
        self._verdict.setWordWrap(True)
        # Names may look like markup.
        self._verdict.setTextFormat(Qt.PlainText)
        font = self._verdict.font()
        font.setBold(True)
        self._verdict.setFont(font)
        # Room for two lines from the start, so that the plots do not move when it grows.
        self._verdict.setMinimumHeight(2 * self._verdict.fontMetrics().lineSpacing())
        self._canvas = RaceCanvas(colours_for(self.palette()), self)
        self._canvas.setObjectName("raceCanvas")
        self._canvas.setAccessibleName(
            "For each contestant its predictions, and its loss and accuracy"
        )
        self._message = MessageLine("raceMessageLabel", "Outcome of what was asked last")

    def _make_controls(self) -> None:
        self._buttons = {
            name: self._button(f"race{name.capitalize()}Button", text, f"{tip} ({key})")
            for name, text, key, tip, _ in BUTTONS
        }
        self._own_keys = {key: self._buttons[name] for name, _, key, _, _ in BUTTONS}
        self._speed = SpeedBar("race", "the race")
        self._save = self._button(
            "raceSaveButton", "Save picture…", "Save the plots as PNG or SVG (Ctrl+S)"
        )
        self._help = self._button(
            "raceHelpButton", "What am I looking at?", "Explain this window (F1)"
        )
        QShortcut(QKeySequence("Ctrl+S"), self, self._save.click)
        QShortcut(QKeySequence("F1"), self, self._help.click)

    def _button(self, name: str, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, objectName=name)
        button.setAccessibleName(text.replace("&", "").lstrip("▶ⅡⅠ ").rstrip("…"))
        button.setToolTip(tip)
        return button

    def _connect(self) -> None:
        race = self._race
        for name, slot in (
            ("start", self._start),
            ("pause", race.pause),
            ("continue", race.resume),
            ("step", self._step),
            ("reset", race.reset),
        ):
            self._buttons[name].clicked.connect(_without_arguments(slot))
        self._save.clicked.connect(self._save_picture)
        self._help.clicked.connect(lambda: show_help(self, "race"))
        self._speed.speed_changed.connect(race.set_speed)
        race.set_speed(self._speed.epochs_per_second)
        race.changed.connect(self._on_changed)
        race.replaced.connect(self._on_replaced)
        race.grew.connect(self._request_frame)
        race.problem.connect(lambda sentence: self._message.tell(sentence, False))
        self._shelf.changed.connect(self._offer)
        for field in (self._epochs, self._seed):
            field.refusal_changed.connect(self._on_changed)
        self._contestants.changed.connect(self._on_changed)
        self._pattern.pattern_changed.connect(self._on_changed)

    def _arrange(self) -> None:
        numbers = QHBoxLayout()
        for text, widget in (
            ("", self._epochs),
            ("See&d:", self._seed),
            ("Computed &by:", self._backend),
        ):
            if text:
                label = QLabel(text)
                label.setBuddy(widget)
                numbers.addSpacing(16)
                numbers.addWidget(label)
            numbers.addWidget(widget)
        numbers.addStretch()
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.AllNonFixedFieldsGrow)
        form.addRow("P&attern:", self._pattern)
        form.labelForField(self._pattern).setBuddy(self._pattern.edit)
        form.addRow("&Epochs:", numbers)
        form.labelForField(numbers).setBuddy(self._epochs)
        transport = QHBoxLayout()
        for button in self._buttons.values():
            transport.addWidget(button)
        transport.addSpacing(12)
        transport.addWidget(self._speed, 1)
        transport.addSpacing(12)
        transport.addWidget(self._save)
        transport.addWidget(self._help)
        column = QVBoxLayout(self)
        column.addWidget(self._contestants)
        column.addLayout(form)
        column.addWidget(self._status)
        column.addWidget(self._canvas, stretch=1)
        column.addWidget(self._verdict)
        column.addLayout(transport)
        column.addWidget(self._message)
        put_in_tab_order(
            [
                *self._contestants.controls,
                self._pattern.edit,
                self._pattern.examples,
                self._epochs,
                self._seed,
                self._backend,
                *self._buttons.values(),
                self._speed.slider,
                self._save,
                self._help,
            ]
        )

    # Showing

    def _offer(self) -> None:
        if self._present is not None:
            self._contestants.offer(candidates(self._present, self._shelf.runs))

    def _on_changed(self) -> None:
        commands = self._race.commands
        can_choose = RaceCommand.CHOOSE in commands
        for widget in (self._contestants, self._epochs, self._seed, self._backend):
            widget.setEnabled(can_choose)
        self._pattern.set_editable(can_choose)
        refusal = first_refusal(self._epochs, self._seed)
        problem = refusal or self._contestants.problem if can_choose else ""
        is_possible = not can_choose or (not problem and self._pattern.pattern is not None)
        for name, _, _, _, command in BUTTONS:
            self._buttons[name].setEnabled(command in commands and is_possible)
        self._save.setEnabled(self._race.epoch > 0)
        self._status.setText(problem or self._race.status)
        self._verdict.setText(self._race.verdict)
        self._request_frame()

    def _on_replaced(self) -> None:
        self._canvas.set_contestants(self._race.titles)
        self._request_frame()

    def _request_frame(self) -> None:
        if self.isVisible() and not self._frame_timer.isActive():
            self._frame_timer.start()

    def _draw_frame(self) -> None:
        if self.isVisible():
            race = self._race
            self._canvas.set_view(race.histories, race.firsts, race.explosions, race.goal)
            self._canvas.draw_frame()

    # What the user asks for

    def _start(self) -> None:
        self._race.start(self._plan(), self._epochs.value())

    def _step(self) -> None:
        self._race.step(self._plan(), self._epochs.value())

    def _plan(self) -> GroupPlan:
        self._epochs.interpretText()
        self._seed.interpretText()
        self._message.clear()
        pattern = self._pattern.pattern
        assert pattern is not None  # Without one, nothing can be pressed.
        return GroupPlan(
            learners=self._contestants.chosen,
            backend=self._backend.currentData(),
            pattern=pattern,
            seed=self._seed.value(),
        )

    def _save_picture(self) -> None:
        self._message.clear()
        saving = Saving(
            title="Save picture",
            default_name=f"lstm-lab-race-{self._race.epoch}.png",
            formats={".png": "Picture", ".svg": "Drawing that can be scaled"},
            write=self._canvas.save_picture,
        )
        ask_and_save(self, saving, self._message.tell)


def _spin(name: str, accessible_name: str, tip: str) -> WholeField:
    spin = WholeField(objectName=name, accessibleName=accessible_name)
    spin.setToolTip(tip)
    spin.setKeyboardTracking(False)
    return spin


def _without_arguments(slot: Callable[[], None]) -> Callable[[bool], None]:
    """What a click can call: it tells whether the button is down, which nobody asks."""
    return lambda _: slot()
