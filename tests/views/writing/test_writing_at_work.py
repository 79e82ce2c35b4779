"""Writing in the program: a student trains a network on a book, reads along, and lets it write."""

from dataclasses import replace

from own_book import own_book
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QPushButton
from student import text, train, wait_for

from training.states import RunState
from views.text_field import TextField
from views.writing.sample_list import SampleList
from views.writing.text_view import TextView

BOOK = own_book(2_500)


def set_up(qtbot, window):
    """Take the book and a small network for it."""
    session = window.session
    session.set_problem(BOOK)
    qtbot.waitUntil(lambda: session.view.settings.ports.outputs == len(BOOK.vocabulary))
    wait_for(qtbot, window, RunState.READY)
    small = replace(session.view.settings, units=(8,), embedding=4)
    session.choose_settings(small)
    qtbot.waitUntil(lambda: session.view.settings == small)


def test_a_student_reads_how_it_learns_and_lets_it_write(qtbot, window):
    action = window.actions_by_name["show_writing"]
    assert not action.isEnabled()
    set_up(qtbot, window)
    assert action.isEnabled()
    action.trigger()
    writing = window.further["writing"]
    train(qtbot, window, epochs=2)
    samples = writing.findChild(SampleList, "writingSamples")
    qtbot.waitUntil(lambda: samples.count() == 2)
    assert "bits per character" in text(window, "loss")
    assert samples.item(1).text().splitlines()[0] == f"Epoch 2 · {text(window, 'loss')}"
    qtbot.keyClicks(writing.findChild(TextField, "writingBeginning"), "The old captain ")
    qtbot.mouseClick(writing.findChild(QPushButton, "writingWriteButton"), Qt.LeftButton)
    shown = writing.findChild(TextView, "writingText")
    beginning = "the old captain "
    qtbot.waitUntil(lambda: len(shown.toPlainText()) == len(beginning) + 600)
    assert shown.toPlainText().startswith(beginning)
    assert set(shown.toPlainText()) <= set(BOOK.vocabulary)


def test_what_is_asked_in_the_main_window_is_written_too(qtbot, window):
    set_up(qtbot, window)
    train(qtbot, window, epochs=1)
    with qtbot.waitSignal(window.session.continued) as continued:
        window.session.predict("the river ")
    (answer,) = continued.args
    assert (answer.given, window.session.view.learned_until) == ("the river ", "after 1 epoch")
    assert len(answer.said) == len(answer.confidences) == 200
    assert answer.first_departure is None
