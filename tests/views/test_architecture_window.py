"""The architecture window draws every net the app can build, and lets it be seen and kept."""

from pathlib import Path

import pytest
from PyQt5.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt5.QtGui import QColor, QHelpEvent, QImage, QPalette, QWheelEvent
from PyQt5.QtSvg import QSvgRenderer
from PyQt5.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QGraphicsSimpleTextItem,
    QGraphicsView,
    QLabel,
    QPushButton,
    QToolTip,
)

from cells.registry import CELLS
from networks.network import LayerDescription
from views.architecture_window import ArchitectureWindow
from views.colours import DARK, LIGHT
from views.message_line import MessageLine
from views.network_items import Arrow, LayerBox
from views.network_words import Plan
from views.scene_picture import PNG_SCALE

BY_KIND = {cell.kind: cell for cell in CELLS.values()}


def network(*kinds: str, units: int = 50, rows: int = 16, window: int = 16):
    """Recurrent layers of these kinds and the output layer."""
    layers, features = [], 1
    for index, kind in enumerate(kinds):
        is_last = index == len(kinds) - 1
        layers.append(
            LayerDescription(
                name=f"layer_{index}",
                kind=kind,
                units=units,
                activation="tanh (gates: sigmoid)",
                input_shape=(rows, window, features),
                output_shape=(rows, units) if is_last else (rows, window, units),
                parameters=BY_KIND[kind].parameters(features, units),
                state=BY_KIND[kind].states,
                cell=BY_KIND[kind].name,
            )
        )
        features = units
    output = (rows, features), (rows, 1), features + 1
    return (*layers, LayerDescription("output", "Dense", 1, "sigmoid", *output))


@pytest.fixture
def window(qtbot) -> ArchitectureWindow:
    window = qtbot.added(ArchitectureWindow())
    window.show_plan(Plan(network("LSTM", "LSTM"), "keras", 16, 16))
    qtbot.show(window)
    return window


def view_of(window: ArchitectureWindow) -> QGraphicsView:
    return window.findChild(QGraphicsView, "architectureView")


def items_of(window: ArchitectureWindow, kind: type) -> list:
    return [item for item in view_of(window).scene().items() if isinstance(item, kind)]


def texts_of(window: ArchitectureWindow) -> list[str]:
    return [item.text() for item in items_of(window, QGraphicsSimpleTextItem)]


def boxes_of(window: ArchitectureWindow) -> list[LayerBox]:
    return sorted(items_of(window, LayerBox), key=lambda box: box.outline.left())


def loops_of(window: ArchitectureWindow) -> list[Arrow]:
    """Arrows that end on the side of their start, further left."""
    ways = [(arrow, arrow.path()) for arrow in items_of(window, Arrow)]
    return [a for a, p in ways if p.currentPosition().x() < p.pointAtPercent(0).x()]


def scale_of(window: ArchitectureWindow) -> float:
    return view_of(window).transform().m11()


def whole_drawing_is_seen(window: ArchitectureWindow) -> bool:
    view = view_of(window)
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    return seen.contains(view.scene().itemsBoundingRect())


