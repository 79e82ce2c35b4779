"""While a file is written, a window says what the closing program waits for."""

import threading
import time

import pytest
from own_book import sentences
from PyQt5.QtWidgets import QApplication, QLabel, QMessageBox
from small_settings import SMALL
from student import click, main_window, set_epochs, train

import model
from app import MainWindow
from main import make_controllers
from shelf.shelf_files import network_file, read_runs
from training import checkpoint_file, file_jobs
from views import closing
from views.data.book_reading import BookReading


@pytest.fixture
def slow_to_save(monkeypatch):
    """Saving waits for this event."""
    goes_on, save = threading.Event(), checkpoint_file.save

    def slow(*of, **how):
        goes_on.wait(20)
        save(*of, **how)

    monkeypatch.setattr(checkpoint_file, "save", slow)
    yield goes_on
    goes_on.set()


@pytest.fixture
def seen(monkeypatch, slow_to_save):
    """What the window that is up while the program closes has shown; then all can be saved."""
    drawn = []
    tell = closing.ClosingWindow.tell

    def noted(self, sentence):
        tell(self, sentence)
        if self.isVisible():
            drawn.append((self.findChild(QLabel, "closingLabel").text(), self.grab().isNull()))
            slow_to_save.set()

    monkeypatch.setattr(closing.ClosingWindow, "tell", noted)
    return drawn


def test_a_file_saved_by_hand_is_whole_however_long_it_takes(qtbot, tmp_path, seen, monkeypatch):
    monkeypatch.setattr(closing, "_SOON", 0.1)
    with main_window(qtbot) as window:
        train(qtbot, window, epochs=2)
        window.session.save(str(tmp_path / "mine.keras"))
    assert len(checkpoint_file.load(tmp_path / "mine.keras").records) == 2
    assert ("LSTM Lab closes as soon as mine.keras is written.", False) in seen
    own = (MainWindow, closing.ClosingWindow)
    seen_now = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    assert not [each for each in seen_now if isinstance(each, own)]


def test_a_disk_that_hangs_does_not_hold_the_program(
    qtbot, tmp_path, slow_to_save, monkeypatch, capfd
):
    monkeypatch.setattr(file_jobs, "WRITTEN_WITHIN", 0.5)
    window = qtbot.added(MainWindow(make_controllers(model, "numpy", SMALL)))
    with qtbot.waitSignal(window.session.changed):
        window.session.load_backend()
    window.session.save(str(tmp_path / "mine.keras"))
    began = time.monotonic()
    window.close()
    assert time.monotonic() - began < 5
    assert not window.closed_cleanly
    assert "Given up: mine.keras could not be written in time." in capfd.readouterr().err
    slow_to_save.set()
    qtbot.waitUntil(window.session.close)


def test_a_text_that_is_there_only_while_a_file_is_awaited_changes_nothing_any_more(
    qtbot, tmp_path, slow_to_save, monkeypatch
):
    """What has ended would begin again for it: a network would be made that nobody ends."""
    monkeypatch.setattr(closing, "_SOON", 0.0)
    is_awaited, from_file = threading.Event(), BookReading._from_file
    monkeypatch.setattr(
        BookReading, "_from_file", lambda *of: is_awaited.wait(20) and from_file(*of)
    )
    tell, told_since, made = closing.ClosingWindow.tell, [], []
    book = tmp_path / "own.txt"
    book.write_text(sentences(3_000))
    with main_window(qtbot) as window:
        train(qtbot, window, epochs=1)
        qtbot.waitUntil(lambda: not window.problem._coming._jobs.is_at_work)
        page = window.problem._page_of("text")
        window.problem.read_file(str(book))
        window.session.save(str(tmp_path / "mine.keras"))

        def let_it_be_read(self, sentence):
            is_awaited.set()
            if not page._reading._jobs.is_at_work:
                told_since.append(sentence)
            tell(self, sentence)
            if len(told_since) == 5:
                slow_to_save.set()

        monkeypatch.setattr(closing.ClosingWindow, "tell", let_it_be_read)
        typed = window.session.view.typed
        monkeypatch.setattr(model, "create_model", lambda *_: made.append(1))
        window.close()
        assert window.session.view.typed == typed
        qtbot.wait_for_networks()
        assert not made
        qtbot.waitUntil(window.problem.finish)
    assert len(told_since) >= 5


