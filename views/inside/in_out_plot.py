"""What goes into the network and what comes out of it, step by step, under the plots of a view."""

from __future__ import annotations

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import MouseEvent
from matplotlib.figure import Figure

from inspection.microscope import Inspection
from networks.ports import Ports
from views import axes_style
from views.colours import Colours
from views.inside.answers import answer_strip
from views.inside.given import given_strip


class InOutPlot:
    """Two strips over the steps: what is read, and what is said beside what is wanted.

    Attributes:
        curves: what changes with the inspection, in the order of drawing.
    """

    def __init__(
        self, input_axes: Axes, output_axes: Axes, ports: Ports, embedding: int = 0
    ) -> None:
        self._axes = (input_axes, output_axes)
        for axes in self._axes:
            axes.tick_params(labelsize=axes_style.SMALL_SIZE)
            axes.spines[["top", "right"]].set_visible(False)
        self._given = given_strip(input_axes, ports, embedding)
        self._answers = answer_strip(output_axes, ports)
        self.curves: tuple[Artist, ...] = (*self._given.curves, *self._answers.curves)

    def heights(self, least: tuple[float, float], height: float) -> tuple[float, float, float]:
        """Room above the strips, and of each of them, in points.

        Args:
            least: what two strips with a line each take.
            height: of the whole figure: many rows take but a share of it.
        """
        input_height, output_height = least
        return (
            self._given.above,
            self._given.height(input_height, height),
            self._answers.height(output_height, height),
        )

    def x_at(self, event: MouseEvent) -> float | None:
        """Where on the time axis the pointer is, over a strip or what stands above; else None."""
        read, said = (axes.bbox for axes in self._axes)
        top = read.y1 + self._given.above * self._axes[0].figure.dpi / 72
        is_over = read.y0 <= event.y <= top or said.y0 <= event.y <= said.y1
        if not (is_over and read.x0 <= event.x <= read.x1):
            return None
        x, _ = self._axes[0].transData.inverted().transform((event.x, event.y))
        return float(x)

    def paint(self, colours: Colours) -> None:
        """Take the colours of the palette."""
        for axes in self._axes:
            axes_style.paint_frame(axes, colours)
        self._given.paint(colours)
        self._answers.paint(colours)

    def put_legend(self, figure: Figure, colours: Colours) -> None:
        """Say in the lower right corner of the figure what the marks are."""
        for legend in figure.legends:
            legend.remove()
        figure.legend(
            handles=self._answers.handles,
            loc="lower right",
            ncols=2,
            frameon=False,
            borderaxespad=0.2,
            borderpad=0.2,
            handlelength=1.5,
            fontsize=axes_style.SMALL_SIZE,
            labelcolor=colours.text,
        )

    def extent(self, inspection: Inspection) -> tuple[object, ...]:
        """What decides the ticks and the words at the strips."""
        return self._given.extent(inspection), self._answers.extent(inspection)

    def set_extent(self, inspection: Inspection) -> None:
        """Make room for it, and write beside the strips what stands where."""
        for axes in self._axes:
            axes.set_xlim(0.5, inspection.steps + 0.5)
        self._given.set_extent(inspection)
        self._answers.set_extent(inspection)

    def show(self, inspection: Inspection) -> None:
        """Show what was fed and what was predicted."""
        self._given.show(inspection)
        self._answers.show(inspection)