def turn_wheel(window: ArchitectureWindow, steps: int, modifiers) -> None:
    viewport = view_of(window).viewport()
    centre = QPointF(viewport.rect().center())
    event = QWheelEvent(
        centre,
        QPointF(viewport.mapToGlobal(centre.toPoint())),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.NoButton,
        modifiers,
        Qt.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def save_as(window: ArchitectureWindow, qtbot, path: Path) -> str:
    """Save the way a user does; returns the sentence that is told."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key_S, Qt.ControlModifier)
    (dialog,) = window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    return window.findChild(QLabel, "architectureMessageLabel").text()


# The drawing


def test_the_default_net_is_told_in_full(window):
    texts = texts_of(window)
    assert texts.count("LSTM") == 2
    for words in (
        "Data",
        "Dense",
        "Output",
        "50 units",
        "1 unit",
        "activation: tanh",
        "(gates: sigmoid)",
        "activation: sigmoid",
        "in: 16 × 16 × 1",
        "out: 16 × 16 × 50",
        "out: 16 × 50",
        "10,400 parameters",
        "20,200 parameters",
        "51 parameters",
        "30,651 parameters in total",
        "probability that the",
        "next symbol is 1",
    ):
        assert words in texts


def test_every_arrow_tells_the_shape_that_flows_along_it(window):
    texts = texts_of(window)
    for shape in ("16 × 16 × 1", "16 × 16 × 50", "16 × 50", "16 × 1"):
        assert texts.count(shape) == 1
    assert texts.count("rows × steps") == 2


@pytest.mark.parametrize(
    "kinds",
    [("LSTM",), ("LSTM", "LSTM"), ("GRU", "SimpleRNN", "LSTM"), ("SimpleRNN",) * 4],
    ids=" ".join,
)
def test_every_recurrent_layer_has_a_loop_that_leaves_it_and_comes_back(window, kinds):
    window.show_plan(Plan(network(*kinds), "numpy", 16, 16))
    boxes, loops = boxes_of(window), loops_of(window)
    assert len(boxes) == len(kinds) + 3
    assert len(loops) == len(kinds)
    for loop in loops:
        start = loop.path().pointAtPercent(0)
        (box,) = [box.outline for box in boxes if box.outline.contains(start)]
        end = loop.path().currentPosition()
        assert box.left() < end.x() < box.right()
        assert loop.path().boundingRect().top() < box.top() - 20
        assert end.y() < box.top()


def test_the_loop_is_labelled_with_the_state(window):
    window.show_plan(Plan(network("LSTM", "GRU", units=1200), "numpy", 16, 16))
    assert "h, c · 1,200 numbers each" in texts_of(window)
    assert "h · 1,200 numbers" in texts_of(window)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_no_words_overlap_or_leave_their_box(window, count):
    window.show_plan(Plan(network(*["LSTM"] * count, units=1000), "keras", 128, 512))
    texts = items_of(window, QGraphicsSimpleTextItem)
    places = [text.sceneBoundingRect() for text in texts if text.text().strip()]
    assert not any(a.intersects(b) for i, a in enumerate(places) for b in places[:i])
    for box in boxes_of(window):
        inside = [p for p in places if p.intersects(box.outline)]
        assert inside
        assert all(box.outline.contains(place) for place in inside)


def test_boxes_stand_in_the_order_of_the_data(window):
    window.show_plan(Plan(network("GRU", "LSTM"), "keras", 16, 16))
    titles = [box.childItems()[0].childItems()[0].text() for box in boxes_of(window)]
    assert titles == ["Data", "GRU", "LSTM", "Dense", "Output"]


def test_another_net_replaces_the_one_before(window):
    window.show_plan(Plan(network("GRU"), "numpy", 8, 4))
    texts = " ".join(texts_of(window))
    assert "LSTM" not in texts
    assert "each of the 8 rows carries its state from one window of 4 steps" in texts
    assert "NumPy" in texts


def test_the_arithmetic_of_a_layer_is_a_tooltip_away(window):
    view = view_of(window)
    position = view.mapFromScene(boxes_of(window)[1].outline.center())
    event = QHelpEvent(QEvent.ToolTip, position, view.viewport().mapToGlobal(position))
    QApplication.sendEvent(view.viewport(), event)
    assert QToolTip.text().endswith("4·(1 + 50 + 1)·50 = 10,400")


def test_a_screen_reader_is_told_the_whole_drawing(window):
    assert "30,651 parameters in total" in view_of(window).accessibleDescription()


def test_the_drawing_follows_the_palette(window):
    assert view_of(window).grab().toImage().pixelColor(2, 2) == QColor(LIGHT.background)
    palette = QPalette(window.palette())
    palette.setColor(QPalette.Window, QColor("black"))
    window.setPalette(palette)
    assert view_of(window).grab().toImage().pixelColor(2, 2) == QColor(DARK.background)


# Seeing it


@pytest.mark.parametrize("size", [(520, 300), (1280, 800), (600, 1000), (1900, 400)])
def test_the_whole_drawing_is_seen_at_any_size(window, qtbot, size):
    window.resize(*size)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == size)
    assert whole_drawing_is_seen(window)
    transform = view_of(window).transform()
    assert transform.m11() == pytest.approx(transform.m22())


def test_keys_zoom_and_ctrl_0_fits_again(window, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    fitted = scale_of(window)
    for key in (Qt.Key_Plus, Qt.Key_Equal):
        qtbot.keyClick(window, key, Qt.ControlModifier)
    assert scale_of(window) == pytest.approx(fitted * 1.25**2)
    assert not whole_drawing_is_seen(window)
    qtbot.keyClick(window, Qt.Key_Minus, Qt.ControlModifier)
    assert scale_of(window) == pytest.approx(fitted * 1.25)
    qtbot.keyClick(window, Qt.Key_0, Qt.ControlModifier)
    assert scale_of(window) == pytest.approx(fitted)


def test_the_wheel_zooms_only_with_ctrl(window):
    fitted = scale_of(window)
    turn_wheel(window, 1, Qt.NoModifier)
    assert scale_of(window) == fitted
    turn_wheel(window, 1, Qt.ControlModifier)
    assert scale_of(window) > fitted


def test_zooming_stops_before_the_drawing_is_lost(window):
    turn_wheel(window, 100, Qt.ControlModifier)
    assert scale_of(window) == pytest.approx(8)
    turn_wheel(window, -200, Qt.ControlModifier)
    assert scale_of(window) == pytest.approx(0.2)


def test_a_chosen_scale_outlasts_a_resize(window, qtbot):
    turn_wheel(window, 2, Qt.ControlModifier)
    chosen = scale_of(window)
    window.resize(700, 500)
    qtbot.waitUntil(lambda: window.width() == 700)
    assert scale_of(window) == chosen


def test_every_control_is_named_explained_and_reached_by_tab(window):
    controls = [*window.findChildren(QPushButton), view_of(window)]
    controls = [each for each in controls if each.isVisible()]
    assert len(controls) == 6
    for control in controls:
        assert control.objectName().startswith("architecture")
        assert control.accessibleName()
        assert control.toolTip()
        assert control.focusPolicy() & Qt.TabFocus


@pytest.mark.parametrize("way", ["F1", "button"])
def test_help_is_one_step_away(window, qtbot, way):
    if way == "F1":
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        qtbot.keyClick(window, Qt.Key_F1)
    else:
        button = window.findChild(QPushButton, "architectureHelpButton")
        qtbot.mouseClick(button, Qt.LeftButton)
    assert window.findChild(QDialog, "architectureHelpDialog").isVisible()


# Keeping it


def test_a_png_is_sharp_and_filled_to_its_edges(window, qtbot, tmp_path):
    path = tmp_path / "net.png"
    assert save_as(window, qtbot, path) == f"Saved as {path}."
    image = QImage(str(path))
    scene = view_of(window).sceneRect()
    assert image.width() == scene.width() * PNG_SCALE
    background = QColor(LIGHT.background)
    for x, y in ((0, 0), (image.width() - 1, 0), (image.width() - 1, image.height() - 1)):
        assert image.pixelColor(x, y) == background


def test_an_svg_is_a_drawing_with_words_in_it(window, qtbot, tmp_path):
    path = tmp_path / "net.svg"
    assert save_as(window, qtbot, path) == f"Saved as {path}."
    assert QSvgRenderer(str(path)).isValid()
    assert "10,400 parameters" in path.read_text(encoding="utf-8")


def test_a_failed_save_is_told_and_harms_nothing(window, qtbot, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    told = save_as(window, qtbot, tmp_path / "file" / "net.png")
    assert told.startswith("Could not save")
    assert window.findChild(MessageLine).ink == LIGHT.error
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_saving_over_a_folder_is_told(window, qtbot, tmp_path):
    (tmp_path / "net.svg").mkdir()
    assert save_as(window, qtbot, tmp_path / "net.svg").startswith("Could not save")
    assert [each.name for each in tmp_path.iterdir()] == ["net.svg"]


def test_a_name_with_another_ending_gets_that_of_a_picture(window, qtbot, tmp_path):
    assert "net.pdf.png" in save_as(window, qtbot, tmp_path / "net.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["net.pdf.png"]


def test_a_window_without_a_network_is_empty_and_saves_nothing(qtbot):
    window = qtbot.added(ArchitectureWindow())
    qtbot.show(window)
    button = window.findChild(QPushButton, "architectureSaveButton")
    qtbot.mouseClick(button, Qt.LeftButton)
    assert window.findChildren(QFileDialog) == []
    told = window.findChild(QLabel, "architectureMessageLabel").text()
    assert told == "There is no drawing to save yet."
