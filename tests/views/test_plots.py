"""The two plots show what the history says, cheaply, at any size and in both palettes."""

import numpy as np
import pytest
from drawings import count, finish, full_drawings
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.text import Text
from PyQt5.QtCore import QEvent, QObject, QPoint, Qt
from PyQt5.QtGui import QColor, QImage, QMouseEvent, QPalette
from PyQt5.QtWidgets import QApplication, QLabel, QWidget

from training.record import EpochRecord, History
from views.colours import DARK, LIGHT
from views.plots import ProgressCanvas
from views.rows import fill, lines_of

PATTERN = np.array([0, 1, 1, 0, 1], dtype=np.uint8)


def record(epoch: int, pattern=PATTERN, prediction_of_1=0.8, targets=100) -> EpochRecord:
    symbols = np.resize(pattern, targets)
    predictions = np.where(symbols, prediction_of_1, 1 - prediction_of_1).astype(np.float32)
    return EpochRecord.from_evaluation(epoch, predictions, symbols, len(pattern), 0.5, 0.01)


def history_of(epochs: int, **look) -> History:
    history = History()
    for epoch in range(1, epochs + 1):
        history.append(record(epoch, **look))
    return history


@pytest.fixture
def show(qtbot):
    def show_canvas(history: History, epoch: int, planned: int = 10) -> ProgressCanvas:
        canvas = qtbot.added(ProgressCanvas(history, LIGHT))
        canvas.set_view(epoch, planned)
        canvas.resize(1000, 420)
        qtbot.show(canvas)
        canvas.draw_frame()
        return canvas

    return show_canvas


def test_before_its_first_picture_is_done_a_canvas_is_no_black_hole(qtbot):
    window = QWidget()
    window.setPalette(QPalette(QColor("#abcdef")))
    canvas = ProgressCanvas(history_of(1), LIGHT)
    fill(window, lines_of(canvas))
    qtbot.addWidget(window)
    window.resize(1000, 420)
    qtbot.show(window)
    canvas.draw_frame()  # As Qt may ask for it before the window is to be seen.
    canvas.forget_pictures()
    assert canvas.draw_part()
    assert window.grab().toImage().pixelColor(500, 210).name() == "#abcdef"


@pytest.fixture
def paintings(monkeypatch):
    """What is painted of canvases from now on."""
    painted = []
    paint = ProgressCanvas.paintEvent

    def note_and_paint(canvas, event):
        painted.append(event.rect())
        paint(canvas, event)

    monkeypatch.setattr(ProgressCanvas, "paintEvent", note_and_paint)
    return painted


def test_a_frame_is_on_the_screen_before_another_begins(show, paintings):
    """Half drawn, a canvas is not painted: what was still to be put there would be lost."""
    canvas = show(history_of(8), epoch=8)
    QApplication.processEvents()
    paintings.clear()
    canvas.set_view(8, 500)
    canvas.draw_frame()
    canvas.set_view(8, 10)
    canvas.begin_frame()
    assert canvas.is_half_drawn
    assert canvas.rect() in paintings


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_until_the_first_picture_is_drawn_it_is_said_that_it_is_being_drawn(qtbot, colours):
    canvas = ProgressCanvas(history_of(8), colours)
    qtbot.addWidget(canvas)
    canvas.resize(1000, 420)
    canvas.set_view(8, 10)
    assert canvas.draw_part()
    told = image(canvas)
    lightness = [told.pixelColor(x, 210).lightness() for x in range(450, 550)]
    assert max(lightness) - min(lightness) > 100
    assert canvas.draw_part()
    assert image(canvas) == told
    canvas.draw_frame()
    assert image(canvas) != told
    canvas.set_view(8, 500)
    assert canvas.draw_part()
    assert not canvas.updatesEnabled()  # From now on the picture before it is seen.


