"""What the picture of a cell is put together from, as plain data.

Places are in units of the drawing, x to the right and y downwards. What a part stands for
is named by its symbol in the declaration of the cell (:mod:`cells.cell`), or by one of
these: ``f·c_tm1``, a product of a blend; ``s_f``, the whole sum inside a gate; ``W_f x``,
``U_f h_tm1``, ``b_f``, ``d_f`` and ``p_f·c_tm1``, its parts; ``U_g h_tm1 + d_g`` and
``r·(U_g h_tm1 + d_g)``, what a gate resets, before and after it.
"""

from __future__ import annotations

from typing import NamedTuple

Place = tuple[float, float]

KNOT_RADIUS = 15.0
GATE_SIZE = 104.0, 68.0
SQUASH_SIZE = 76.0, 44.0
CROSSING = 6.0
"""Half of the gap that a wire leaves for another that crosses it."""


class Box(NamedTuple):
    """What squashes: a gate, or a state on its way out, such as ``φ(c)``.

    Attributes:
        shows: what comes out of it.
        place: its centre.
    """

    shows: str
    place: Place


class Knot(NamedTuple):
    """A circle in which wires meet.

    Attributes:
        sign: ``×``, ``+`` or ``1−``.
        makes: what comes out of it.
        place: its centre.
    """

    sign: str
    makes: str
    place: Place


class Wire(NamedTuple):
    """A line with round corners.

    Attributes:
        carries: what runs along it.
        places: where it begins, turns and ends.
        feeds: the stages that lie beyond it; None for all that read what it carries.
        has_head: whether an arrow's head is at its end.
        is_thin: of less weight than the others.
    """

    carries: str
    places: tuple[Place, ...]
    feeds: tuple[str, ...] | None = None
    has_head: bool = True
    is_thin: bool = False


class Label(NamedTuple):
    """A symbol and its number beside a wire.

    Attributes:
        shows: what it tells.
        place: where it begins, halfway up.
        ends_here: whether it ends there instead.
        size: of its letters.
        lines: 2 to put the number under the symbol.
    """

    shows: str
    place: Place
    ends_here: bool = False
    size: int = 17
    lines: int = 1


class End(NamedTuple):
    """A symbol over the outer end of a wire, and its number under it.

    Attributes:
        shows: what it tells.
        place: on the wire.
        feeds: as for the wire.
    """

    shows: str
    place: Place
    feeds: tuple[str, ...] | None = None


class Feed(NamedTuple):
    """The line that brings x and h_tm1 from the left to the sums of the gates.

    Attributes:
        y: its height.
        x: where x joins it, from below.
        taps: stage and place of each arrow up to what it feeds, from the left.
    """

    y: float = 352
    x: float = 145
    taps: tuple[tuple[str, float], ...] = ()


class Drawing(NamedTuple):
    """The picture of a cell.

    Attributes:
        feed: what comes in from below and from the step before.
        size: width and height.
        frame: the cell's outline: left, top, width, height.
    """

    boxes: tuple[Box, ...] = ()
    knots: tuple[Knot, ...] = ()
    wires: tuple[Wire, ...] = ()
    labels: tuple[Label, ...] = ()
    ends: tuple[End, ...] = ()
    feed: Feed = Feed()
    size: tuple[float, float] = (1000, 424)
    frame: tuple[float, float, float, float] = (118, 26, 762, 354)

    def without(self, *symbols: str) -> Drawing:
        """The same picture without all that shows, makes or carries one of these."""
        taps = tuple(tap for tap in self.feed.taps if tap[0] not in symbols)
        return self._replace(
            boxes=tuple(box for box in self.boxes if box.shows not in symbols),
            knots=tuple(knot for knot in self.knots if knot.makes not in symbols),
            wires=tuple(wire for wire in self.wires if wire.carries not in symbols),
            labels=tuple(label for label in self.labels if label.shows not in symbols),
            ends=tuple(end for end in self.ends if end.shows not in symbols),
            feed=self.feed._replace(taps=taps),
        )

    def plus(self, other: Drawing) -> Drawing:
        """The same picture with the knots, wires and labels of another one in it."""
        return self._replace(
            knots=self.knots + other.knots,
            wires=self.wires + other.wires,
            labels=self.labels + other.labels,
        )

    def with_label_at(self, symbol: str, place: Place) -> Drawing:
        """The same picture with one label at another place."""
        labels = tuple(
            label._replace(place=place) if label.shows == symbol else label for label in self.labels
        )
        return self._replace(labels=labels)
