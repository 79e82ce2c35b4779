"""The progress window: what a student sees and does while the network learns, and after."""

import csv

import held_out
import numpy as np
import pytest
from PyQt5.QtCore import QEvent, QObject, Qt
from PyQt5.QtGui import QColor, QPalette
from PyQt5.QtWidgets import (
    QApplication,
    QFileDialog,
    QProgressBar,
    QSlider,
    QWidget,
)
from reachable import check_that_they_explain_themselves, check_the_tab_order, controls_of
from student import button, click, text

from progress_window import Progress, ProgressWindow
from tasks.echo import Echo
from training.record import EpochRecord, History
from views.colours import DARK
from views.epoch_cursor import EpochCursor
from views.plots import ProgressCanvas

STEP_BUTTONS = ["first", "previous", "next", "last", "follow"]
SAVE_BUTTONS = ["progressSave", "saveHistory"]
IN_TAB_ORDER = [
    "progressLogScaleCheck",
    "firstButton",
    "previousButton",
    "epochSlider",
    "nextButton",
    "lastButton",
    "followButton",
    "progressSaveButton",
    "saveHistoryButton",
    "progressHelpButton",
]


def record(epoch: int) -> EpochRecord:
    targets = np.resize(np.array([0, 1], dtype=np.uint8), 64)
    predictions = np.full(64, 0.5 + 0.4 / (1 + epoch), dtype=np.float32)
    return EpochRecord.from_evaluation(epoch, predictions, targets, 2, 0.5, 0.01)


def records(epochs: int) -> list[EpochRecord]:
    return [record(epoch) for epoch in range(1, epochs + 1)]


@pytest.fixture
def history() -> History:
    return History()


@pytest.fixture
def cursor(history) -> EpochCursor:
    return EpochCursor(history)


@pytest.fixture
def window(qtbot, cursor):
    window = ProgressWindow(cursor)
    qtbot.addWidget(window)
    window.render(Progress(planned=10, current=0, fraction=0.0, status="Ready."))
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def trained(window, history):
    """The window after fifty epochs, following."""
    history.replace(records(50))
    window.epoch_cursor.history_replaced()
    return window


def grow(window: ProgressWindow, history: History, epochs: int = 1) -> None:
    for _ in range(epochs):
        history.append(record(len(history) + 1))
        window.epoch_cursor.history_grew()


def slider(window) -> QSlider:
    return window.findChild(QSlider, "epochSlider")


def bar(window) -> QProgressBar:
    return window.findChild(QProgressBar, "progressBar")


def wait_for_plot_of(qtbot, window, epoch: int) -> None:
    """Wait for the frame that shows this epoch."""
    start = f"epoch {epoch} "
    qtbot.waitUntil(lambda: text(window, "record").startswith(start))


def test_an_epoch_that_comes_while_a_drawing_is_half_done_is_drawn_after_it(
    qtbot, trained, history
):
    wait_for_plot_of(qtbot, trained, 50)
    trained.canvas.forget_pictures()
    assert trained.canvas.draw_part()
    grow(trained, history)
    wait_for_plot_of(qtbot, trained, 51)
    qtbot.waitUntil(lambda: not trained.canvas.is_half_drawn)


# Before the first epoch


def test_before_any_epoch_the_controls_are_disabled_and_the_plots_say_what_to_do(window):
    for name in STEP_BUTTONS + SAVE_BUTTONS:
        assert not button(window, name).isEnabled()
    assert not slider(window).isEnabled()
    assert bar(window).text() == "epoch 0 of 10"
    axes = window.findChild(ProgressCanvas).figure.axes[0]
    sentence = " ".join(text.get_text() for text in axes.texts if text.get_visible())
    assert "Press Start in the main window" in sentence


