"""The progress window follows the training, and goes from epoch to epoch by every way there is."""

import pytest
from progress_parts import grow, slider, wait_for_plot_of
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QWidget
from student import button, click, text

from views.plots import ProgressCanvas


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