def test_a_whole_picture_is_painted_once_a_frame_with_what_is_around_it(qtbot, paintings):
    window, words = QWidget(), QLabel("before")
    canvas = ProgressCanvas(history_of(8), LIGHT)
    fill(window, lines_of(words, canvas, stretched=canvas))
    qtbot.addWidget(window)
    window.resize(1000, 420)
    qtbot.show(window)
    canvas.draw_frame()
    QApplication.processEvents()
    paintings.clear()
    canvas.set_view(3, 10)
    window.update()
    canvas.draw_frame()
    QApplication.processEvents()
    assert paintings == [canvas.rect()]


def test_what_is_drawn_is_on_the_screen_to_the_last_pixel(show):
    canvas = show(history_of(8), epoch=8)
    canvas.findChild(QLabel).hide()  # It lies over the picture.
    screen = QImage(canvas.size(), QImage.Format_RGBA8888)
    canvas.render(screen)
    shown = np.frombuffer(screen.constBits().asstring(screen.sizeInBytes()), np.uint8)
    drawn = np.array(canvas.buffer_rgba())
    np.testing.assert_array_equal(shown.reshape(drawn.shape), drawn)


def left(canvas):
    return canvas.figure.axes[0]


def right(canvas):
    return canvas.figure.axes[1]


def data(axes, label: str) -> tuple[list[float], list[float]]:
    """Both coordinates of what the legend calls ``label``."""
    (line,) = [line for line in axes.lines if line.get_label() == label]
    return [list(map(float, values)) for values in line.get_data()]


def words(axes) -> str:
    return "\n".join(text.get_text() for text in axes.texts if text.get_visible())


def pixel(canvas, axes, x: float, y: float) -> QPoint:
    """The place of a point of the data on the widget."""
    at = axes.transData.transform((x, y)) / canvas.device_pixel_ratio
    return QPoint(round(at[0]), round(canvas.height() - at[1]))


def drag_to(canvas, place: QPoint) -> None:
    # QTest's own mouseMove moves the real cursor, which the offscreen platform does not have.
    event = QMouseEvent(QEvent.MouseMove, place, Qt.NoButton, Qt.LeftButton, Qt.NoModifier)
    QApplication.sendEvent(canvas, event)


def image(canvas):
    return canvas.grab().toImage()


def test_actual_values_and_predictions_stand_in_the_order_of_time(show):
    canvas = show(history_of(3), epoch=3)
    times, actual = data(left(canvas), "actual")
    assert times == list(range(1, 26))
    assert actual == [0, 1, 1, 0, 1] * 5
    assert data(left(canvas), "predicted") == [times, pytest.approx([0.2, 0.8, 0.8, 0.2, 0.8] * 5)]


def test_a_wrong_prediction_has_a_marker_of_its_own(show):
    canvas = show(history_of(1, prediction_of_1=0.3), epoch=1)
    assert data(left(canvas), "predicted") == [[], []]
    assert len(data(left(canvas), "wrong")[0]) == 25
    markers = {line.get_label(): line.get_marker() for line in left(canvas).lines}
    assert markers["wrong"] != markers["predicted"]


def test_the_caption_names_epoch_loss_and_accuracy_of_the_record_shown(show):
    canvas = show(history_of(3), epoch=2)
    caption = canvas.findChild(QObject, "recordLabel").text()
    assert caption == "epoch 2 · loss 0.2231 nats · accuracy 100.0 %"


def test_it_is_said_of_how_many_symbols_a_stretch_is_shown(show):
    assert "first 25 of 100" in words(left(show(history_of(1), epoch=1)))


def test_where_no_mistake_comes_any_more_a_line_stands_and_the_caption_says_it(show):
    late = record(1, prediction_of_1=0.9)
    late.predictions[:7] = 1 - late.predictions[:7]
    history = History()
    history.append(late)
    history.append(record(2))
    canvas = show(history, epoch=1)
    caption = canvas.findChild(QObject, "recordLabel")
    assert caption.text().endswith("all right after symbol 7")
    shown = [artist for artist in canvas.moving if isinstance(artist, Line2D)]
    lines = [line for line in shown if list(line.get_xdata()) == [7.5, 7.5]]
    assert [line.get_visible() for line in lines] == [True]
    canvas.set_view(2, 10)
    canvas.draw_frame()
    assert "all right" not in caption.text()
    assert not lines[0].get_visible()


