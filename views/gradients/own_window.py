"""The gradients of the student's own network, and of another cell trained beside it."""

from __future__ import annotations

from PyQt5.QtWidgets import QWidget

from cells.registry import CELLS
from networks.networks import Workshop
from networks.settings import Settings
from tasks.heads import Head
from tasks.loss_unit import LossUnit
from tasks.registry import task_of
from tasks.task import on_problem
from training.group import Member
from training.learner import Learner
from training.record import History
from training.side_training import SideTraining
from training.snapshots import EpochSnapshots
from training.view import View
from views.calm_wheel import CalmComboBox
from views.epoch_cursor import EpochCursor
from views.gradients.window import GradientsWindow
from views.prediction_plot import NO_EPOCH
from views.rows import label_of

TITLE = "Gradients through Time"


class OwnGradientsWindow(GradientsWindow):
    """Follows the student's training; beside it, on demand, the same network of another cell."""

    def __init__(
        self,
        epoch_cursor: EpochCursor,
        history: History,
        snapshots: EpochSnapshots,
        view: View,
        workshop: Workshop,
        parent: QWidget | None = None,
    ) -> None:
        self._history, self._snapshots = history, snapshots
        self._view = view
        self._own = self._make_own(view.settings)
        self._beside = _make_cell_combo()
        controls = (label_of("Compare &with:", self._beside), self._beside)
        side = SideTraining(workshop)
        super().__init__("gradientsWindow", TITLE, epoch_cursor, side, controls, NO_EPOCH, parent)
        self._beside.activated.connect(self._follow)
        self.begin_seen(self._follow)

    def _make_own(self, settings: Settings) -> Member:
        learner = Learner(f"{CELLS[settings.cell].title} (yours)", settings)
        return Member(learner, self._history, self._snapshots)

    @property
    def members(self) -> tuple[Member, ...]:
        """The student's network, and the one beside it."""
        return (self._own, *self.side.members)

    def render(self, view: View) -> None:
        """Look at the session as it is now."""
        self._view = view
        subject = on_problem(TITLE, view.trained_problem)
        self.set_title(subject)
        if view.settings != self._own.learner.settings:
            self._own = self._make_own(view.settings)
            self.request_frame()
        self._follow()

    def _shown_in(self, head: Head) -> LossUnit:
        """As everywhere else: of a text in bits per character."""
        problem = self._view.trained_problem
        return task_of(problem).loss_unit(problem) if problem else super()._shown_in(head)

    def _follow(self) -> None:
        """Let the network beside have as many epochs as the student's."""
        cell, view = self._beside.currentData(), self._view
        if not self.isVisible():
            return
        if not cell or view.trained_problem is None:
            self.side.learn((), view.trained_problem, view.seed)
            return
        learner = Learner(CELLS[cell].title, view.settings.for_cell(cell))
        self.side.learn((learner,), view.trained_problem, view.seed)
        self.side.train(view.epoch)


def _make_cell_combo() -> CalmComboBox:
    combo = CalmComboBox(objectName="gradientsBesideCombo")
    combo.setAccessibleName("Cell of a network to compare with")
    combo.setToolTip(
        "Train a network of this cell beside yours, in the background: the same size, "
        "settings and seed, on what yours learns, and as many epochs"
    )
    combo.addItem("nothing", "")
    for cell in CELLS.values():
        combo.addItem(cell.title, cell.name)
    return combo
