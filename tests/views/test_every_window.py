"""What holds for all windows of the program, whatever is in them."""

import pytest
from PyQt5.QtCore import QPoint, QPointF, Qt
from PyQt5.QtGui import QWheelEvent
from PyQt5.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLabel, QSlider
from student import open_every_window, train

from views.layered_canvas import LayeredCanvas


@pytest.fixture
def all_open(qtbot, window):
    """The main window after a training, with every other window open and its tabs filled."""
    train(qtbot, window, epochs=2)
    open_every_window(window)
    inside = window.further["inside"]
    inside.show_tab("The cell")
    qtbot.waitUntil(lambda: inside.findChild(QComboBox, "cellTermCombo") is not None)
    return window


def turn_wheel(control):
    """One notch downwards over a control; whether it took it, and so nobody else gets it."""
    centre = QPointF(control.rect().center())
    notch = QPoint(0, -120)
    event = QWheelEvent(
        centre, centre, notch, notch, Qt.NoButton, Qt.NoModifier, Qt.NoScrollPhase, False
    )
    QApplication.sendEvent(control, event)
    return event.isAccepted()


def value_of(control):
    return control.currentIndex() if isinstance(control, QComboBox) else control.value()


def test_the_wheel_changes_nothing_that_nobody_is_in_and_is_left_to_the_window(all_open):
    controls = all_open.findChildren((QAbstractSpinBox, QComboBox, QSlider))
    assert len(controls) > 40
    for control in controls:
        assert control.focusPolicy() == Qt.StrongFocus, control.objectName()
        control.clearFocus()
        before = value_of(control)
        assert not turn_wheel(control), control.objectName()
        assert value_of(control) == before, control.objectName()
        assert not control.hasFocus()


def test_no_slider_is_squeezed_and_no_tooltip_covers_what_is_drawn(all_open):
    """A widget without a tooltip shows that of the nearest around it that has one."""
    for slider in all_open.findChildren(QSlider):
        assert slider.minimumWidth() >= 100, slider.objectName()
    for canvas in all_open.findChildren(LayeredCanvas):
        around = canvas
        while not around.isWindow():
            assert not around.toolTip(), (canvas.objectName(), around.toolTip())
            around = around.parentWidget()


def test_every_label_says_whether_it_holds_html(all_open):
    """Where Qt decides, a name with a tag in it would be drawn as that says."""
    labels = [each for each in all_open.findChildren(QLabel) if each.objectName()]
    assert len(labels) > 40
    undecided = {each.objectName() for each in labels if each.textFormat() == Qt.AutoText}
    assert not {name for name in undecided if not name.startswith("qt_")}


def test_over_a_control_that_nobody_is_in_the_wheel_scrolls_the_window(qtbot, window):
    window.resize(window.width(), 300)
    bar = window.centralWidget().verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    window.epochs.clearFocus()
    before, asked = bar.value(), window.epochs
    while not turn_wheel(asked):  # Qt asks whoever is around next only about a real wheel.
        asked = asked.parentWidget()
    assert bar.value() > before


@pytest.mark.parametrize("name", ["epochs", "seed", "backend"])
def test_with_the_focus_the_wheel_turns_the_value(qtbot, window, name):
    control = getattr(window, name)
    control.setEnabled(True)
    control.setValue(9) if name != "backend" else control.setCurrentIndex(0)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    control.setFocus()
    turn_wheel(control)
    assert value_of(control) == (1 if name == "backend" else 8)
