"""What every window with plots does: frames, palette, saving and help."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt5.QtCore import QElapsedTimer, QSize, Qt, QTimer
from PyQt5.QtGui import QHideEvent, QShowEvent
from PyQt5.QtWidgets import QWidget

from tasks.registry import FIRST_TASK, TASKS
from tasks.words import Words
from views.adapting import Adapting
from views.buttons import Push
from views.colours import colours_for
from views.help import show_help
from views.message_line import MessageLine
from views.rows import Item, fill, lines_of
from views.saving import Saving, ask_and_save, picture

if TYPE_CHECKING:
    from views.layered_canvas import LayeredCanvas

FRAME_INTERVAL = 33
"""Milliseconds between two frames, at least: what comes in between is drawn with the next one."""
_LOOK_AGAIN = 5
"""Milliseconds after which it is looked again whether the frame before is all drawn."""
_MARGIN = 9


class PlotWindow(Adapting, QWidget):
    """Draws soon after something has changed, as long as it can be seen.

    A subclass fills it, and calls :meth:`request_frame` after a change. It extends
    :meth:`draw_frame` where there is more to draw than the canvas.

    Attributes:
        topic: its topic in the help, which object names begin with, too.
        canvas: its plots, which follow the palette; None where other things are shown.
    """

    canvas: LayeredCanvas | None = None

    def __init__(self, topic: str, title: str, size: QSize, parent: QWidget | None = None) -> None:
        """``size`` is the usual one."""
        super().__init__(parent, Qt.Window)
        self.topic = topic
        self.setObjectName(f"{topic}Window")
        self.set_title(title)
        self.resize(size)
        self._least_pause = FRAME_INTERVAL
        self._since_frame = QElapsedTimer()
        self._since_frame.start()
        self._frame_timer = QTimer(self, singleShot=True, objectName="frameTimer")
        self._frame_timer.timeout.connect(self._draw_if_seen)
        self._is_behind = False
        self._endings: list[Callable[[], bool]] = []
        self._begins: list[Callable[[], object]] = []
        self._rests: list[Callable[[], object]] = []
        self.on_palette(self._repaint)

    @property
    def words(self) -> Words:
        """Those in which the window is explained."""
        return TASKS[FIRST_TASK].words

    @cached_property
    def message(self) -> MessageLine:
        """The line that tells how it ended what was asked for."""
        return MessageLine(f"{self.topic}MessageLabel", "Outcome of what was asked last")

    def set_title(self, title: str) -> None:
        """Say what the window shows."""
        self.setWindowTitle(f"{title} – LSTM Lab")

    def arrange(self, shown: QWidget, *lines: Item) -> None:
        """Put what is shown up to the edges, and lines of words and controls under it."""
        controls = lines_of(*lines)
        controls.setContentsMargins(_MARGIN, 0, _MARGIN, _MARGIN)
        fill(self, lines_of(shown, controls, stretched=shown))

    def end_with_it(self, *endings: Callable[[], bool]) -> None:
        """Let what works for the window beside it end with it, see :meth:`finish`."""
        self._endings += endings

    def begin_seen(self, *begins: Callable[[], object]) -> None:
        """Let what works for the window alone begin, or go on, each time the window is shown."""
        self._begins += begins

    def rest_unseen(self, *rests: Callable[[], object]) -> None:
        """Let what works for the window alone work no more while nobody sees it."""
        self._rests += rests

    def finish(self) -> bool:
        """End for good all that works for the window; whether that went in time."""
        have_ended = [end() for end in self._endings]
        return all(have_ended)

    # Frames

    def request_frame(self) -> None:
        """Draw soon: at once when at rest; else so that half of the time is left for the user."""
        self._is_behind = True
        if self.isVisible() and not self._frame_timer.isActive():
            self._frame_timer.start(max(0, self._least_pause - self._since_frame.elapsed()))

    def draw_frame(self) -> None:
        """Bring the picture up to date; what takes long is left for the next turns."""
        if self.canvas is not None:
            self.canvas.draw_part()

    def _draw_if_seen(self) -> None:
        if not self.isVisible():
            return
        if self.canvas is not None and self.canvas.is_half_drawn:
            self._frame_timer.start(_LOOK_AGAIN)
            return
        self._is_behind = False
        clock = QElapsedTimer()
        clock.start()
        self.draw_frame()
        self._least_pause = max(FRAME_INTERVAL, clock.elapsed())
        self._since_frame.restart()
        if self._is_behind:
            self.request_frame()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up: nothing was drawn while the window was hidden."""
        super().showEvent(event)
        self.request_frame()
        for begin in self._begins:
            begin()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let all rest that works to be seen, see :meth:`rest_unseen`."""
        super().hideEvent(event)
        for rest in self._rests:
            rest()

    def _repaint(self) -> None:
        if self.canvas is not None:
            self.canvas.paint(colours_for(self.palette()))
        self.request_frame()

    # Buttons that most of them have

    def help_push(self) -> Push:
        """The button that explains the window."""
        return Push(
            f"{self.topic}HelpButton",
            "What am I looking at?",
            "Explain this window",
            self.explain,
            "F1",
        )

    def explain(self) -> None:
        """Say what the window shows."""
        show_help(self, self.topic, self.words)

    def save_push(self, name: Callable[[], str], what: str = "the plots") -> Push:
        """The button that saves a picture, for which ``name()`` is offered."""
        return Push(
            f"{self.topic}SaveButton",
            "Save picture…",
            f"Save {what} as PNG or SVG",
            lambda: self.ask_and_save_picture(name()),
            "Ctrl+S",
        )

    # Saving

    def ask_and_save_picture(self, name: str) -> None:
        """Save what is shown; ``name`` is offered, without its ending."""
        self.ask_and_save(picture(f"lstm-lab-{name}.png", self.write_picture))

    def write_picture(self, path: Path) -> None:
        """Write what is shown, in the format that the path's ending names."""
        assert self.canvas is not None
        self.draw_frame()  # What has changed last may wait for its turn.
        self.canvas.save_picture(path)

    def ask_and_save(self, saving: Saving) -> None:
        """Ask where to, save, and tell how it ended."""
        self.message.clear()
        ask_and_save(self, saving, self.message.tell)
