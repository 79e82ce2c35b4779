"""The mouse on a canvas: where it rests, so that this can be told again, and what it drags."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.backend_bases import FigureCanvasBase, MouseButton, MouseEvent


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


def let_drag(
    canvas: FigureCanvasBase,
    pick: Callable[[MouseEvent], None],
    may_begin: Callable[[MouseEvent], bool] = lambda _event: True,
) -> None:
    """Call ``pick`` where the left button is pressed, and at each move until it is let go."""
    is_down = False

    def press(event: MouseEvent) -> None:
        nonlocal is_down
        if event.button == MouseButton.LEFT and may_begin(event):
            is_down = True
            pick(event)

    def move(event: MouseEvent) -> None:
        if is_down:
            pick(event)

    def let_go(_event: MouseEvent) -> None:
        nonlocal is_down
        is_down = False

    canvas.mpl_connect("button_press_event", press)
    canvas.mpl_connect("motion_notify_event", move)
    canvas.mpl_connect("button_release_event", let_go)
