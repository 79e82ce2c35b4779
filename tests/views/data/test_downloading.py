"""A book is fetched from the net in a dialog that says how far it is, and can be left."""

from dataclasses import replace

import pytest
from book_server import book_server
from data_pages import choose, message, ready, shown
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QDialog, QLabel, QLineEdit, QProgressBar, QPushButton
from student import control

from tasks.registry import TASKS
from views.data.book_page import BookPage


@pytest.fixture
def server():
    with book_server() as server:
        yield server


@pytest.fixture
def page(qtbot, own_folder):
    with shown(qtbot, BookPage(TASKS["text"])) as page:
        yield page


def ask(qtbot, page, wanted=None):
    """Open the dialog and type what is wanted into its field."""
    choose(page, "Download")
    dialog = control(page, QDialog, "downloadDialog")
    field = control(dialog, QLineEdit, "downloadField")
    if wanted is not None:
        field.selectAll()
        qtbot.keyClicks(field, wanted)
    qtbot.mouseClick(control(dialog, QPushButton, "downloadButton"), Qt.LeftButton)
    return dialog


def test_a_book_is_fetched_and_set(qtbot, page, server):
    dialog = ask(qtbot, page, server.url("book/A%20river.txt"))
    with qtbot.waitSignal(page.problem_changed):
        assert control(dialog, QProgressBar, "downloadBar").isVisible()
    assert page.problem.name == "A river"
    assert page.findChild(QDialog, "downloadDialog") is None or not dialog.isVisible()


def test_what_goes_wrong_is_told_there_and_another_can_be_asked_for(qtbot, page, server):
    before = page.problem
    dialog = ask(qtbot, page, server.url("status/404"))
    told = control(dialog, QLabel, "downloadMessage")
    qtbot.waitUntil(lambda: told.text() != "")
    assert "There is nothing at" in told.text()
    assert page.problem is before
    assert control(dialog, QPushButton, "downloadButton").isEnabled()
    assert control(dialog, QLineEdit, "downloadField").selectedText()
    qtbot.keyClick(dialog, Qt.Key_Escape)
    assert message(page).startswith(before.name)


def ask_in_vain(qtbot, page, address):
    """Ask for a book in vain, and leave the dialog; what was told."""
    dialog = ask(qtbot, page, address)
    told = control(dialog, QLabel, "downloadMessage")
    qtbot.waitUntil(lambda: told.text() != "")
    sentence = told.text()
    qtbot.keyClick(dialog, Qt.Key_Escape)
    qtbot.waitUntil(lambda: page.findChild(QDialog, "downloadDialog") is not dialog)
    return sentence


def fetch(qtbot, page, address, name):
    """Ask for a book that there is."""
    dialog = ask(qtbot, page, address)
    qtbot.waitUntil(lambda: page.problem.name == name)
    qtbot.waitUntil(lambda: page.findChild(QDialog, "downloadDialog") is not dialog)


@pytest.mark.parametrize("place", ["kind/text/plain", "status/204"])
def test_what_is_no_book_is_not_kept_and_can_be_fetched_again(qtbot, page, server, place):
    for _ in range(2):
        ask_in_vain(qtbot, page, server.url(place))
    assert len(server.asked) == 2
    for _ in range(2):
        page.show_problem(TASKS["text"].example)
        fetch(qtbot, page, server.url("book/river.txt"), "river")
    assert len(server.asked) == 3


def test_what_is_no_book_by_words_alone_is_kept(qtbot, page, server):
    page.show_problem(replace(TASKS["text"].example, by="words"))
    told = ask_in_vain(qtbot, page, server.url("word/drip.txt"))
    assert "To be learned by words a book has at least" in told
    page.show_problem(TASKS["text"].example)
    fetch(qtbot, page, server.url("word/drip.txt"), "drip")
    assert server.asked == ["/word/drip.txt"]


def test_what_is_asked_for_in_vain_is_named_once(qtbot, page):
    told = control(ask(qtbot, page, "zzz"), QLabel, "downloadMessage")
    qtbot.waitUntil(lambda: told.text() != "")
    assert told.text().startswith("✗ zzz: It is neither a number of Project Gutenberg")
    assert told.text().count("zzz") == 1


def test_left_in_the_middle_the_book_before_stays(qtbot, page, server):
    before = page.problem
    dialog = ask(qtbot, page, server.url("half/a.txt"))
    qtbot.keyClick(dialog, Qt.Key_Escape)
    ready(qtbot, page)
    assert page.problem is before
    assert message(page).startswith(before.name)


def test_the_suggestion_stands_in_the_field(qtbot, page):
    choose(page, "Download")
    dialog = control(page, QDialog, "downloadDialog")
    field = control(dialog, QLineEdit, "downloadField")
    assert (field.text(), field.selectedText()) == ("219", "219")
    dialog.reject()