@pytest.mark.parametrize("loss", [0.01, 0.0])
def test_small_losses_can_be_told_apart_on_a_log_axis(show, loss):
    history = history_of(3, prediction_of_1=1 - loss)
    canvas = show(history, epoch=3)
    canvas.set_log_scale(True)
    canvas.draw_frame()
    lowest, highest = right(canvas).get_ylim()
    assert right(canvas).get_yscale() == "log"
    assert 1e-7 < lowest < 0.01
    assert highest > 1
    canvas.set_log_scale(False)
    canvas.draw_frame()
    assert right(canvas).get_yscale() == "linear"


def test_of_a_long_period_the_first_part_is_shown_and_that_is_said(show):
    pattern = np.resize(PATTERN, 9_999)
    canvas = show(history_of(1, pattern=pattern, targets=9_999), epoch=1)
    count = len(data(left(canvas), "actual")[0])
    assert 24 <= count <= 200
    assert f"first {count} of 9,999" in words(left(canvas))


def test_a_wider_plot_shows_more_of_a_long_period(show, qtbot):
    canvas = show(history_of(1, pattern=np.resize(PATTERN, 9_999), targets=9_999), epoch=1)
    before = len(data(left(canvas), "actual")[0])
    canvas.resize(1800, 420)
    qtbot.waitUntil(lambda: len(data(left(canvas), "actual")[0]) > before)


def test_the_curves_are_the_history_s(show):
    history = history_of(3)
    history.append(record(4, prediction_of_1=0.4))
    canvas = show(history, epoch=2)
    assert data(right(canvas), "loss") == [[1, 2, 3, 4], list(history.loss)]
    assert data(right(canvas), "accuracy") == [[1, 2, 3, 4], [1, 1, 1, 0]]


def test_the_curves_differ_in_more_than_colour(show):
    canvas = show(history_of(3), epoch=2)
    loss, accuracy = right(canvas).get_legend().get_lines()
    assert loss.get_linestyle() != accuracy.get_linestyle()
    assert loss.get_marker() != accuracy.get_marker()


@pytest.mark.parametrize("epoch", [1, 40])
def test_legends_stand_above_the_data(show, epoch):
    canvas = show(history_of(40), epoch=epoch)
    for axes in canvas.figure.axes:
        legend = axes.get_legend().get_window_extent()
        assert legend.y0 >= axes.bbox.y1 - 1
        assert legend.y1 < canvas.figure.bbox.y1


def test_a_loss_above_one_makes_room_for_itself(show):
    canvas = show(history_of(2, prediction_of_1=0.05), epoch=1)
    assert right(canvas).get_ylim()[1] >= 3.0


def test_a_loss_that_is_no_number_leaves_the_axes_whole(show):
    broken = record(3, prediction_of_1=np.nan)
    history = history_of(2)
    history.append(broken)
    canvas = show(history, epoch=3)
    assert right(canvas).get_ylim()[1] == pytest.approx(1.0, abs=0.1)


def test_long_histories_are_thinned_and_that_is_said(show):
    history = history_of(3_000, targets=10)
    canvas = show(history, epoch=3_000, planned=3_000)
    epochs, loss = data(right(canvas), "loss")
    assert len(loss) < 1_000
    assert epochs[-1] == pytest.approx(3_000, abs=15)
    assert "thinned" in words(right(canvas))


def test_short_histories_are_not_thinned(show):
    assert "thinned" not in words(right(show(history_of(30), epoch=30, planned=30)))


def test_a_new_problem_is_marked_where_it_began(show):
    history = history_of(4)
    history.append(record(5, pattern=1 - PATTERN))
    canvas = show(history, epoch=5)
    (label,) = [text for text in right(canvas).texts if text.get_text() == "new problem"]
    assert label.xy[0] == 5


def test_new_problems_side_by_side_share_a_label(show):
    history = History()
    for epoch in range(1, 41):
        history.append(record(epoch, pattern=PATTERN if epoch % 2 else 1 - PATTERN))
    labels = words(right(show(history, epoch=40, planned=40))).count("new problem")
    assert 1 <= labels < 39