def test_what_is_said_before_any_epoch_stays_within_its_plot(qtbot, window):
    canvas = window.findChild(ProgressCanvas)
    axes = canvas.figure.axes[0]
    qtbot.waitUntil(lambda: axes.bbox.width > 300)
    canvas.draw()
    (sentence,) = (text for text in axes.texts if "No epoch yet" in text.get_text())
    extent = sentence.get_window_extent()
    assert axes.bbox.x0 <= extent.x0 < extent.x1 <= axes.bbox.x1
    assert axes.bbox.y0 <= extent.y0 < extent.y1 <= axes.bbox.y1


def test_before_any_epoch_the_plots_are_already_about_what_is_typed(qtbot, window):
    window.render(Progress(10, 0, 0.0, "Ready.", typed=Echo()))
    axes = window.findChild(ProgressCanvas).figure.axes[0]
    qtbot.waitUntil(lambda: axes.get_ylabel() == "Answer")
    assert "echo" not in window.windowTitle()


def enabled_steps(window) -> list[str]:
    return [name for name in STEP_BUTTONS if button(window, name).isEnabled()]


def test_a_step_that_leads_nowhere_cannot_be_pressed(trained, history):
    back, on, follow = STEP_BUTTONS[:2], STEP_BUTTONS[2:4], STEP_BUTTONS[4:]
    for epoch, steps in ((1, on), (20, back + on), (50, back)):
        trained.epoch_cursor.show(epoch)
        assert enabled_steps(trained) == steps + follow
    grow(trained, history)
    assert enabled_steps(trained) == STEP_BUTTONS


@pytest.mark.parametrize(
    ("name", "start", "back"),
    [("previous", 2, Qt.Key_Right), ("next", 49, Qt.Key_Left)],
)
def test_the_keyboard_goes_on_from_the_slider_when_a_button_has_reached_the_end(
    trained, qtbot, name, start, back
):
    trained.epoch_cursor.show(start)
    trained.activateWindow()
    button(trained, name).setFocus()
    qtbot.keyClick(button(trained, name), Qt.Key_Space)
    assert not button(trained, name).isEnabled()
    assert trained.focusWidget() is slider(trained)
    qtbot.keyClick(slider(trained), back)
    assert slider(trained).value() == start
    assert trained.focusWidget() is slider(trained)


def test_a_button_without_the_keyboard_leaves_it_where_it_is(trained):
    trained.epoch_cursor.show(2)
    button(trained, "follow").setFocus()
    trained.epoch_cursor.show(1)
    assert trained.focusWidget() is button(trained, "follow")


def test_keys_without_an_epoch_do_nothing(window, qtbot):
    with qtbot.assertNotEmitted(window.epoch_cursor.epoch_shown):
        for key in (Qt.Key_Left, Qt.Key_End, Qt.Key_PageDown, Qt.Key_F):
            qtbot.keyClick(window, key)


def test_show_epoch_without_an_epoch_does_nothing(window, qtbot):
    with qtbot.assertNotEmitted(window.epoch_cursor.epoch_shown):
        window.epoch_cursor.show(3)


# Progress


def test_the_bar_counts_the_epoch_under_way(window, history):
    grow(window, history, 6)
    window.render(Progress(planned=10, current=7, fraction=0.5, status="Training: epoch 7 of 10."))
    assert bar(window).text() == "epoch 7 of 10"
    assert bar(window).value() / bar(window).maximum() == pytest.approx(0.65)
    assert text(window, "progressStatus") == "Training: epoch 7 of 10."


def test_a_finished_epoch_is_not_counted_twice(window, history):
    grow(window, history, 6)
    window.render(Progress(planned=10, current=6, fraction=1.0, status="Training."))
    grow(window, history)
    assert bar(window).text() == "epoch 7 of 10"


def test_a_history_longer_than_the_plan_fills_the_bar(trained):
    assert bar(trained).text() == "epoch 50 of 50"
    assert bar(trained).value() == bar(trained).maximum()


# Following and stepping


def test_each_new_epoch_is_shown_while_following(window, history, qtbot):
    shown = []
    window.epoch_cursor.epoch_shown.connect(shown.append)
    grow(window, history, 3)
    assert shown == [1, 2, 3]
    assert button(window, "follow").isChecked()
    wait_for_plot_of(qtbot, window, 3)


