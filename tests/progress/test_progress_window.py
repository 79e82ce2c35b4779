"""The progress window: what a student sees while the network learns, and after."""

import held_out
import pytest
from progress_parts import (
    IN_TAB_ORDER,
    SAVE_BUTTONS,
    STEP_BUTTONS,
    bar,
    grow,
    records,
    slider,
    wait_for_plot_of,
)
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QTextBrowser, QWidget
from reachable import check_that_they_explain_themselves, check_the_tab_order, controls_of
from student import button, click, text

from progress_window import Progress
from tasks.adding import Adding
from tasks.echo import Echo
from views.help import HelpDialog
from views.plots import ProgressCanvas


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


def test_its_help_follows_from_task_to_task(window):
    for problem, told in ((Adding(), "which number was wanted"), (Echo(), "a line of its own")):
        window.render(Progress(10, 0, 0.0, "Ready.", typed=problem))
        window.explain()
        (dialog,) = window.findChildren(HelpDialog)
        assert told in " ".join(dialog.findChild(QTextBrowser).toPlainText().split())


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