def test_marks_of_a_history_that_was_cleared_are_gone(show):
    history = history_of(4)
    history.append(record(5, pattern=1 - PATTERN))
    canvas = show(history, epoch=5)
    history.replace()
    canvas.draw_frame()
    assert "new problem" not in words(right(canvas))
    assert data(right(canvas), "loss") == [[], []]
    assert data(left(canvas), "actual") == [[], []]
    assert "No epoch yet" in words(left(canvas))


def test_a_history_loaded_in_another_s_place_is_drawn_anew(show):
    history = history_of(4)
    canvas = show(history, epoch=4)
    history.replace(record(epoch, prediction_of_1=0.6) for epoch in range(1, 5))
    canvas.draw_frame()
    assert data(right(canvas), "loss")[1] == list(history.loss)


def test_a_click_picks_the_nearest_epoch(show, qtbot):
    canvas = show(history_of(10), epoch=10)
    with qtbot.waitSignal(canvas.epoch_picked) as picked:
        qtbot.mouseClick(canvas, Qt.LeftButton, pos=pixel(canvas, right(canvas), 4.2, 0.5))
    assert picked.args == [4]


def test_dragging_past_the_edge_stops_at_the_last_epoch(show, qtbot):
    canvas = show(history_of(7), epoch=1)
    picked = []
    canvas.epoch_picked.connect(picked.append)
    qtbot.mousePress(canvas, Qt.LeftButton, pos=pixel(canvas, right(canvas), 3, 0.5))
    drag_to(canvas, QPoint(canvas.width() - 1, 100))
    qtbot.mouseRelease(canvas, Qt.LeftButton, pos=QPoint(canvas.width() - 1, 100))
    drag_to(canvas, pixel(canvas, right(canvas), 1, 0.5))
    assert picked[0] == 3
    assert picked[-1] == 7


@pytest.mark.parametrize("axes", [left, right])
def test_a_click_beside_the_curves_or_without_an_epoch_picks_nothing(show, qtbot, axes):
    canvas = show(history_of(5) if axes is left else History(), epoch=0)
    with qtbot.assertNotEmitted(canvas.epoch_picked):
        qtbot.mouseClick(canvas, Qt.LeftButton, pos=pixel(canvas, axes(canvas), 2, 0.4))


def test_a_blitted_frame_looks_like_a_full_drawing(show):
    history = history_of(8)
    canvas = show(history, epoch=8)
    canvas.set_view(3, 10)
    canvas.draw_frame()
    blitted = image(canvas)
    canvas.draw()
    assert blitted == image(canvas)


def test_frames_still_fit_after_a_resize(show, qtbot):
    history = history_of(8)
    canvas = show(history, epoch=8)
    canvas.resize(700, 300)
    canvas.set_view(3, 10)
    canvas.draw_frame()
    blitted = image(canvas)
    canvas.draw()
    assert blitted == image(canvas)


def test_of_curves_that_are_not_there_nothing_is_drawn(show):
    canvas = show(history_of(8), epoch=8)
    drawn = [artist for artist in canvas.moving + canvas.curves if artist.get_visible()]
    of_curves = [artist for artist in drawn if artist.axes is right(canvas)]
    lines = [artist for artist in of_curves if isinstance(artist, Line2D)]
    words = [artist for artist in of_curves if isinstance(artist, Text)]
    assert len(lines) + len(words) == len(of_curves)
    assert all(np.isfinite(line.get_ydata()).any() for line in lines)
    assert all(word.get_text() for word in words)


def test_a_usual_frame_draws_no_axes(show):
    history = history_of(8)
    canvas = show(history, epoch=8)
    drawings = full_drawings(canvas)
    for epoch in (3, 4, 8):
        canvas.set_view(epoch, 10)
        canvas.draw_frame()
    history.append(record(9))
    canvas.set_view(9, 10)
    canvas.draw_frame()
    assert not drawings


def axes_drawn(canvas) -> list[str]:
    """An entry for each axis that is drawn from now on, with its ticks and words."""
    drawn = []
    for axes in canvas.figure.axes:
        for name, axis in (("x", axes.xaxis), ("y", axes.yaxis)):
            count(axis, drawn, f"{name} of {axes.get_ylabel()}")
    return drawn