def test_stepping_back_ends_following_and_new_epochs_leave_the_view_alone(trained, history, qtbot):
    click(qtbot, trained, "previous")
    assert not button(trained, "follow").isChecked()
    grow(trained, history)
    assert slider(trained).value() == 49
    assert slider(trained).maximum() == 51
    assert text(trained, "shown") == "Showing epoch 49 of 51"
    wait_for_plot_of(qtbot, trained, 49)


def test_follow_jumps_back_to_live(trained, history, qtbot):
    click(qtbot, trained, "first")
    click(qtbot, trained, "follow")
    assert slider(trained).value() == 50
    grow(trained, history)
    assert slider(trained).value() == 51


def test_following_can_be_switched_off_where_it_is(trained, history, qtbot):
    click(qtbot, trained, "follow")
    grow(trained, history)
    assert slider(trained).value() == 50


def test_stepping_to_the_last_epoch_is_not_following(trained, history, qtbot):
    click(qtbot, trained, "first")
    click(qtbot, trained, "last")
    assert not button(trained, "follow").isChecked()
    grow(trained, history)
    assert slider(trained).value() == 50


@pytest.mark.parametrize(
    ("name", "epoch"),
    [("first", 1), ("previous", 19), ("next", 21), ("last", 50)],
)
def test_buttons_step(trained, qtbot, name, epoch):
    trained.epoch_cursor.show(20)
    with qtbot.waitSignal(trained.epoch_cursor.epoch_shown) as shown:
        click(qtbot, trained, name)
    assert shown.args == [epoch]
    wait_for_plot_of(qtbot, trained, epoch)


KEYS = {
    Qt.Key_Left: 19,
    Qt.Key_Right: 21,
    Qt.Key_Home: 1,
    Qt.Key_End: 50,
    Qt.Key_PageUp: 10,
    Qt.Key_PageDown: 30,
}


@pytest.mark.parametrize("focus", ["epochSlider", "followButton", "progressHelpButton"])
def test_keys_step_wherever_the_focus_is(trained, qtbot, focus):
    widget = trained.findChild(QWidget, focus)
    trained.activateWindow()
    widget.setFocus()
    for key, epoch in KEYS.items():
        trained.epoch_cursor.show(20)
        qtbot.keyClick(widget, key)
        assert slider(trained).value() == epoch


def test_a_step_past_the_end_stops_there(trained, qtbot):
    for start, key, end in ((5, Qt.Key_PageUp, 1), (45, Qt.Key_PageDown, 50)):
        trained.epoch_cursor.show(start)
        qtbot.keyClick(trained, key)
        assert slider(trained).value() == end


def test_the_slider_steps(trained, qtbot):
    with qtbot.waitSignal(trained.epoch_cursor.epoch_shown) as shown:
        slider(trained).setValue(12)
    assert shown.args == [12]
    wait_for_plot_of(qtbot, trained, 12)


def test_a_click_into_the_curves_shows_that_epoch(trained, qtbot):
    wait_for_plot_of(qtbot, trained, 50)
    canvas = trained.findChild(ProgressCanvas)
    place = canvas.figure.axes[1].transData.transform((33, 0.5)) / canvas.device_pixel_ratio
    at = canvas.rect().bottomLeft()
    at.setX(round(place[0]))
    at.setY(round(canvas.height() - place[1]))
    qtbot.mouseClick(canvas, Qt.LeftButton, pos=at)
    assert slider(trained).value() == 33


def test_show_epoch_shows_the_nearest_there_is(trained):
    for asked, shown in ((-4, 1), (0, 1), (51, 50), (7, 7)):
        trained.epoch_cursor.show(asked)
        assert slider(trained).value() == shown


def test_the_same_epoch_is_announced_once(trained, qtbot):
    trained.epoch_cursor.show(7)
    with qtbot.assertNotEmitted(trained.epoch_cursor.epoch_shown):
        trained.epoch_cursor.show(7)


# Another history


