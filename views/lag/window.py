"""The window of the lag experiment: choose networks, measure, watch the curves grow."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QSignalBlocker, QSize, Qt
from PyQt5.QtWidgets import QListWidget, QListWidgetItem, QWidget

from experiments.lag import MOST_LAG, LagPoint
from experiments.lag_experiment import LagExperiment, save_table
from experiments.sweep_file import SweepCurve
from training.learner import Learner
from views.colours import colours_for
from views.labels import make_text
from views.lag.lag_plot import MOST_CURVES, LagCanvas
from views.lag.words import NOTHING_YET, TASK, TOO_FEW, TOO_MANY, describe, under_way
from views.number_field import WholeField
from views.rows import label_of, lines_of, row_of
from views.saving import table
from views.sweep_window import SweepWindow

USUAL_MOST_LAG = 12
_USUAL_SIZE = QSize(1100, 700)
_LIST_WIDTH = 260


class LagWindow(SweepWindow):
    """Lets the student choose networks, and shows what the experiment knows of them.

    Attributes:
        experiment: measures and keeps.
    """

    experiment: LagExperiment

    def __init__(self, learners: Sequence[Learner], parent: QWidget | None = None) -> None:
        super().__init__("lag", "Lag Experiment", _USUAL_SIZE, parent)
        self.experiment = LagExperiment(self)
        self.end_with_it(self.experiment.close)
        self._learners: tuple[Learner, ...] = ()
        self._drawn: tuple[int, list[tuple[str, tuple[LagPoint, ...]]]] | None = None
        self._make_output()
        self._make_choices()
        self.make_buttons(
            "Measure what is not known yet of the networks that are ticked",
            "point",
            "every point",
            "the plot",
        )
        self._arrange()
        self.offer(learners)
        self.experiment.changed.connect(self.render)

    def offer(self, learners: Sequence[Learner]) -> None:
        """Let the student choose among these networks; a tick stays with its settings."""
        if tuple(learners) == self._learners:
            return
        ticked = {learner.settings for learner in self.chosen} or {
            learner.settings for learner in learners[:2]
        }
        self._learners = tuple(learners)
        with QSignalBlocker(self._networks):
            self._networks.clear()
            for learner in learners:
                item = QListWidgetItem(learner.title, self._networks)
                item.setFlags(item.flags() | Qt.ItemIsUserCheckable)
                item.setCheckState(Qt.Checked if learner.settings in ticked else Qt.Unchecked)
        self.render()

    @property
    def chosen(self) -> list[Learner]:
        """The networks that are ticked."""
        return [
            learner
            for row, learner in enumerate(self._learners)
            if self._networks.item(row).checkState() == Qt.Checked
        ]

    # Making the window

    def _make_output(self) -> None:
        self._task = make_text("lagTaskLabel", "What the networks have to do")
        self._task.setText(TASK)
        self.canvas: LagCanvas = LagCanvas(colours_for(self.palette()), self)
        self.canvas.name_it("lagCanvas", "Plot of accuracy over lag")
        self._words = make_text("lagWordsLabel", "How far back each network remembers", lines=3)

    def _make_choices(self) -> None:
        self._networks = QListWidget(objectName="lagNetworksList")
        self._networks.setAccessibleName("Networks to measure")
        self._networks.setToolTip(
            f"Tick the networks to measure and to show, at most {MOST_CURVES} "
            "(Space ticks the one that is selected)"
        )
        self._networks.setFixedWidth(_LIST_WIDTH)
        self._networks.itemChanged.connect(self.render)
        self._most_lag = WholeField(objectName="lagMostSpin", accessibleName="Longest lag")
        self._most_lag.setToolTip("The longest lag k to measure, in steps")
        self._most_lag.setRange(1, MOST_LAG)
        self._most_lag.setValue(USUAL_MOST_LAG)
        self._most_lag.valueChanged.connect(self.render)
        self._most_lag.refusal_changed.connect(self.render)

    def _arrange(self) -> None:
        lags_label = label_of("Lags &up to k =", self._most_lag)
        choices = lines_of(
            label_of("&Networks:", self._networks),
            self._networks,
            row_of(lags_label, self._most_lag, stretched=self._most_lag),
            stretched=self._networks,
        )
        plot = row_of(choices, self.canvas, stretched=self.canvas)
        rows = self.control_rows()
        self.setLayout(lines_of(self._task, plot, self._words, *rows, stretched=plot))

    # Showing

    def render(self) -> None:
        """Show what is known of the networks that are ticked."""
        shown = self._curves_shown()
        self.enable(self._may_start(), has_results=bool(shown))
        self.show_progress(under_way(self.experiment))
        self._words.setText(self._sentence(shown))
        measured = (point.lag for curve in shown for point in curve.points.values())
        most_lag = max([self._most_lag.value(), *measured])
        curves = [(curve.learner.title, tuple(curve.points.values())) for curve in shown]
        if (most_lag, curves) != self._drawn:
            self._drawn = most_lag, curves
            self.canvas.most_lag, self.canvas.shown = most_lag, shown
            self.request_frame()

    def _sentence(self, shown: Sequence[SweepCurve]) -> str:
        """What there is to see, or why nothing can be started."""
        if self._most_lag.refusal:
            return self._most_lag.refusal
        if not self.chosen:
            return TOO_FEW
        if len(self.chosen) > MOST_CURVES:
            return TOO_MANY.format(most=MOST_CURVES)
        return "   ".join(map(describe, shown)) or NOTHING_YET

    def _may_start(self) -> bool:
        """Whether there is something to measure that can be shown."""
        chosen = self.chosen
        if self._most_lag.refusal or len(chosen) > MOST_CURVES:
            return False
        return bool(self.experiment.missing(chosen, self._most_lag.value()))

    def _curves_shown(self) -> list[SweepCurve]:
        """What is known of the networks that are ticked, under the names they have now."""
        known = self.experiment.curves
        return [
            SweepCurve(learner, known[learner.settings].points)
            for learner in self.chosen
            if learner.settings in known
        ][:MOST_CURVES]

    # What the user asks for

    def start(self) -> None:
        """Measure what is missing."""
        self.experiment.start(self.chosen, self._most_lag.value())

    def save_table(self) -> None:
        """Save every point that is shown."""
        shown = self._curves_shown()
        self.ask_and_save(
            table("Save table", "lstm-lab-lag.csv", lambda path: save_table(path, shown))
        )
