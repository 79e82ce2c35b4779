"""The window on gradients through time: how far back networks feel the past, epoch by epoch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PyQt5.QtCore import QSize, QTimer
from PyQt5.QtWidgets import QProgressBar, QWidget

from inspection.cell_values import WAYS
from inspection.gradient_follower import GradientFollower, Look, look_at, nearest_explained
from inspection.gradients import GradientFlow
from tasks.heads import HEADS, Head
from tasks.loss_unit import LossUnit, unit_of
from training.group import Member
from training.side_training import SideTraining
from views.buttons import Push, check_box, push_buttons
from views.calm_wheel import CalmComboBox
from views.colours import colours_for
from views.empty_stack import EmptyStack
from views.epoch_bar import EpochBar, EpochKeys
from views.epoch_cursor import EpochCursor
from views.gradients.flow_plot import FlowCanvas
from views.gradients.scene import MOST_CURVES, Curve, GradientScene
from views.gradients.words import describe, explosions
from views.labels import make_label, make_text
from views.plot_window import PlotWindow
from views.rows import label_of, row_of

BUSY_AFTER = 300
"""Milliseconds until it is said that the picture of what is wanted is still being computed."""
COMPUTING = "computing…"
_PIN, _UNPIN = "&Pin", "Un&pin"
_STOP, _TRAIN_ON = "St&op", "Train &on"
_USUAL_SIZE = QSize(1240, 760)
_LINES_OF_WORDS = 5


@dataclass(frozen=True, eq=False)
class _Question:
    """What is asked for at once: networks at the epoch of the cursor.

    Attributes:
        epoch: that of the cursor.
        looks: at each network that has epochs, at that one or the nearest.
    """

    epoch: int
    looks: dict[Member, Look]


@dataclass(frozen=True, eq=False)
class _Answer:
    """Where the cursor was, and the gradients of the networks there."""

    epoch: int
    flows: dict[Member, GradientFlow]


class GradientsWindow(PlotWindow):
    """Shows networks at the epoch of the cursor. It reads their epochs and never writes them.

    They are those that are trained beside; a subclass may add others.

    Attributes:
        side: the networks that are trained in the background for this window.
    """

    def __init__(
        self,
        name: str,
        title: str,
        epoch_cursor: EpochCursor,
        side: SideTraining,
        controls: tuple[QWidget, ...],
        why_empty: str,
        parent: QWidget | None = None,
    ) -> None:
        """``controls`` are the window's own, with their labels, from left to right.

        ``why_empty`` says why there is nothing to show as long as there is not.
        """
        super().__init__("gradients", title, _USUAL_SIZE, parent)
        self.setObjectName(name)
        self._controls, self._why_empty = controls, why_empty
        self.side = side
        side.setParent(self)
        self._cursor = epoch_cursor
        self._follower = GradientFollower(self)
        self.end_with_it(side.close, self._follower.close)
        self.rest_unseen(side.stop, self._follower.cancel)  # Shown again, they go on.
        self._follower.ended.connect(self._on_followed)
        self._asked: _Question | None = None
        self._answer: _Answer | None = None
        self._pinned: Curve | None = None
        self._busy_timer = QTimer(self, singleShot=True, interval=BUSY_AFTER)
        self._busy_timer.timeout.connect(lambda: self._busy.setText(COMPUTING))
        self._make_output()
        self._make_controls()
        self._pin.setEnabled(False)  # Until there is a curve.
        self._save.setEnabled(False)
        self._arrange()
        # Not in a field, where the arrow keys would not step through the epochs.
        self._relative.setFocus()
        epoch_cursor.changed.connect(self.request_frame)
        self.side.changed.connect(self._on_side)
        self._on_side()

    @property
    def members(self) -> tuple[Member, ...]:
        """The networks that are shown; what is pinned is the first one's."""
        return self.side.members

    # Making the window

    def _make_output(self) -> None:
        self.canvas: FlowCanvas = FlowCanvas(colours_for(self.palette()), self)
        self.canvas.name_it("gradientsCanvas", "Plots of gradients, forget gates and loss")
        self._stack = EmptyStack("gradientsEmptyLabel", self.canvas)
        self._words = make_text(
            "gradientsWordsLabel", "What the plots show, in words", _LINES_OF_WORDS
        )

    def _make_controls(self) -> None:
        self._layer = CalmComboBox(objectName="gradientsLayerCombo", accessibleName="Layer shown")
        self._layer.setToolTip(
            "The layer whose h is followed back, the first one nearest the data; → reads from the "
            "start, ← from the end"
        )
        self._layer.setSizeAdjustPolicy(CalmComboBox.AdjustToContents)
        self._layer.addItem("1")
        self._layer.currentIndexChanged.connect(self.request_frame)
        self._relative = check_box(
            "gradientsRelativeCheck",
            "&Relative to the last step",
            "Let every curve begin at 1, so that networks can be compared that are wrong by "
            "different amounts",
            self.request_frame,
            checked=True,
        )
        self._clipped = check_box(
            "gradientsClippedCheck",
            "After c&lipping",
            "Draw a thin line besides where the gradient is longer than training lets through, "
            "as if this whole gradient were clipped as in training: all of it by one factor",
            self.request_frame,
            checked=True,
        )
        self._epoch_bar = EpochBar(self._cursor, EpochKeys(), "gradients")
        self._busy = make_label(
            "gradientsBusyLabel", "Whether what is wanted is still being computed", COMPUTING
        )
        self._bar = QProgressBar(
            objectName="gradientsProgressBar", accessibleName="Progress of the networks beside"
        )
        self._bar.setToolTip("How far the networks are that are trained for this window")
        self._bar.setRange(0, 1000)
        self._pin, self._stop, self._save, self._help = push_buttons(self._pushes(), self)

    def _pushes(self) -> tuple[Push, ...]:
        return (
            Push(
                "gradientsPinButton",
                _PIN,
                "Keep the curve of the first network as it is now, to compare others with it",
                self._on_pin,
                spoken="Pin the first network's curve",
                checkable=True,
                longest=_UNPIN,
            ),
            Push("gradientsStopButton", _STOP, "", self._stop_or_resume, longest=_TRAIN_ON),
            self.save_push(lambda: f"gradients-epoch-{self._shown_epoch}"),
            self.help_push(),
        )

    def _arrange(self) -> None:
        choices = row_of(
            label_of("La&yer:", self._layer),
            self._layer,
            *self._controls,
            self._pin,
            self._relative,
            self._clipped,
            None,
        )
        epochs = self._epoch_bar.row(self._busy)
        lowest = row_of(self._bar, self._stop, self._save, self._help, stretched=self._bar)
        self.arrange(self._stack, self._words, choices, epochs, lowest, self.message)

    # Showing

    def _on_side(self) -> None:
        side = self.side
        self._bar.setValue(round(1000 * side.fraction) if side.goal else 0)
        self._bar.setFormat(
            f"{_names(side.members)}: epoch {side.epochs:,} of {side.goal:,}"
            if side.goal
            else "no network is trained beside"
        )
        self._stop.setText(_STOP if side.is_running else _TRAIN_ON)
        self._stop.setEnabled(side.is_running or side.fraction < 1)
        meaning = "Stop training" if side.is_running else "Go on training"
        self._stop.setAccessibleName(f"{meaning} the networks beside")
        self._stop.setToolTip(f"{meaning} the networks of this window; your own does not notice")
        if side.problem:
            self.message.tell(side.problem, went_well=False)
        self.request_frame()

    def _stop_or_resume(self) -> None:
        if self.side.is_running:
            self.side.hold()
        else:
            self.side.resume()

    def _on_pin(self, wanted: bool) -> None:
        self._pinned = self._curve_to_pin() if wanted else None
        self._pin.setText(_UNPIN if wanted else _PIN)
        self.request_frame()

    def _curve_to_pin(self) -> Curve | None:
        if self._answer is None:
            return None
        member, flow = next(iter(self._answer.flows.items()))
        return Curve(f"{member.learner.title} at {flow.epoch:,}, pinned", flow, np.zeros(0))

    def draw_frame(self) -> None:
        """Show the epoch of the cursor, as soon as it is known; until then what was shown."""
        question = self._question()
        if question is None:
            self._forget()
        else:
            self._ask(question)
        scene = self._make_scene(self._answer) if self._answer else None
        self._save.setEnabled(scene is not None)
        self._pin.setEnabled(scene is not None or self._pin.isChecked())
        if scene is None:
            self._words.setText("")
            self._stack.say(COMPUTING if question else self._why_empty)
            return
        told = [describe(scene, curve) for curve in scene.curves]
        self._words.setText(
            "\n".join(filter(None, (*self._others(), *told, explosions(scene.curves))))
        )
        self._stack.show_content()
        self.canvas.scene = scene
        super().draw_frame()

    def _question(self) -> _Question | None:
        """What to ask for now; None as long as there is no epoch."""
        looks = {}
        for member in self.members:
            look = look_at(member.learner.settings, member.snapshots, self._cursor.epoch)
            if look is not None:
                looks[member] = look
        return _Question(self._cursor.epoch, looks) if looks else None

    def _forget(self) -> None:
        self._follower.cancel()
        self._answer = None
        self._end_waiting()

    def _ask(self, question: _Question) -> None:
        """Take the answer, if it is known; else look for it, and leave the picture as it is."""
        if self._follower.knows(list(question.looks.values())):
            self._take_answer(question)
            self._end_waiting()
            return
        if not self._follower.is_running:
            self._asked = question
            self._follower.follow(list(question.looks.values()))
        if not self._busy.text() and not self._busy_timer.isActive():
            self._busy_timer.start()

    def _take_answer(self, question: _Question) -> None:
        flows = {
            member: self._follower.flows[look.state] for member, look in question.looks.items()
        }
        self._answer = _Answer(question.epoch, flows)

    def _end_waiting(self) -> None:
        self._busy_timer.stop()
        self._busy.setText("")

    def _on_followed(self, problem: str) -> None:
        """Show what was asked for, even if something else is wanted by now."""
        if problem:
            self._end_waiting()
            self.message.tell(problem, went_well=False)
        elif self._asked:
            self._take_answer(self._asked)
            self.request_frame()

    def _make_scene(self, answer: _Answer) -> GradientScene:
        curves = [self._curve(member, answer) for member in answer.flows]
        curves += [self._pinned] if self._pinned else []
        layers = max(len(curve.flow.norms) for curve in curves)
        self._offer_layers(layers, max(curve.flow.ways for curve in curves))
        settings = next(iter(answer.flows)).learner.settings
        return GradientScene(
            curves=tuple(curves[:MOST_CURVES]),
            layer=self._layer.currentIndex(),
            window=settings.window,
            epoch=answer.epoch,
            clipped=self._clipped.isChecked(),
            relative=self._relative.isChecked(),
            unit_of_loss=HEADS[settings.ports.head].loss_unit,
            shown_in=self._shown_in(HEADS[settings.ports.head]),
        )

    def _shown_in(self, head: Head) -> LossUnit:
        """In what the losses of the epochs are shown."""
        return unit_of(head)

    def _offer_layers(self, count: int, ways: int) -> None:
        """Offer so many, each in every way in which it reads."""
        arrows = WAYS if ways > 1 else ("",)
        wanted = [f"{place // ways + 1}{arrows[place % ways]}" for place in range(count)]
        for place, title in enumerate(wanted):
            if place < self._layer.count():
                self._layer.setItemText(place, title)
            else:
                self._layer.addItem(title)
        while self._layer.count() > count:
            self._layer.removeItem(self._layer.count() - 1)
        self._layer.setEnabled(count > 1)

    def _curve(self, member: Member, answer: _Answer) -> Curve:
        flow = answer.flows[member]
        title = member.learner.title
        if flow.epoch != answer.epoch:
            title += f" (epoch {flow.epoch:,})"
        return Curve(title, flow, member.history.loss.copy(), member.exploded_in)

    def _others(self) -> list[str]:
        """Why others are shown in place of epochs that were trained, each reason once."""
        epoch = self._shown_epoch
        trained = [member for member in self.members if epoch <= len(member.history)]
        return list(dict.fromkeys(nearest_explained(each.snapshots, epoch) for each in trained))

    @property
    def _shown_epoch(self) -> int:
        return self._answer.epoch if self._answer else self._cursor.epoch


def _names(members: tuple[Member, ...]) -> str:
    return " and ".join(member.learner.title for member in members)