def test_of_a_full_drawing_a_part_draws_one_axis_at_most(show):
    canvas = show(history_of(8), epoch=8)
    canvas.set_view(8, 500)
    drawn = axes_drawn(canvas)
    most, before = 0, 0
    has_more = True
    while has_more:
        has_more = canvas.draw_part()
        assert canvas.updatesEnabled() is not has_more  # What is half drawn is not shown.
        most, before = max(most, len(drawn) - before), len(drawn)
    assert most == 1
    assert len(drawn) == len(set(drawn)) == 4
    in_parts = image(canvas)
    canvas.draw()
    assert in_parts == image(canvas)


def test_each_curve_is_a_part_of_its_own(show):
    canvas = show(history_of(8), epoch=8)
    canvas.set_view(8, 500)
    drawn = []
    for curve in canvas.curves:
        count(curve, drawn, curve)
    before = 0
    while canvas.draw_part():
        assert len(drawn) - before <= 1
        before = len(drawn)
    assert [*canvas.curves] == drawn


def test_at_another_size_it_is_drawn_in_parts_by_itself(qtbot, show):
    canvas = show(history_of(8), epoch=8)
    drawings, drawn = full_drawings(canvas), axes_drawn(canvas)
    canvas.resize(900, 380)
    assert not drawings
    parts = []
    qtbot.waitUntil(lambda: (parts.append(len(drawn)), len(drawn) == 4)[1])
    qtbot.waitUntil(lambda: not canvas.is_half_drawn)
    assert len(drawings) == 1
    in_parts = image(canvas)
    canvas.draw()
    assert in_parts == image(canvas)


@pytest.mark.parametrize(
    "interrupt",
    [
        lambda canvas: canvas.resize(800, 320),
        lambda canvas: canvas.paint(DARK),
        lambda canvas: canvas.draw_frame(),
        lambda canvas: canvas.draw(),
    ],
    ids=["resized", "painted", "drawn at once", "drawn by Qt"],
)
def test_a_drawing_that_is_left_half_way_is_whole_in_the_end(show, interrupt):
    canvas = show(history_of(8), epoch=8)
    canvas.set_view(8, 500)
    assert canvas.draw_part()
    interrupt(canvas)
    canvas.draw_part()
    finish(canvas)
    in_parts = image(canvas)
    canvas.draw()
    assert in_parts == image(canvas)


@pytest.mark.parametrize("ending", [".png", ".svg"])
def test_a_saved_picture_leaves_the_screen_as_it_was(show, tmp_path, ending):
    canvas = show(history_of(8), epoch=8)
    before = image(canvas)
    canvas.save_picture(tmp_path / f"picture{ending}")
    canvas.draw_frame()
    assert (tmp_path / f"picture{ending}").stat().st_size > 5_000
    assert image(canvas) == before


def test_the_plots_follow_the_palette(show):
    canvas = show(history_of(8), epoch=8)
    canvas.paint(DARK)
    canvas.draw_frame()
    assert image(canvas).pixelColor(2, 2) == QColor(DARK.background)
    for axes in canvas.figure.axes:
        assert to_hex(axes.get_facecolor()) == DARK.background
        assert {to_hex(text.get_color()) for text in axes.get_legend().get_texts()} == {DARK.text}


def test_nothing_is_cut_off_at_the_smallest_size(show):
    canvas = show(history_of(8), epoch=8)
    canvas.resize(canvas.minimumSize())
    canvas.draw_frame()
    whole = canvas.figure.bbox
    middle = left(canvas).bbox.x1
    for axes, start, end in ((left(canvas), 0, whole.x1), (right(canvas), middle, whole.x1)):
        words_and_marks = [axes.get_legend(), axes.xaxis, axes.yaxis, *axes.texts]
        for artist in words_and_marks:
            extent = artist.get_tightbbox()
            assert start <= extent.x0
            assert extent.x1 <= end
            assert whole.y0 <= extent.y0
            assert extent.y1 <= whole.y1