def test_a_shorter_history_loaded_while_looking_at_epoch_50(trained, history, qtbot):
    click(qtbot, trained, "previous")
    history.replace(records(4))
    with qtbot.waitSignal(trained.epoch_cursor.epoch_shown) as shown:
        trained.epoch_cursor.history_replaced()
    assert shown.args == [4]
    assert button(trained, "follow").isChecked()
    wait_for_plot_of(qtbot, trained, 4)


def test_a_cleared_history_empties_plots_and_controls(trained, history, qtbot):
    wait_for_plot_of(qtbot, trained, 50)
    history.replace()
    trained.epoch_cursor.history_replaced()
    assert not slider(trained).isEnabled()
    qtbot.waitUntil(lambda: text(trained, "record") == "")


# Drawing


class PaintCounter(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Paint
        return False


def test_many_changes_at_once_make_one_frame(trained, history, qtbot):
    wait_for_plot_of(qtbot, trained, 50)
    qtbot.waitUntil(lambda: not trained._frame_timer.isActive())
    QApplication.processEvents()  # All parts of the first frame are on the screen.
    paints = PaintCounter(trained.findChild(ProgressCanvas))
    for epoch in range(1, 41):
        trained.epoch_cursor.show(epoch)
    wait_for_plot_of(qtbot, trained, 40)
    assert paints.count <= 2  # the frame and, at most, the caption upon it


def test_nothing_is_drawn_while_hidden_and_all_is_caught_up_when_shown(trained, history, qtbot):
    wait_for_plot_of(qtbot, trained, 50)
    trained.hide()
    grow(trained, history, 5)
    qtbot.wait(100)
    assert text(trained, "record").startswith("epoch 50 ")
    trained.show()
    wait_for_plot_of(qtbot, trained, 55)


def test_a_resized_window_goes_on_drawing(trained, history, qtbot):
    trained.resize(trained.minimumSizeHint())
    grow(trained, history)
    wait_for_plot_of(qtbot, trained, 51)


def test_the_window_follows_a_dark_palette(trained, qtbot):
    palette = QPalette(QColor("#2b2b2b"))
    trained.setPalette(palette)
    canvas = trained.findChild(ProgressCanvas)
    qtbot.waitUntil(
        lambda: canvas.grab().toImage().pixelColor(2, 2) == QColor(DARK.background), timeout=3000
    )


def test_numbers_that_change_move_nothing(trained, history, qtbot):
    trained.epoch_cursor.show(9)
    before = [widget.geometry() for widget in trained.findChildren(QWidget)]
    trained.epoch_cursor.show(10)
    trained.render(Progress(planned=10_000, current=0, fraction=0.123, status="Training."))
    QApplication.processEvents()
    assert [widget.geometry() for widget in trained.findChildren(QWidget)] == before


def test_the_window_fits_a_small_screen(window):
    smallest = window.minimumSizeHint()
    assert smallest.width() <= 660
    assert smallest.height() <= 400


# Saving


def save_as(qtbot, window, path) -> QFileDialog:
    """Give the file dialog a path and accept it."""
    (dialog,) = window.findChildren(QFileDialog)
    dialog.selectFile(str(path))
    dialog.accept()
    qtbot.waitUntil(lambda: text(window, "progressMessage") != "")
    return dialog


@pytest.fixture
def qt_dialogs(qapp):
    """Qt's own file dialogs, which a test can fill in."""
    qapp.setAttribute(Qt.AA_DontUseNativeDialogs)
    yield
    qapp.setAttribute(Qt.AA_DontUseNativeDialogs, False)


pytest_dialogs = pytest.mark.usefixtures("qt_dialogs")


@pytest_dialogs
def test_the_history_is_saved_as_csv(trained, qtbot, tmp_path, history):
    click(qtbot, trained, "saveHistory")
    save_as(qtbot, trained, tmp_path / "history.csv")
    with open(tmp_path / "history.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [float(row["loss"]) for row in rows] == history.loss.tolist()
    message = text(trained, "progressMessage")
    assert message == f"Saved as {tmp_path / 'history.csv'}."


@pytest_dialogs
def test_what_is_told_of_a_file_leaves_the_plots_their_size(trained, qtbot, tmp_path):
    canvas = trained.findChild(ProgressCanvas)
    before = canvas.geometry()
    click(qtbot, trained, "saveHistory")
    save_as(qtbot, trained, tmp_path / "history.csv")
    trained.layout().activate()
    assert canvas.geometry() == before


@pytest_dialogs
@pytest.mark.parametrize(("ending", "start"), [(".png", b"\x89PNG"), (".svg", b"<?xml")])
def test_the_picture_is_saved(trained, qtbot, tmp_path, ending, start):
    qtbot.keyClick(trained, Qt.Key_S, Qt.ControlModifier)
    save_as(qtbot, trained, tmp_path / f"picture{ending}")
    assert (tmp_path / f"picture{ending}").read_bytes().startswith(start)


@pytest_dialogs
def test_a_name_and_its_ending_are_offered(trained, qtbot):
    trained.epoch_cursor.show(7)
    qtbot.keyClick(trained, Qt.Key_S, Qt.ControlModifier)
    (dialog,) = trained.findChildren(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("lstm-lab-epoch-7.png")
    dialog.reject()


@pytest_dialogs
def test_a_failed_write_is_told_and_the_window_goes_on(trained, qtbot, tmp_path, history):
    qtbot.keyClick(trained, Qt.Key_S, Qt.ControlModifier | Qt.ShiftModifier)
    (dialog,) = trained.findChildren(QFileDialog)
    folder = tmp_path / "gone"
    folder.mkdir()
    dialog.selectFile(str(folder / "history.csv"))
    folder.rmdir()
    dialog.fileSelected.emit(str(folder / "history.csv"))
    dialog.reject()
    message = text(trained, "progressMessage")
    assert message == f"Could not save {folder / 'history.csv'}: No such file or directory."
    click(qtbot, trained, "saveHistory")
    assert text(trained, "progressMessage") == ""
    trained.findChild(QFileDialog).reject()
    grow(trained, history)
    wait_for_plot_of(qtbot, trained, 51)


# Every control


def test_every_control_has_a_name_and_a_tip(window):
    check_that_they_explain_themselves(window, IN_TAB_ORDER)


def test_tab_goes_through_all_controls_from_left_to_right(trained, qtbot):
    trained.epoch_cursor.show(20)
    trained.activateWindow()
    assert all(each.isEnabled() for each in controls_of(trained, IN_TAB_ORDER))
    check_the_tab_order(qtbot, trained, IN_TAB_ORDER)


def test_tips_name_the_key(window):
    for name, key in (
        ("firstButton", "Home"),
        ("previousButton", "Left"),
        ("nextButton", "Right"),
        ("lastButton", "End"),
        ("followButton", "F"),
        ("epochSlider", "Page Up"),
        ("progressSaveButton", "Ctrl+S"),
        ("saveHistoryButton", "Ctrl+Shift+S"),
        ("progressHelpButton", "F1"),
    ):
        assert key in window.findChild(QWidget, name).toolTip()


def test_the_best_epoch_is_shown_where_something_is_held_out(qtbot, trained, history):
    cursor = trained.epoch_cursor
    assert not button(trained, "showBest").isVisible()
    history.replace(held_out.records_of([2.0, 1.0, 1.5], [2.0, 1.5, 1.0]))
    cursor.history_replaced()
    click(qtbot, trained, "showBest")
    assert (cursor.epoch, cursor.is_following) == (2, False)
    assert text(trained, "shown") == "Showing epoch 2 of 3"


def test_it_is_said_if_most_is_right_after_another_epoch_than_that_of_the_least_loss(
    trained, history
):
    loss, right = [2.0, 1.0, 1.5], [0.5, 0.8, 0.9]
    history.replace(held_out.records_of(loss, [2.0, 1.5, 1.0], right))
    trained.epoch_cursor.history_replaced()
    both = "Least held-out loss: epoch 2, most right: epoch 3"
    assert text(trained, "shown") == f"Showing epoch 3 of 3 · {both}"
