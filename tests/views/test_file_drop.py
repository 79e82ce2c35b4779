"""A file that is dropped anywhere on the main window is opened by the rule of Open."""

from pathlib import Path

import pytest
from own_book import sentences
from own_reviews import files_of_reviews, write_tar, write_zip
from PyQt5.QtCore import QMimeData, QPoint, Qt, QUrl
from PyQt5.QtGui import QDragEnterEvent, QDropEvent
from PyQt5.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QMessageBox
from student import button, click, control, main_window, set_epochs, train

from tasks.registry import TASKS, task_of
from training.states import RunState
from views.data.book_page import BookPage
from views.file_drop import NO_FILE, ONE_ALONE


@pytest.fixture
def window(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("LSTM_LAB_SHELF", str(tmp_path / "shelf"))
    with main_window(qtbot) as window:
        yield window


@pytest.fixture
def saved(qtbot, window, tmp_path):
    """A file with three epochs; the window stands there, too."""
    train(qtbot, window, epochs=3)
    with qtbot.waitSignal(window.session.saved) as signal:
        window.session.save(str(tmp_path / "M.keras"))
    return signal.args[0]


def drop(widget, *urls, text=""):
    """Drag over the widget and drop, as a file manager does; whether it was taken."""
    data = QMimeData()
    if urls:
        data.setUrls([QUrl(url) if "://" in url else QUrl.fromLocalFile(url) for url in urls])
    data.setText(text or "\n".join(urls))
    place = (QPoint(3, 3), Qt.CopyAction, data, Qt.LeftButton, Qt.NoModifier)
    enter = QDragEnterEvent(*place)
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(widget, QDropEvent(*place))
    return True


def message_of(qtbot, window, sentence):
    qtbot.waitUntil(lambda: window.statusBar().currentMessage() == sentence)


@pytest.mark.parametrize("place", ["mainWindow", "patternEdit", "qt_spinbox_lineedit"])
def test_a_file_is_opened_after_the_question_what_is_to_be_given_up(
    place, qtbot, window, saved, monkeypatch
):
    click(qtbot, window, "reset", RunState.READY)
    answers = iter([QMessageBox.Cancel, QMessageBox.Open])
    asked = []
    monkeypatch.setattr(QMessageBox, "question", lambda *_: asked.append(True) or next(answers))
    target = window if place == "mainWindow" else control(window, QLineEdit, place)
    typed = control(window, QLineEdit, "patternEdit").text()
    assert drop(target, saved)
    qtbot.waitUntil(lambda: len(asked) == 1)
    assert window.session.view.state is RunState.READY
    with qtbot.waitSignal(window.session.opened):
        assert drop(target, saved)
    assert window.session.view.epoch == 3
    assert control(window, QLineEdit, "patternEdit").text() == typed


def test_text_is_still_for_the_field(window):
    edit = control(window, QLineEdit, "patternEdit")
    edit.clear()
    assert drop(edit, text="0011")
    assert edit.text() == "0011"
    assert not drop(window, text="0011")


def test_a_broken_training_is_told(qtbot, window, tmp_path):
    path = tmp_path / "notes.keras"
    path.write_text("nothing")
    with qtbot.waitSignal(window.session.problem) as problem:
        assert drop(window, str(path))
    assert "notes.keras" in problem.args[0]
    assert window.session.view.state is RunState.READY


def test_a_text_becomes_the_book_whatever_the_task_was(qtbot, window, tmp_path):
    path = tmp_path / "own.txt"
    path.write_text(sentences(4_000))
    assert drop(window, str(path))
    qtbot.waitUntil(lambda: getattr(window.problem.problem, "name", "") == "own")
    assert control(window, QComboBox, "taskCombo").currentData() == "text"
    qtbot.waitUntil(button(window, "predict").isEnabled)
    assert window.session.view.typed == window.problem.problem
    assert window.statusBar().currentMessage() == ""


@pytest.mark.parametrize("task", ["pattern", "echo", "text"])
@pytest.mark.parametrize("ending", ["tar.gz", "tgz", "zip"])
def test_an_archive_of_reviews_becomes_the_reviews_whatever_the_task_was(
    qtbot, window, tmp_path, task, ending
):
    write = write_zip if ending == "zip" else write_tar
    path = write(tmp_path / f"films.{ending}", files_of_reviews())
    window.problem.show_problem(TASKS[task].example)
    qtbot.waitUntil(lambda: task_of(window.problem.problem).name == task)
    assert drop(window, str(path))
    qtbot.waitUntil(lambda: getattr(window.problem.problem, "name", "") == "films")
    assert control(window, QComboBox, "taskCombo").currentData() == "reviews"
    qtbot.waitUntil(button(window, "predict").isEnabled)
    assert window.session.view.typed == window.problem.problem


def test_reviews_that_are_taken_as_a_book_become_the_reviews(
    qtbot, window, tmp_path, pages_are_here
):
    path = write_tar(tmp_path / "films.tgz", files_of_reviews())
    window.problem.show_problem(TASKS["text"].example)
    page = window.problem.findChild(BookPage)
    page.read_file(str(path))  # As its Choose › File does.
    qtbot.waitUntil(lambda: getattr(window.problem.problem, "name", "") == "films")
    assert control(window, QComboBox, "taskCombo").currentData() == "reviews"
    assert not page.refusal


def test_of_a_text_that_is_no_book_it_is_told_and_the_task_stays(qtbot, window, tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("nothing")
    typed = window.problem.problem
    assert drop(window, str(path))
    few = "notes.txt: A book has at least 2,000 characters, and this one has 7."
    message_of(qtbot, window, few)
    assert window.problem.problem == window.session.view.typed == typed


def test_a_training_under_another_name_is_opened(qtbot, window, saved, tmp_path, monkeypatch):
    other = tmp_path / "training.txt"
    other.write_bytes(Path(saved).read_bytes())
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.Open)
    with qtbot.waitSignal(window.session.opened):
        drop(window, str(other))
    assert window.session.view.epoch == 3


def test_who_chooses_another_task_meanwhile_is_not_led_back(qtbot, window, tmp_path):
    path = tmp_path / "own.txt"
    path.write_text(sentences(4_000))
    window.problem.read_file(str(path))
    combo = control(window, QComboBox, "taskCombo")
    qtbot.key(combo, Qt.Key_Down)
    page = window.problem.findChild(BookPage)
    qtbot.waitUntil(lambda: page.problem.name == "own")
    qtbot.waitUntil(button(window, "predict").isEnabled)
    assert combo.currentData() == "echo"


@pytest.mark.parametrize(
    ("urls", "sentence"),
    [(("/a.keras", "/b.keras"), ONE_ALONE), (("https://somewhere/M.keras",), NO_FILE)],
)
def test_what_is_not_one_file_is_told(urls, sentence, qtbot, window):
    assert drop(window, *urls)
    message_of(qtbot, window, sentence)


def test_while_training_runs_it_is_told_to_pause_and_nothing_is_lost(qtbot, window, saved):
    set_epochs(qtbot, window, 10_000)
    click(qtbot, window, "continue")
    assert drop(window, saved)
    message_of(qtbot, window, "A file can be opened when training rests: press Pause first.")
    assert window.session.view.state is RunState.TRAINING
    click(qtbot, window, "pause", RunState.PAUSED)
    assert control(window, QLabel, "epochLabel").text().endswith("10,000")
