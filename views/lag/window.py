"""The window of the lag experiment: choose networks, measure, watch the curves grow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PyQt5.QtCore import QEvent, QSize, Qt, QTimer
from PyQt5.QtGui import QCloseEvent, QKeySequence, QShowEvent
from PyQt5.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QShortcut,
    QVBoxLayout,
    QWidget,
)

from experiments.lag import MOST_LAG, LagPoint
from experiments.lag_experiment import LagExperiment
from experiments.lag_file import LagCurve, save_table
from training.learner import Learner
from views.colours import colours_for
from views.epoch_bar import put_in_tab_order
from views.help import show_help
from views.labels import make_label
from views.lag.lag_plot import MOST_CURVES, LagCanvas
from views.lag.words import NOTHING_YET, TASK, TOO_FEW, TOO_MANY, describe, under_way
from views.message_line import MessageLine
from views.number_field import WholeField
from views.saving import Saving, ask_and_save

USUAL_MOST_LAG = 12
FRAME_INTERVAL = 50
"""Milliseconds until a new point is drawn: others that come meanwhile are drawn with it."""
_USUAL_SIZE = QSize(1100, 700)
_LIST_WIDTH = 260


@dataclass(frozen=True)
class ButtonRow:
    """A button of the window: object name, text, tip, keys and what it calls."""

    name: str
    text: str
    tip: str
    keys: str
    slot: Callable[[LagWindow], Callable[[], None]]


BUTTONS = (
    ButtonRow(
        "lagStartButton",
        "&Start",
        "Measure what is not known yet of the networks that are ticked",
        "",
        lambda window: window.start,
    ),
    ButtonRow(
        "lagCancelButton",
        "&Cancel",
        "Give up the point under way; all that are done stay",
        "",
        lambda window: window.experiment.cancel,
    ),
    ButtonRow(
        "lagForgetButton",
        "Forget results",
        "Let all results go, to measure anew; they can be brought back",
        "",
        lambda window: window.experiment.forget,
    ),
    ButtonRow(
        "lagBringBackButton",
        "Bring back",
        "Bring back all results that were let go; what was measured since stays too",
        "",
        lambda window: window.experiment.bring_back,
    ),
    ButtonRow(
        "lagSavePictureButton",
        "Save picture…",
        "Save the plot as PNG or SVG",
        "Ctrl+S",
        lambda window: window.ask_and_save_picture,
    ),
    ButtonRow(
        "lagSaveTableButton",
        "Save table…",
        "Save every point as a table (CSV)",
        "Ctrl+Shift+S",
        lambda window: window.ask_and_save_table,
    ),
    ButtonRow(
        "lagHelpButton",
        "What am I looking at?",
        "Explain this window",
        "F1",
        lambda window: lambda: show_help(window, "lag"),
    ),
)


class LagWindow(QWidget):
    """Lets the student choose networks, and shows what the experiment knows of them.

    Attributes:
        experiment: measures and keeps.
    """

    def __init__(self, learners: Sequence[Learner], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.Window)
        self.setObjectName("lagWindow")
        self.setWindowTitle("Lag Experiment – LSTM Lab")
        self.experiment: LagExperiment = LagExperiment(self)
        self._learners: tuple[Learner, ...] = ()
        self._looks: list[tuple[str, tuple[LagPoint, ...]]] = []
        self._make_output()
        self._frame_timer = QTimer(self, singleShot=True, interval=FRAME_INTERVAL)
        self._frame_timer.timeout.connect(self._canvas.draw_frame)
        self._make_choices()
        self._buttons = {row.name: self._make_button(row) for row in BUTTONS}
        self._arrange()
        self.resize(_USUAL_SIZE)
        self.offer(learners)
        self.experiment.changed.connect(self._render)

    def offer(self, learners: Sequence[Learner]) -> None:
        """Let the student choose among these networks; a tick stays with its settings."""
        if tuple(learners) == self._learners:
            return
        ticked = {learner.settings for learner in self.chosen} or {
            learner.settings for learner in learners[:2]
        }
        self._learners = tuple(learners)
        self._networks.blockSignals(True)
        self._networks.clear()
        for learner in learners:
            item = QListWidgetItem(learner.title, self._networks)
            item.setFlags(item.flags() | Qt.ItemIsUserCheckable)
            item.setCheckState(Qt.Checked if learner.settings in ticked else Qt.Unchecked)
        self._networks.blockSignals(False)
        self._render()

    @property
    def chosen(self) -> list[Learner]:
        """The networks that are ticked."""
        return [
            learner
            for row, learner in enumerate(self._learners)
            if self._networks.item(row).checkState() == Qt.Checked
        ]

    # Events

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what has come while the window was hidden."""
        super().showEvent(event)
        self._request_frame()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change between the light and the dark palette."""
        super().changeEvent(event)
        if event.type() == QEvent.PaletteChange:
            self._canvas.paint(colours_for(self.palette()))
            self._request_frame()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Cancel; what is measured is kept, and Start goes on from there."""
        self.experiment.cancel()
        event.accept()

    def finish(self) -> bool:
        """End the thread of the experiment for good; whether that went in time."""
        return self.experiment.close()

    # Making the window

    def _make_output(self) -> None:
        self._task = make_label("lagTaskLabel", "What the networks have to do")
        self._task.setText(TASK)
        self._task.setWordWrap(True)
        self._canvas = LagCanvas(colours_for(self.palette()), self)
        self._canvas.setObjectName("lagCanvas")
        self._canvas.setAccessibleName("Plot of accuracy over lag")
        self._words = make_label("lagWordsLabel", "How far back each network remembers")
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.PlainText)
        self._words.setAlignment(Qt.AlignTop | Qt.AlignLeft)
        self._words.setMinimumHeight(3 * self._words.fontMetrics().lineSpacing())
        self._bar = QProgressBar(objectName="lagProgressBar", accessibleName="Points measured")
        self._bar.setToolTip("What is being measured, and how many points are done")
        self._message = MessageLine("lagMessageLabel", "Outcome of saving, or what went wrong")

    def _make_choices(self) -> None:
        self._networks = QListWidget(objectName="lagNetworksList")
        self._networks.setAccessibleName("Networks to measure")
        self._networks.setToolTip(
            f"Tick the networks to measure and to show, at most {MOST_CURVES} "
            "(Space ticks the one that is selected)"
        )
        self._networks.setFixedWidth(_LIST_WIDTH)
        self._networks.itemChanged.connect(self._render)
        self._most_lag = WholeField(objectName="lagMostSpin", accessibleName="Longest lag")
        self._most_lag.setToolTip("The longest lag k to measure, in steps")
        self._most_lag.setRange(1, MOST_LAG)
        self._most_lag.setValue(USUAL_MOST_LAG)
        self._most_lag.valueChanged.connect(self._render)
        self._most_lag.refusal_changed.connect(self._render)

    def _make_button(self, row: ButtonRow) -> QPushButton:
        button = QPushButton(row.text, objectName=row.name)
        button.setAccessibleName(row.text.strip("&…"))
        button.setToolTip(f"{row.tip} ({row.keys})" if row.keys else row.tip)
        slot = row.slot(self)
        button.clicked.connect(lambda: slot())
        if row.keys:
            QShortcut(QKeySequence(row.keys), self, button.click)
        return button

    def _arrange(self) -> None:
        label = QLabel("Lags &up to k =")
        label.setBuddy(self._most_lag)
        networks_label = QLabel("&Networks:")
        networks_label.setBuddy(self._networks)
        lags = QHBoxLayout()
        lags.addWidget(label)
        lags.addWidget(self._most_lag, 1)
        choices = QVBoxLayout()
        choices.addWidget(networks_label)
        choices.addWidget(self._networks, 1)
        choices.addLayout(lags)
        plot = QHBoxLayout()
        plot.addLayout(choices)
        plot.addWidget(self._canvas, 1)
        start, cancel, *others = self._buttons.values()
        progress = QHBoxLayout()
        for widget in (start, cancel):
            progress.addWidget(widget)
        progress.addWidget(self._bar, 1)
        lowest = QHBoxLayout()
        lowest.addWidget(self._message, 1)
        for widget in others:
            lowest.addWidget(widget)
        column = QVBoxLayout(self)
        column.addWidget(self._task)
        column.addLayout(plot, 1)
        column.addWidget(self._words)
        column.addLayout(progress)
        column.addLayout(lowest)
        put_in_tab_order([self._networks, self._most_lag, *self._buttons.values()])

    # Showing

    def _render(self) -> None:
        experiment = self.experiment
        shown = self._curves_shown()
        self._enable(bool(shown))
        self._bar.setRange(0, max(experiment.wanted, 1))
        self._bar.setValue(experiment.done)
        self._bar.setFormat(under_way(experiment))
        self._words.setText(self._sentence(shown))
        if experiment.problem:
            self._message.tell(experiment.problem, went_well=False)
        looks = [(curve.learner.title, tuple(curve.points.values())) for curve in shown]
        if looks != self._looks:
            self._looks = looks
            self._canvas.shown = shown
            self._request_frame()

    def _request_frame(self) -> None:
        """Draw soon; what is said of the point under way changes far more often."""
        if self.isVisible() and not self._frame_timer.isActive():
            self._frame_timer.start()

    def _sentence(self, shown: Sequence[LagCurve]) -> str:
        """What there is to see, or why nothing can be started."""
        if self._most_lag.refusal:
            return self._most_lag.refusal
        if not self.chosen:
            return TOO_FEW
        if len(self.chosen) > MOST_CURVES:
            return TOO_MANY.format(most=MOST_CURVES)
        return "   ".join(map(describe, shown)) or NOTHING_YET

    def _enable(self, has_results: bool) -> None:
        experiment, chosen = self.experiment, self.chosen
        missing = experiment.missing(chosen, self._most_lag.value())
        may_start = not experiment.is_running and 0 < len(chosen) <= MOST_CURVES
        may_start = may_start and not self._most_lag.refusal
        self._buttons["lagStartButton"].setEnabled(may_start and bool(missing))
        self._buttons["lagCancelButton"].setEnabled(experiment.is_running)
        self._buttons["lagForgetButton"].setEnabled(bool(experiment.curves))
        self._buttons["lagBringBackButton"].setEnabled(experiment.has_forgotten)
        for name in ("lagSavePictureButton", "lagSaveTableButton"):
            self._buttons[name].setEnabled(has_results)

    def _curves_shown(self) -> list[LagCurve]:
        """What is known of the networks that are ticked, under the names they have now."""
        known = self.experiment.curves
        return [
            LagCurve(learner, known[learner.settings].points)
            for learner in self.chosen
            if learner.settings in known
        ][:MOST_CURVES]

    # What the user asks for

    def start(self) -> None:
        """Measure what is missing."""
        self._message.clear()
        self.experiment.start(self.chosen, self._most_lag.value())

    def ask_and_save_picture(self) -> None:
        """Save the plot."""
        formats = {".png": "Picture", ".svg": "Drawing that can be scaled"}
        self._ask_and_save("Save picture", "lstm-lab-lag.png", formats, self._canvas.save_picture)

    def ask_and_save_table(self) -> None:
        """Save the points."""
        shown = self._curves_shown()
        self._ask_and_save(
            "Save table",
            "lstm-lab-lag.csv",
            {".csv": "Table"},
            lambda path: save_table(path, shown),
        )

    def _ask_and_save(
        self, title: str, name: str, formats: dict[str, str], write: Callable[[Path], None]
    ) -> None:
        self._message.clear()
        ask_and_save(self, Saving(title, name, formats, write), self._message.tell)
