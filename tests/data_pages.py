"""A page on which data are chosen, and what a student does on it."""

from contextlib import contextmanager

from PyQt5.QtWidgets import QLabel, QPushButton
from student import control


@contextmanager
def shown(qtbot, page):
    """The page, when it has read what it begins with; in the end it reads no more."""
    qtbot.addWidget(page)
    page.show()
    try:
        ready(qtbot, page)
        yield page
    finally:
        has_ended = page.finish(5)
    assert has_ended


def ready(qtbot, page):
    qtbot.waitUntil(lambda: not page.is_under_way)


def message(page):
    return control(page, QLabel, f"{page.words.name}Message").text()


def choose(page, entry):
    """Choose from the menu, as a student does with the keyboard."""
    button = control(page, QPushButton, f"{page.words.name}Button")
    action = next(a for a in button.menu().actions() if entry in a.text().replace("&", ""))
    assert action.isVisible()
    assert action.isEnabled()
    action.trigger()


def read(qtbot, page, path):
    page.read_file(str(path))
    ready(qtbot, page)
