"""The windows behind the main window, as a table; each is made when it is first asked for.

What a window needs is imported when it is made: the main window's first picture waits for
nothing. matplotlib takes longer to import than that whole window to appear, so it is imported
in the background. A window with plots that is asked for meanwhile stands empty at first, and is
filled when they can be drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from PyQt5.QtCore import QPoint, QRect, Qt, QTimer
from PyQt5.QtWidgets import QWidget

from tasks.cards import CARDS
from tasks.registry import task_of
from tasks.words import ANY_PROBLEM
from training.states import RUNNING, Command, RunState
from views.manners import teach_manners
from views.network_words import Plan
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
    from training.view import View
    from views.architecture_window import ArchitectureWindow
    from views.epoch_cursor import EpochCursor
    from views.gradients.own_window import OwnGradientsWindow
    from views.inside.window import InsideWindow
    from views.judgement.window import JudgementWindow
    from views.settings_dialog import SettingsDialog
    from views.word_by_word.window import ReviewWindow
    from views.writing.window import WritingWindow


class Desk(NamedTuple):
    """What the windows are given: what they render, and what they ask.

    Attributes:
        session: the training.
        shelf: the runs that are kept.
        race: the race.
        comparison: what simpler means reach.
        epoch_cursor: the epoch that all windows show.
        owner: the window that theirs belong to, as Qt has it.
        branch: goes back to the end of an epoch.
        open_file: opens the training in a file, which is told of by the name that is given.
        typed: the problem and the seed that are typed.
    """

    session: Session
    shelf: Shelf
    race: RaceSession
    comparison: Comparison
    epoch_cursor: EpochCursor
    owner: QWidget
    branch: Callable[[int], None]
    open_file: Callable[[str, str], None]
    typed: Callable[[], tuple[Problem | None, int]]

    @property
    def view(self) -> View:
        """The session as it is now."""
        return self.session.view


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


class WindowRow(NamedTuple):
    """A window that the main window can open.

    Attributes:
        name: what it is asked for by.
        kind: the name of its class, behind that of the module where it stands.
        given: what it is made of, but for its owner.
        render: lets it show the session as it is now.
        prepare: what is done each time it is asked for, before it comes up.
        bring_up: shows it, in front of the others.
        join: lets it lead to other windows, and to what stands on the desk.
        draws: whether it has plots, which cannot be drawn in the first second.
    """

    name: str
    kind: str
    given: Callable[[Desk], tuple[Any, ...]] = lambda _desk: ()
    render: Callable[[Any, Desk], None] = lambda _window, _desk: None
    prepare: Callable[[Any, Desk], None] = lambda _window, _desk: None
    bring_up: Callable[[Any], None] = _bring_up
    join: Callable[[Any, Desk, FurtherWindows], object] = lambda _window, _desk, _windows: None
    draws: bool = True

    def make(self, desk: Desk) -> Any:
        """The window itself."""
        kind = getattr(import_module(self.module), self.kind.split(".")[-1])
        return kind(*self.given(desk), desk.owner)

    @property
    def module(self) -> str:
        """Where its class stands."""
        return self.kind.rpartition(".")[0]


def _epochs_and_view(desk: Desk) -> tuple[Any, ...]:
    return desk.epoch_cursor, desk.session.snapshots, desk.view


def _epochs_and_settings(desk: Desk) -> tuple[Any, ...]:
    return desk.epoch_cursor, desk.session.snapshots, desk.view.settings


def _on_shelf(desk: Desk) -> tuple[Any, ...]:
    return (desk.shelf,)


def _in_own_run(desk: Desk) -> tuple[Any, ...]:
    session = desk.session
    return desk.epoch_cursor, session.history, session.snapshots, desk.view, session.workshop


def _for_example(name: str, desk: Desk) -> tuple[Any, ...]:
    return name, desk.session.workshop


def _lag_learners(desk: Desk) -> tuple[Learner, ...]:
    from experiments.lag import lag_learners

    return lag_learners(desk.view.settings, desk.shelf.runs)


def _render_view(
    window: SettingsDialog | OwnGradientsWindow | WritingWindow | ReviewWindow, desk: Desk
) -> None:
    window.render(desk.view)


def _render_progress(window: ProgressWindow, desk: Desk) -> None:
    from progress_window import Progress

    view = desk.view
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


def _render_architecture(window: ArchitectureWindow, desk: Desk) -> None:
    view = desk.view
    shown = view.told_settings
    fed = shown.rows, shown.window, shown.stateful, shown.ports
    words = task_of(view.typed).words if view.typed else ANY_PROBLEM
    window.show_plan(Plan(view.layers, view.backend, *fed, words))


def _render_inside(window: InsideWindow, desk: Desk) -> None:
    window.render(desk.view.settings, Command.BRANCH in desk.view.commands)


def _join_judgement(window: JudgementWindow, desk: Desk, windows: FurtherWindows) -> None:
    window.tested.connect(desk.session.note_tested)
    window.review_wanted.connect(windows.show_review)
    desk.session.opened.connect(window.show_held_out)


def _begin_settings(dialog: SettingsDialog, desk: Desk) -> None:
    """Begin a draft with the present network, unless one is there."""
    if not dialog.isVisible():
        dialog.begin(desk.view)


WINDOWS = (
    WindowRow(
        "progress",
        "progress_window.ProgressWindow",
        lambda desk: (desk.epoch_cursor,),
        _render_progress,
    ),
    WindowRow(
        "architecture",
        "views.architecture_window.ArchitectureWindow",
        render=_render_architecture,
        draws=False,
    ),
    WindowRow(
        "embedding",
        "views.embedding.window.EmbeddingWindow",
        _epochs_and_settings,
        lambda window, desk: window.render(desk.view.settings),
    ),
    WindowRow(
        "inside",
        "views.inside.window.InsideWindow",
        _epochs_and_settings,
        _render_inside,
        join=lambda window, desk, _: window.branch_wanted.connect(desk.branch),
    ),
    WindowRow("writing", "views.writing.window.WritingWindow", _epochs_and_view, _render_view),
    WindowRow(
        "review",
        "views.word_by_word.window.ReviewWindow",
        _epochs_and_view,
        _render_view,
        lambda window, desk: window.take_up(desk.view.answered),
    ),
    WindowRow(
        "judgement",
        "views.judgement.window.JudgementWindow",
        _epochs_and_view,
        lambda window, desk: window.render(
            desk.view, desk.comparison.of(desk.view.trained_problem)
        ),
        join=_join_judgement,
    ),
    WindowRow(
        "settings",
        "views.settings_dialog.SettingsDialog",
        lambda desk: (desk.session.workshop.describe_layers,),
        _render_view,
        _begin_settings,
        lambda dialog: dialog.open(),
        lambda dialog, desk, _: dialog.applied.connect(desk.session.choose_settings),
        draws=False,
    ),
    WindowRow(
        "shelf",
        "views.shelf.window.ShelfWindow",
        _on_shelf,
        lambda window, desk: window.render(Command.OPEN in desk.view.commands),
        join=lambda window, desk, _: window.open_wanted.connect(desk.open_file),
    ),
    WindowRow(
        "race",
        "views.race.window.RaceWindow",
        lambda desk: (desk.race, desk.shelf),
        lambda window, desk: window.offer(desk.view.settings),
        lambda window, desk: window.suggest(*desk.typed()),
    ),
    WindowRow(
        "gradients",
        "views.gradients.own_window.OwnGradientsWindow",
        _in_own_run,
        _render_view,
    ),
    *(
        WindowRow(name, "views.gradients.example_window.ExampleWindow", partial(_for_example, name))
        for name in ("vanishing", "exploding")
    ),
    WindowRow(
        "counting",
        "views.inside.counting_window.CountingWindow",
        lambda desk: (desk.session.workshop,),
    ),
    WindowRow(
        "lag",
        "views.lag.window.LagWindow",
        lambda desk: (_lag_learners(desk),),
        prepare=lambda window, desk: window.offer(_lag_learners(desk)),
    ),
    WindowRow(
        "gates",
        "views.gates.window.GatesWindow",
        _on_shelf,
        join=lambda window, desk, _: window.run_wanted.connect(desk.shelf.run_wanted),
    ),
)
"""A new window adds a row here, and one to the actions of :mod:`views.actions` which names it."""


class FurtherWindows:
    """Those of the table that have been asked for, by their name.

    Attributes:
        plots: what must be loaded before those with plots can be made.
    """

    def __init__(self, desk: Desk) -> None:
        needed = [card.module for card in CARDS.values()] + [row.module for row in WINDOWS]
        self.plots = PlotsLoading(tuple(dict.fromkeys(needed)))
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
        window = self._prepared(name)
        self._rows[name].bring_up(window)
        window.setAttribute(Qt.WA_Moved)  # Qt would put a dialog elsewhere the next time.

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
            row.join(self._made[name], self._desk, self)
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
