"""Where the mouse rests on a canvas, so that what lies there can be told again when it changes."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.backend_bases import FigureCanvasBase, MouseEvent


class Pointer:
    """Remembers the last place of the mouse over a canvas, and forgets it when the mouse leaves."""

    def __init__(self, canvas: FigureCanvasBase, on_moved: Callable[[], None]) -> None:
        """``on_moved`` is called after each move, and when the mouse has left."""
        self._canvas = canvas
        self._on_moved = on_moved
        self._place: tuple[int, int] | None = None
        canvas.mpl_connect("motion_notify_event", lambda event: self._move((event.x, event.y)))
        canvas.mpl_connect("figure_leave_event", lambda _event: self._move(None))

    @property
    def event(self) -> MouseEvent | None:
        """Where the mouse is in the axes as they are now; None if it is not over the canvas."""
        if self._place is None:
            return None
        return MouseEvent("motion_notify_event", self._canvas, *self._place)

    def _move(self, place: tuple[int, int] | None) -> None:
        self._place = place
        self._on_moved()
