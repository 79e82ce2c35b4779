"""How both plots of the progress window share a figure, and how it becomes a file.

Without Qt, so that a training in the terminal can be drawn too.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from matplotlib.figure import Figure

from tasks.task import Problem
from training.record import History
from views.axes_style import spread
from views.colours import LIGHT
from views.curve_plot import CurvePlot
from views.named_levels import Level
from views.prediction_plot import PredictionPlot

_WIDTH, _HEIGHT = 720, 290
# Room around and between the axes, for the words there. All in points.
LEFT, TOP = 38, 52
_RIGHT, _BOTTOM, _BETWEEN = 14, 38, 56
_DOTS_PER_INCH = 200


def save_progress_picture(
    path: Path,
    history: History,
    problem: Problem | None = None,
    baselines: Sequence[Level] = (),
    epoch: int | None = None,
) -> None:
    """Draw an epoch's predictions on this problem, and loss and accuracy of all of them.

    The format is the one that the path's ending names. ``baselines`` are what simpler means reach,
    on the scale of the problem's task. ``epoch`` is the one that is marked; None is the last.

    Raises:
        OSError: the file cannot be written.
    """
    figure = Figure((_WIDTH / 72, _HEIGHT / 72), facecolor=LIGHT.background)
    left, right = figure.subplots(1, 2)
    # The width of the axes decides how much they can show, so it is set first.
    lay_out(figure)
    predictions, curves = PredictionPlot(left), CurvePlot(right)
    for plot in (predictions, curves):
        plot.set_problem(problem)
    curves.set_baselines(baselines)
    predictions.paint(LIGHT)
    curves.paint(LIGHT)
    epoch = len(history) if epoch is None else epoch
    predictions.show(history[epoch - 1] if epoch else None)
    curves.show(history, epoch=epoch, planned=len(history))
    write_picture(path, figure, predictions, curves)


def write_picture(
    path: Path, figure: Figure, predictions: PredictionPlot, curves: CurvePlot
) -> None:
    """Write the figure as it is, in the words of a picture instead of those of a window.

    Raises:
        OSError: the file cannot be written.
    """
    shown = curves.hint.get_visible()
    predictions.caption.set_visible(True)
    curves.hint.set_visible(False)
    try:
        figure.savefig(path, dpi=_DOTS_PER_INCH)
    finally:
        predictions.caption.set_visible(False)
        curves.hint.set_visible(shown)


def lay_out(figure: Figure) -> float:
    """Give both plots the same width, and their words the room they need at any size.

    Returns:
        The room of the left plot with the gap beside it, in points.
    """
    return spread(figure, (LEFT, _RIGHT, TOP, _BOTTOM), _BETWEEN) + _BETWEEN
