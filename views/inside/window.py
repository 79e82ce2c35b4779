"""The window inside the network: one cursor, and several views of what is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PyQt5.QtCore import QSize, pyqtSignal
from PyQt5.QtWidgets import QTabWidget, QWidget

from inspection.cell_values import CellValues, cell_values
from inspection.gradient_follower import nearest_told
from inspection.looks import Looks
from inspection.microscope import Inspection
from networks.settings import Settings
from tasks.registry import task_of
from tasks.sample import Sample
from tasks.task import Task
from tasks.words import ANY_PROBLEM
from training.checkpoint import TrainedState
from training.record import symbols_until_settled
from training.snapshots import EpochSnapshots
from views.buttons import Push, bind_keys, push_buttons
from views.elided_label import ElidedLabel
from views.empty_stack import EmptyStack
from views.epoch_bar import EpochBar, EpochKeys
from views.epoch_cursor import EpochCursor
from views.inside.cell_panel import CellTab
from views.inside.cursor import Cursor
from views.inside.cursor_bar import CursorBar
from views.inside.followers_view import FollowersView
from views.inside.gates_plot import GatesView
from views.inside.heeds_view import HeedsView
from views.inside.layer_weights import LayerWeights, few_symbols
from views.inside.scene import Scene
from views.inside.stretch_bar import StretchBar
from views.inside.unit_plot import UnitView
from views.inside.weights_plot import WeightsPlot
from views.plot_window import PlotWindow
from views.prediction_plot import NO_EPOCH
from views.rows import row_of

LOOKING = "The network of this epoch is read once more…"
NOTHING_KEPT = "The weights of these epochs were not kept.\nTrain one epoch more to look inside."

_KEYS = EpochKeys(
    first="Ctrl+Home",
    previous="Page Up",
    next="Page Down",
    last="Ctrl+End",
    page_back="Shift+Page Up",
    page_on="Shift+Page Down",
)
_BRANCH_TIP = (
    "Take training back to the end of the epoch shown, and train on from there with the "
    "{} that is typed in the main window now; Undo brings back what is left. "
    "Possible while training rests"
)
_USUAL_SIZE = QSize(1240, 760)


@dataclass(frozen=True)
class Tab:
    """One view of the network.

    Attributes:
        title: on the tab.
        tip: what it shows, in one sentence.
        make: makes its widget for the window.
        show: lets the widget show a scene.
        works: whether it has an ``inquiry``, whose thread ends with the window.
    """

    title: str
    tip: str
    make: Callable[[InsideWindow], QWidget]
    show: Callable[[Any, Scene], None]
    works: bool = False


def _make_unit_view(window: InsideWindow) -> UnitView:
    view = UnitView(window.cursor)
    view.pin_wanted.connect(window.pin)
    return view


def _show_weights(plot: WeightsPlot, scene: Scene) -> None:
    seen, sample = scene.inspection, scene.inspection.sample
    read_and_said = seen.features, sample.classes, few_symbols(sample)
    ways = seen.settings.ways
    shown = LayerWeights(scene.cell, seen.weights, scene.layer, *read_and_said, ways)
    plot.show_weights(shown, scene.unit)


def _values_at(scene: Scene) -> CellValues:
    return cell_values(scene.inspection, scene.layer, scene.unit, scene.step)


TABS = (
    Tab(
        "All units",
        "Every unit of a layer at every step: gates, candidate and states",
        lambda window: GatesView(window.cursor),
        GatesView.show_scene,
    ),
    Tab(
        "One unit",
        "The gates and states of one unit as lines, epoch against epoch",
        _make_unit_view,
        UnitView.show_scene,
    ),
    Tab(
        "The cell",
        "One unit at one step: the cell drawn, and its equations with their numbers",
        lambda window: CellTab(),
        lambda tab, scene: tab.show_cell(_values_at(scene)),
    ),
    Tab(
        "Weights",
        "The kernels and biases of the layer as matrices, each block with its gate",
        lambda window: WeightsPlot(),
        _show_weights,
    ),
    Tab(
        "Connectivity",
        "What was read in the colours of what is said after a step: how much it hangs on each",
        lambda window: HeedsView(window.cursor),
        HeedsView.show_scene,
        works=True,
    ),
    Tab(
        "Find units",
        "Units that follow something in a text: quotation marks, the place in a line or a word",
        lambda window: FollowersView(window.cursor),
        FollowersView.show_scene,
        works=True,
    ),
)
"""The views, from left to right; a new one adds a row."""


class InsideWindow(PlotWindow):
    """Looks at the net at the end of the epoch shown. It reads snapshots and never writes them.

    Attributes:
        cursor: the place in time and in the network that all views show.

    Signals:
        branch_wanted: the epoch from whose end training is to go on.
    """

    branch_wanted = pyqtSignal(int)
    why_empty = NO_EPOCH
    """What is said as long as there is no epoch."""

    def __init__(
        self,
        epoch_cursor: EpochCursor,
        snapshots: EpochSnapshots,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("inside", "Inside the Network", _USUAL_SIZE, parent)
        self._snapshots = snapshots
        self._looks = Looks(settings, self)
        self._pinned: tuple[int, TrainedState] | None = None
        self._task_shown: Task[Any] | None = None
        self._can_branch = False
        self.cursor: Cursor = Cursor(epoch_cursor, settings.units, self)
        self._make_output()
        self._make_controls()
        self._arrange()
        self.cursor.moved.connect(self._on_moved)
        self._looks.arrived.connect(self.request_frame)
        self._looks.inquiry.failed.connect(self._words.setText)
        self._on_moved()

    # What the window is told

    def render(self, settings: Settings, can_branch: bool) -> None:
        """Look at nets of these settings; training can go on from a past epoch or not now."""
        if settings != self._looks.settings:
            self._looks.choose(settings)
            self.cursor.set_extent(self.cursor.steps, settings.units, settings.ways)
            self.request_frame()
        self._can_branch = can_branch
        self._enable_branch()

    def show_tab(self, title: str) -> None:
        """Bring up the view of that title."""
        self._tabs.setCurrentIndex([tab.title for tab in TABS].index(title))

    def pin(self, wanted: bool) -> None:
        """Keep the epoch shown to compare others with it; or let the pinned one go."""
        epoch = self._shown_epoch() if wanted else 0
        self._pinned = (epoch, self._snapshots.at(epoch)) if epoch else None
        self.request_frame()

    # Making the window

    def _make_output(self) -> None:
        self._words = ElidedLabel("insideWordsLabel", "What is shown, and what was fed")
        self._tabs = QTabWidget(objectName="insideTabs", accessibleName="Views of the network")
        # On the bar alone: a tip of the whole would come up over the plots.
        self._tabs.tabBar().setToolTip("Views of the network (Ctrl+Tab: the next)")
        self._tabs.setDocumentMode(True)
        inquiries = [self._looks.inquiry]
        for tab in TABS:
            view = tab.make(self)
            self._tabs.setTabToolTip(self._tabs.addTab(view, tab.title), tab.tip)
            inquiries += [view.inquiry] if tab.works else []
        for inquiry in inquiries:
            self.end_with_it(inquiry.close)
            self.rest_unseen(inquiry.cancel)
        self._tabs.currentChanged.connect(self.request_frame)
        # A tab widget hears these only where it has the focus, which is mostly in the controls.
        turns = {"Ctrl+Tab": partial(self._turn_tabs, 1)}
        bind_keys(turns | {"Ctrl+Shift+Tab": partial(self._turn_tabs, -1)}, self)
        self._stack = EmptyStack("insideEmptyLabel", self._tabs)

    def _turn_tabs(self, tabs_on: int) -> None:
        self._tabs.setCurrentIndex((self._tabs.currentIndex() + tabs_on) % self._tabs.count())

    def _make_controls(self) -> None:
        self._epoch_bar = EpochBar(self.cursor.epoch_cursor, _KEYS, "inside")
        self._cursor_bar = CursorBar(self.cursor)
        self.rest_unseen(self._cursor_bar.stop)
        self._cursor_bar.unit.refusal_changed.connect(self.request_frame)
        self._stretch = StretchBar()
        self._stretch.changed.connect(self.request_frame)
        self._branch, self._help = push_buttons((self._branch_push(), self.help_push()), self)

    def _branch_push(self) -> Push:
        return Push(
            "branchButton",
            "&Continue from here",
            _BRANCH_TIP.format(ANY_PROBLEM.problem),
            lambda: self.branch_wanted.emit(self._shown_epoch()),
            spoken="Continue training from this epoch",
        )

    def _arrange(self) -> None:
        # What a tab makes later comes last for the Tab key, so just before what is first.
        for each in (self._stretch, self._epoch_bar, self._branch, self._cursor_bar, self._help):
            each.setParent(self)
        epochs = self._epoch_bar.row(self._branch)
        rest = row_of(self._cursor_bar, self._help, stretched=self._cursor_bar)
        self.arrange(self._stack, self._words, self._stretch, epochs, rest)

    # Showing

    def _on_moved(self) -> None:
        self._enable_branch()
        self.request_frame()

    def _enable_branch(self) -> None:
        self._branch.setEnabled(self._can_branch and self._shown_epoch() > 0)

    def _shown_epoch(self) -> int:
        """The kept epoch nearest to the cursor's; 0 without one."""
        if not self.cursor.epoch or not self._snapshots.epochs:
            return 0
        return self._snapshots.nearest(self.cursor.epoch)

    def draw_frame(self) -> None:
        """Let the open tab show the epoch of the cursor, or say why there is nothing."""
        scene = self._make_scene()
        if scene is None and self._shown_epoch():
            if not self._stack.shows_content:  # What was shown before stays until then.
                self._stack.say(LOOKING)
        elif scene is None:
            self._words.setText("")
            self._stack.say(NOTHING_KEPT if self.cursor.epoch else self.why_empty)
        else:
            refusal = self._cursor_bar.unit.refusal or self._stretch.refusal
            self._words.setText(refusal or self._sentence(scene.inspection))
            self._stack.show_content()
            shown = self._tabs.currentWidget()
            TABS[self._tabs.currentIndex()].show(shown, scene)
            # What it draws in parts comes to its end before there is another frame.
            self.canvas = getattr(shown, "canvas", None)

    def _make_scene(self) -> Scene | None:
        """What is to be shown; None without an epoch, and while it is being looked at."""
        epoch = self._shown_epoch()
        if not epoch:
            return None
        state = self._snapshots.at(epoch)
        task = task_of(state.learned)
        sample = self._stretch.sample_of(task, state.learned)
        is_first_look, self._task_shown = task is not self._task_shown, task
        tip = _BRANCH_TIP.format(task.words.problem), self._snapshots.told_of(epoch)
        self._branch.setToolTip(". ".join(filter(None, tip)))
        settings = self._looks.settings
        self.cursor.set_extent(len(sample.given), settings.units, settings.ways)
        if is_first_look:
            self.cursor.go_to(step=_first_to_see(sample, settings))
        pinned_epoch = self._pinned_epoch()
        wanted = {epoch, pinned_epoch} - {0}
        seen = self._looks.at({each: self._snapshots.at(each) for each in wanted}, sample)
        if seen.keys() != wanted:
            return None
        pinned = self._along_way(seen[pinned_epoch]) if pinned_epoch else None
        cursor = self.cursor
        place = cursor.step, cursor.layer, cursor.unit
        return Scene(self._along_way(seen[epoch]), pinned, *place, state)

    def _along_way(self, inspection: Inspection) -> Inspection:
        """What was looked at, along the way that is wanted."""
        return inspection.turned if self.cursor.is_back else inspection

    def _pinned_epoch(self) -> int:
        """The pinned epoch; 0 without one. One of another training is let go."""
        if self._pinned is None:
            return 0
        epoch, state = self._pinned
        # By number alone, the same epoch of another training would take its place.
        if epoch in self._snapshots.epochs and self._snapshots.at(epoch) is state:
            return epoch
        self._pinned = None
        return 0

    def _sentence(self, inspection: Inspection) -> str:
        """Which epoch is shown, what was fed to it, and what is missing."""
        parts = [
            nearest_told(self._snapshots, self.cursor.epoch) or f"Epoch {inspection.epoch:,}.",
            inspection.trouble,
            # Before what was read, which may be longer than there is room.
            _answered(inspection),
            f"Fed from zero state: {inspection.sample.words}.",
            "Read from its end, t − 1 to the right of t." if inspection.is_back else "",
            _zeroed(inspection),
            self._snapshots.sentence,
        ]
        return " ".join(part for part in parts if part)


def _first_to_see(sample: Sample, settings: Settings) -> int:
    """A step, from 0, at which the window opens: with states that are not zero."""
    begins = 0, *settings.cuts(len(sample.given))
    begins_from_zero = settings.reads_anew > 0 and sample.look_at in begins
    return sample.look_at + begins_from_zero


def _answered(inspection: Inspection) -> str:
    """From where on the network makes no mistake; empty if it made none, or too late.

    Where a single answer is wanted, which one it gives.
    """
    sample = inspection.sample
    if sample.answers == 1:
        said, wanted = (sample.glyph(each) for each in (inspection.said[-1], sample.targets[-1]))
        return f"It says {said}; {sample.wanted}: {wanted}."
    until = symbols_until_settled(inspection.rights)
    return f"All right after step {until:,}." if until else ""


def _zeroed(inspection: Inspection) -> str:
    """When states are zeroed besides; empty if that is not before the end."""
    settings, cuts = inspection.settings, inspection.settings.cuts(inspection.steps)
    if not cuts:
        return ""
    if settings.ports.padded:
        return f"As in its training, each of {len(cuts) + 1:,} pieces begins with states of 0."
    return (
        f"As in its training, each window of {settings.reads_anew:,} steps begins with states of 0."
    )
