"""What a student sees and does in the window inside the network."""

from PyQt5.QtWidgets import QLabel, QTabWidget
from student import control


def words(window) -> str:
    return control(window, QLabel, "insideWordsLabel").text()


def wait_for_words(qtbot, window, start: str) -> None:
    """Wait for the frame that says this."""
    qtbot.waitUntil(lambda: words(window).startswith(start))


def place(window) -> tuple[int, int, int, int]:
    cursor = window.cursor
    return cursor.epoch, cursor.step, cursor.layer, cursor.unit


def open_tab(window, title) -> None:
    tabs = control(window, QTabWidget, "insideTabs")
    tabs.setCurrentIndex([tabs.tabText(index) for index in range(tabs.count())].index(title))
