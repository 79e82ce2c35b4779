"""Whether the controls of a window can be found, understood and reached by the keyboard."""

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication, QWidget


def controls_of(window, names):
    """The controls of these names, each of which has to be there."""
    controls = [window.findChild(QWidget, name) for name in names]
    assert None not in controls, list(zip(names, controls, strict=True))
    return controls


def check_that_they_explain_themselves(window, names):
    for control in controls_of(window, names):
        assert control.accessibleName(), control.objectName()
        assert control.toolTip(), control.objectName()


def check_the_tab_order(qtbot, window, names):
    """The Tab key goes through those that are enabled now, in the order of ``names``."""
    controls = controls_of(window, names)
    controls[0].setFocus()
    expected = [control.objectName() for control in controls if control.isEnabled()]
    visited = []
    for _ in expected:
        visited.append(QApplication.focusWidget().objectName())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key_Tab)
    assert visited == expected