def test_a_run_that_cannot_be_kept_while_another_file_is_awaited_is_told_in_the_terminal(
    qtbot, tmp_path, monkeypatch, capfd
):
    monkeypatch.setattr(closing, "_SOON", 0.0)
    tell, told, goes_on = closing.ClosingWindow.tell, [], threading.Event()

    def slow_and_full(path, *_, **how):
        if how:  # On the shelf.
            raise OSError(28, "No space left on device")
        goes_on.wait(20)

    def noted(self, sentence):
        tell(self, sentence)
        told.append(sentence)
        if len(told) == 10:
            goes_on.set()

    monkeypatch.setenv("LSTM_LAB_SHELF", str(tmp_path))  # No other test's run goes as far as this.
    monkeypatch.setattr(checkpoint_file, "save", slow_and_full)
    monkeypatch.setattr(closing.ClosingWindow, "tell", noted)
    with main_window(qtbot) as window:
        set_epochs(qtbot, window, 10_000)
        click(qtbot, window, "start")
        qtbot.waitUntil(lambda: len(window.session.history) >= 2)
        window.session.save(str(tmp_path / "mine.keras"))
        window.close()
    assert {*told[:10]} == {"LSTM Lab closes as soon as mine.keras is written."}
    assert capfd.readouterr().err == "A run could not be kept: No space left on device.\n"


def test_a_file_that_cannot_be_written_just_as_all_closes_is_told_in_the_terminal(
    qtbot, tmp_path, monkeypatch, capfd
):
    def full(*_, **how):
        if not how:  # Not on the shelf.
            raise OSError(28, "No space left on device", "mine.keras")

    monkeypatch.setattr(checkpoint_file, "save", full)
    with main_window(qtbot) as window:
        train(qtbot, window, epochs=1)
        jobs = window.session._files._jobs
        window.session.save(str(tmp_path / "mine.keras"))
        until = time.monotonic() + 20
        while jobs.is_at_work and time.monotonic() < until:
            time.sleep(0.01)  # No event comes meanwhile, as while a window closes.
        window.close()
    assert capfd.readouterr().err == "No space left on device: mine.keras.\n"


def test_nothing_comes_up_where_nothing_is_written(qtbot, seen, monkeypatch):
    monkeypatch.setattr(closing, "_SOON", 0.0)
    with main_window(qtbot) as window:
        began = time.monotonic()
        window.close()
        assert time.monotonic() - began < 1.5
    assert not seen


def test_a_run_that_could_not_be_kept_is_not_lost_without_a_word(
    qtbot, own_folder, tmp_path, full_disk, monkeypatch
):
    asked, answers = [], [QMessageBox.Cancel]
    monkeypatch.setattr(QMessageBox, "question", lambda *of: asked.append(of[2]) or answers.pop())
    with main_window(qtbot) as window:
        train(qtbot, window, epochs=2)
        qtbot.waitUntil(lambda: bool(window.shelf.not_kept))
        assert not window.close()
        assert window.isVisible()
        assert asked == [
            "A run could not be kept: No space left on device. "
            "Closing loses what is not kept of 1 run. Close all the same?"
        ]
        full_disk.is_full = False
        assert window.close()
    (run,) = read_runs(tmp_path, most_runs=10).runs
    assert run.epochs == 2
    assert len(checkpoint_file.load(network_file(tmp_path, run.id)).records) == 2


def test_who_would_rather_lose_a_run_can_close(qtbot, own_folder, tmp_path, full_disk, monkeypatch):
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.Close)
    with main_window(qtbot) as window:
        train(qtbot, window, epochs=2)
        qtbot.waitUntil(lambda: bool(window.shelf.not_kept))
        assert window.close()
    assert not read_runs(tmp_path, most_runs=10).runs


def test_a_signal_ends_the_program_without_an_answer(qtbot, own_folder, full_disk, monkeypatch):
    with main_window(qtbot) as window:

        def comes_while_it_is_asked(*_):
            window.may_ask = False
            return QMessageBox.Cancel

        monkeypatch.setattr(QMessageBox, "question", comes_while_it_is_asked)
        train(qtbot, window, epochs=2)
        qtbot.waitUntil(lambda: bool(window.shelf.not_kept))
        assert window.close()


def test_nobody_is_asked_where_a_signal_ends_the_program(qtbot, own_folder, full_disk, monkeypatch):
    monkeypatch.setattr(QMessageBox, "question", lambda *_: pytest.fail("asked"))
    with main_window(qtbot) as window:
        train(qtbot, window, epochs=2)
        qtbot.waitUntil(lambda: bool(window.shelf.not_kept))
        window.may_ask = False
        assert window.close()
