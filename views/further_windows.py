"""The windows behind the main window, as a table; each is made when it is first asked for.

What a window needs is imported when it is made: the main window's first picture waits for
nothing. matplotlib takes longer to import than that whole window to appear, so it is imported
in the background. A window with plots that is asked for meanwhile stands empty at first, and is
filled when they can be drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PyQt5.QtCore import QPoint, QRect, Qt, QTimer
from PyQt5.QtWidgets import QWidget

from tasks.registry import task_of
from tasks.words import ANY_PROBLEM
from training.states import RUNNING, Command, RunState
from views.manners import teach_manners
from views.plot_window import PlotWindow
from views.plots_loading import PlotsLoading, WaitingWindow

if TYPE_CHECKING:
    from experiments.race_session import RaceSession
    from progress_window import ProgressWindow
    from shelf.shelf import Shelf
    from tasks.task import Problem
    from training.comparison import Comparison
    from training.learner import Learner
    from training.session import Session
    from views.architecture_window import ArchitectureWindow
    from views.embedding.window import EmbeddingWindow
    from views.epoch_cursor import EpochCursor
    from views.gates.window import GatesWindow
    from views.gradients.example_window import ExampleWindow
    from views.gradients.own_window import OwnGradientsWindow
    from views.inside.counting_window import CountingWindow
    from views.inside.window import InsideWindow
    from views.judgement.window import JudgementWindow
    from views.lag.window import LagWindow
    from views.race.window import RaceWindow
    from views.review.window import ReviewWindow
    from views.settings_dialog import SettingsDialog
    from views.shelf.window import ShelfWindow
    from views.writing.window import WritingWindow


@dataclass(frozen=True, eq=False)
class Desk:
    """What the windows are given: what they render, and what they ask.

    Attributes:
        session: the training.
        shelf: the runs that are kept.
        race: the race.
        comparison: what simpler means reach.
        epoch_cursor: the epoch that all windows show.
        owner: the window that theirs belong to, as Qt has it.
        branch: goes back to the end of an epoch.
        open_file: opens the training in a file.
        typed: the problem and the seed that are typed.
    """

    session: Session
    shelf: Shelf
    race: RaceSession
    comparison: Comparison
    epoch_cursor: EpochCursor
    owner: QWidget
    branch: Callable[[int], None]
    open_file: Callable[[str], None]
    typed: Callable[[], tuple[Problem | None, int]]


def _nothing(window: QWidget, desk: Desk) -> None:
    """What a window does that has nothing to do."""


def _render_view(
    window: SettingsDialog | OwnGradientsWindow | WritingWindow | ReviewWindow, desk: Desk
) -> None:
    window.render(desk.session.view)


def _bring_up(window: QWidget) -> None:
    window.show()
    window.raise_()
    window.activateWindow()


def _put_in_place_of(waiting: WaitingWindow, window: QWidget) -> None:
    """Show a window where the empty one stands; it takes the keyboard from no other."""
    room = waiting.screen().availableGeometry()
    # Before it is shown nobody knows its frame, but it will be like that of the other.
    place = QRect(QPoint(), window.size() + waiting.frameSize() - waiting.size())
    place.moveCenter(waiting.frameGeometry().center())
    left = min(place.left(), room.right() - place.width())
    top = min(place.top(), room.bottom() - place.height())
    window.move(max(left, room.left()), max(top, room.top()))
    window.setAttribute(Qt.WA_ShowWithoutActivating, not waiting.isActiveWindow())
    window.show()
    window.setAttribute(Qt.WA_ShowWithoutActivating, False)
    waiting.close()


@dataclass(frozen=True)
class WindowRow:
    """A window that the main window can open; what is called gets it and the desk.

    Attributes:
        name: what it is asked for by.
        make: makes it.
        render: lets it show the session as it is now.
        prepare: what is done each time it is asked for, before it comes up.
        bring_up: shows it, in front of the others.
        join: lets it lead to other windows.
        draws: whether it has plots, which cannot be drawn in the first second.
    """

    name: str
    make: Callable[[Desk], QWidget]
    render: Callable[[Any, Desk], None] = _nothing
    prepare: Callable[[Any, Desk], None] = _nothing
    bring_up: Callable[[Any], None] = _bring_up
    join: Callable[[Any, FurtherWindows], None] = lambda _window, _windows: None
    draws: bool = True


def _make_progress(desk: Desk) -> ProgressWindow:
    from progress_window import ProgressWindow

    return ProgressWindow(desk.epoch_cursor, desk.owner)


def _render_progress(window: ProgressWindow, desk: Desk) -> None:
    from progress_window import Progress

    view = desk.session.view
    fraction = view.fraction if view.state in RUNNING | {RunState.PAUSED} else 0.0
    planned = max(view.goal, view.current_epoch)
    window.render(
        Progress(
            planned,
            view.current_epoch,
            fraction,
            view.status,
            view.trained_problem,
            view.typed,
            baselines=desk.comparison.of(view.trained_problem or view.typed).told(),
        )
    )


def _make_architecture(desk: Desk) -> ArchitectureWindow:
    from views.architecture_window import ArchitectureWindow

    return ArchitectureWindow(desk.owner)


def _render_architecture(window: ArchitectureWindow, desk: Desk) -> None:
    view = desk.session.view
    shown = view.settings
    fed = shown.rows, shown.window, shown.stateful, shown.ports
    words = task_of(view.typed).words if view.typed else ANY_PROBLEM
    window.show_layers(view.layers, view.backend, *fed, words)


def _make_inside(desk: Desk) -> InsideWindow:
    from views.inside.window import InsideWindow

    session = desk.session
    window = InsideWindow(desk.epoch_cursor, session.snapshots, session.view.settings, desk.owner)
    window.branch_wanted.connect(desk.branch)
    return window


def _make_embedding(desk: Desk) -> EmbeddingWindow:
    from views.embedding.window import EmbeddingWindow

    session = desk.session
    return EmbeddingWindow(desk.epoch_cursor, session.snapshots, session.view.settings, desk.owner)


def _render_embedding(window: EmbeddingWindow, desk: Desk) -> None:
    window.render(desk.session.view.settings)


def _render_inside(window: InsideWindow, desk: Desk) -> None:
    view = desk.session.view
    window.render(view.settings, Command.BRANCH in view.commands)


def _make_writing(desk: Desk) -> WritingWindow:
    from views.writing.window import WritingWindow

    session = desk.session
    return WritingWindow(desk.epoch_cursor, session.snapshots, session.view, desk.owner)


def _make_review(desk: Desk) -> ReviewWindow:
    from views.review.window import ReviewWindow

    session = desk.session
    return ReviewWindow(desk.epoch_cursor, session.snapshots, session.view, desk.owner)


def _make_judgement(desk: Desk) -> JudgementWindow:
    from views.judgement.window import JudgementWindow

    session = desk.session
    window = JudgementWindow(desk.epoch_cursor, session.snapshots, session.view, desk.owner)
    window.tested.connect(session.note_tested)
    session.opened.connect(window.show_held_out)
    return window


def _render_judgement(window: JudgementWindow, desk: Desk) -> None:
    view = desk.session.view
    window.render(view, desk.comparison.of(view.trained_problem))


def _join_judgement(window: JudgementWindow, windows: FurtherWindows) -> None:
    window.review_wanted.connect(windows.show_review)


def _make_settings(desk: Desk) -> SettingsDialog:
    from views.settings_dialog import SettingsDialog

    dialog = SettingsDialog(desk.session.workshop.describe_layers, desk.owner)
    dialog.applied.connect(desk.session.choose_settings)
    return dialog


def _begin_settings(dialog: SettingsDialog, desk: Desk) -> None:
    """Begin a draft with the present network, unless one is there."""
    if not dialog.isVisible():
        dialog.begin(desk.session.view)


def _make_shelf(desk: Desk) -> ShelfWindow:
    from views.shelf.window import ShelfWindow

    window = ShelfWindow(desk.shelf, desk.owner)
    window.open_wanted.connect(desk.open_file)
    return window


def _render_shelf(window: ShelfWindow, desk: Desk) -> None:
    window.render(Command.OPEN in desk.session.view.commands)


def _make_race(desk: Desk) -> RaceWindow:
    from views.race.window import RaceWindow

    return RaceWindow(desk.race, desk.shelf, desk.owner)


def _render_race(window: RaceWindow, desk: Desk) -> None:
    window.offer(desk.session.view.settings)


def _suggest_race(window: RaceWindow, desk: Desk) -> None:
    """Let the race begin with what is typed in the main window."""
    window.suggest(*desk.typed())


def _make_gradients(desk: Desk) -> OwnGradientsWindow:
    from views.gradients.own_window import OwnGradientsWindow

    session = desk.session
    return OwnGradientsWindow(
        desk.epoch_cursor,
        session.history,
        session.snapshots,
        session.view,
        session.workshop,
        desk.owner,
    )


def _make_example(name: str, desk: Desk) -> ExampleWindow:
    from views.gradients.example_window import ExampleWindow

    return ExampleWindow(name, desk.session.workshop, desk.owner)


def _make_counting(desk: Desk) -> CountingWindow:
    from views.inside.counting_window import CountingWindow

    return CountingWindow(desk.session.workshop, desk.owner)


def _make_lag(desk: Desk) -> LagWindow:
    from views.lag.window import LagWindow

    return LagWindow(_lag_learners(desk), desk.owner)


def _offer_lag(window: LagWindow, desk: Desk) -> None:
    window.offer(_lag_learners(desk))


def _lag_learners(desk: Desk) -> tuple[Learner, ...]:
    from experiments.lag import lag_learners

    return lag_learners(desk.session.view.settings, desk.shelf.runs)


def _make_gates(desk: Desk) -> GatesWindow:
    from views.gates.window import GatesWindow

    window = GatesWindow(desk.shelf, desk.owner)
    window.run_wanted.connect(desk.shelf.run_wanted)
    return window


WINDOWS = (
    WindowRow("progress", _make_progress, _render_progress),
    WindowRow("architecture", _make_architecture, _render_architecture, draws=False),
    WindowRow("embedding", _make_embedding, _render_embedding),
    WindowRow("inside", _make_inside, _render_inside),
    WindowRow("writing", _make_writing, _render_view),
    WindowRow("review", _make_review, _render_view),
    WindowRow("judgement", _make_judgement, _render_judgement, join=_join_judgement),
    WindowRow(
        "settings",
        _make_settings,
        _render_view,
        prepare=_begin_settings,
        bring_up=lambda dialog: dialog.open(),
        draws=False,
    ),
    WindowRow("shelf", _make_shelf, _render_shelf),
    WindowRow("race", _make_race, _render_race, _suggest_race),
    WindowRow("gradients", _make_gradients, _render_view),
    WindowRow("vanishing", lambda desk: _make_example("vanishing", desk)),
    WindowRow("exploding", lambda desk: _make_example("exploding", desk)),
    WindowRow("counting", _make_counting),
    WindowRow("lag", _make_lag, prepare=_offer_lag),
    WindowRow("gates", _make_gates),
)
"""A new window adds a row here, and one to the actions of :mod:`views.actions` which names it."""


class FurtherWindows:
    """Those of the table that have been asked for, by their name.

    Attributes:
        plots: what must be loaded before those with plots can be made.
    """

    def __init__(self, desk: Desk) -> None:
        self.plots = PlotsLoading()
        self.plots.ended.connect(self._fill)
        self._desk = desk
        self._rows = {row.name: row for row in WINDOWS}
        self._made: dict[str, Any] = {}
        self._waiting: dict[str, WaitingWindow] = {}
        desk.shelf.run_wanted.connect(self._show_run)

    def __getitem__(self, name: str) -> Any:
        """A window that has been asked for; each kind has its own methods."""
        return self._made[name]

    def __contains__(self, name: str) -> bool:
        return name in self._made

    def open(self, name: str) -> None:
        """Show a window, or bring it to the front."""
        if self._rows[name].draws and not self.plots.are_here:
            self._open_empty(name)
            return
        self._rows[name].bring_up(self._prepared(name))

    def show_review(self, text: str) -> None:
        """Bring up the window that explains reviews, with this one."""
        self.open("review")
        if "review" in self:
            self["review"].show_review(text)

    def _show_run(self, run_id: str) -> None:
        """Bring up the shelf, with this run selected."""
        self.open("shelf")
        if "shelf" in self:
            self["shelf"].show_run(run_id)

    def _prepared(self, name: str) -> Any:
        """A window, made if need be, ready to be shown."""
        row = self._rows[name]
        if name not in self._made:
            self._made[name] = row.make(self._desk)
            teach_manners(self._made[name], self._desk.owner.close)
            row.join(self._made[name], self)
            row.render(self._made[name], self._desk)
        row.prepare(self._made[name], self._desk)
        return self._made[name]

    def _open_empty(self, name: str) -> None:
        """Show something in a window's place until it can be made."""
        if name not in self._waiting:
            self._waiting[name] = WaitingWindow(self.plots, self._desk.owner)
            teach_manners(self._waiting[name], self._desk.owner.close)
        _bring_up(self._waiting[name])
        self.plots.begin()

    def _fill(self) -> None:
        """Put the windows in the place of the empty ones, but for those that were closed again."""
        if not self.plots.are_here:
            return
        for name in self._waiting:
            # Each by itself: one that cannot be made leaves none of the others empty.
            QTimer.singleShot(0, partial(self._fill_one, name))

    def _fill_one(self, name: str) -> None:
        waiting = self._waiting.pop(name)
        waiting.deleteLater()
        if waiting.isVisible():
            _put_in_place_of(waiting, self._prepared(name))

    def render(self) -> None:
        """Show the session as it is now."""
        for name, window in self._made.items():
            self._rows[name].render(window, self._desk)

    def close(self) -> None:
        """Close all of them; they can come back."""
        for window in (*self._made.values(), *self._waiting.values()):
            window.close()

    def finish(self) -> bool:
        """End for good all that works for them; whether that went in time."""
        working = [each for each in self._made.values() if isinstance(each, PlotWindow)]
        have_ended = [window.finish() for window in working]
        return all(have_ended)
