"""The main window for tests, and what a student does in it."""

from contextlib import contextmanager

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QTextDocument
from PyQt5.QtWidgets import (
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QSlider,
    QSpinBox,
)
from small_settings import SMALL

import model
from app import MainWindow
from main import make_controllers
from training.states import RunState
from views.actions import ACTIONS


@contextmanager
def main_window(qtbot, pattern="0,1,0,1"):
    """The main window on a small NumPy net, loaded, with a pattern typed and at full speed."""
    window = MainWindow(make_controllers(model, "numpy", SMALL))
    try:
        window.show()
        window.shelf.load()
        type_pattern(qtbot, window, pattern)
        control(window, QSlider, "speedSlider").setValue(100)
        with qtbot.waitSignal(window.session.changed):
            window.session.load_backend()
        yield window
        # Closing waits neither for a page of data nor for a network that is still to come.
        pages = window.problem._coming._jobs
        qtbot.waitUntil(lambda: not pages.is_at_work)
        qtbot.wait_for_networks()
    finally:
        window.may_ask = False  # Nobody is there to answer.
        window.close()
    assert window.closed_cleanly


def control(window, kind, name):
    found = window.findChild(kind, name)
    assert found is not None, name
    return found


def button(window, name):
    return control(window, QPushButton, f"{name}Button")


def enabled_buttons(window):
    names = ("start", "pause", "continue", "reset", "step", "predict")
    return {name for name in names if button(window, name).isEnabled()}


def text(window, name):
    return control(window, QLabel, f"{name}Label").text()


def as_seen(told):
    """A text of a box or a tip, in which Qt finds out by itself whether it is HTML."""
    read = QTextDocument()
    (read.setHtml if Qt.mightBeRichText(told) else read.setPlainText)(told)
    return read.toPlainText()


def click(qtbot, window, name, *until):
    """Click on a button, and wait until the session is in one of these states, if any are given."""
    qtbot.mouseClick(button(window, name), Qt.LeftButton)
    if until:
        wait_for(qtbot, window, *until)


def press(qtbot, window, name, *until):
    """The same on a button that has to be enabled."""
    assert button(window, name).isEnabled(), name
    click(qtbot, window, name, *until)


def type_pattern(qtbot, window, pattern):
    edit = control(window, QLineEdit, "patternEdit")
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClick(edit, Qt.Key_Delete)
    qtbot.keyClicks(edit, pattern)


def type_number(qtbot, window, name, number):
    """Type into a spin box, without Return."""
    spin = control(window, QSpinBox, name)
    qtbot.type_over(spin, str(number))
    return spin


def answer(qtbot, window, word):
    """Click the button of the question about the pattern that has this word in it."""
    box = window.findChild(QMessageBox, "patternQuestion")
    chosen = next(b for b in box.buttons() if word in b.text().replace("&", ""))
    qtbot.mouseClick(chosen, Qt.LeftButton)


def choose_file(qtbot, window, path):
    """Type the name of a file to open."""
    window.actions_by_name["open"].trigger()
    field = control(window.findChild(QFileDialog), QLineEdit, "fileNameEdit")
    field.setText(str(path))  # Typed, it would open a list that keeps Return to itself.
    qtbot.keyClick(field, Qt.Key_Return)


def set_epochs(qtbot, window, epochs):
    qtbot.keyClick(type_number(qtbot, window, "epochsSpin", epochs), Qt.Key_Return)


def wait_for(qtbot, window, *states):
    qtbot.waitUntil(lambda: window.session.view.state in states)


def train(qtbot, window, epochs=3):
    set_epochs(qtbot, window, epochs)
    qtbot.waitUntil(lambda: not window.problem.is_under_way)
    click(qtbot, window, "start", RunState.FINISHED)


def open_every_window(window):
    """The windows and dialogs are children of the main window: walking it meets them all."""
    names = [row.name for row in ACTIONS if row.opens]
    for name in (*names, "help", "about"):
        window.actions_by_name[name].trigger()
