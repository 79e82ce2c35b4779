"""The main window on a book, used as a student uses it."""

from dataclasses import replace

import pytest
from own_book import own_book, sentences
from PyQt5.QtCore import QRect, Qt
from PyQt5.QtGui import QTextDocument
from PyQt5.QtWidgets import QComboBox, QLabel, QLineEdit, QSpinBox, QWidget
from student import answer, button, click, control, set_epochs, text, train, wait_for

from app import READ_FIRST, USUAL_WIDTH
from tasks.echo import Echo
from tasks.registry import task_of
from tasks.text.bits import Bits
from training.states import RunState
from views.beside import NETWORK, BesidePanel
from views.manners import FRAME

BOOK = own_book(4_000)


@pytest.fixture
def book_window(qtbot, window, pages_are_here):
    """The window on a short book, with a network that learns it in no time."""
    set_book(qtbot, window, BOOK)
    return window


def set_book(qtbot, window, book):
    """Set a book as a file does that is opened, in a small network."""
    window.problem.show_problem(book)
    qtbot.waitUntil(button(window, "predict").isEnabled)
    small = {"units": (8,), "embedding": 4, "rows": 4, "window": 8, "updates": 4, "passes": 1}
    settings = replace(window.session.view.settings, **small)
    window.session.choose_settings(settings)
    fitted = task_of(book).fit(book, settings)
    qtbot.waitUntil(lambda: window.session.view.settings == fitted)
    qtbot.waitUntil(button(window, "predict").isEnabled)


def predict(qtbot, window, beginning="", length=20):
    edit = control(window, QLineEdit, "askEdit")
    qtbot.type_over(edit, beginning)
    if not beginning:
        qtbot.keyClick(edit, Qt.Key_Delete)
    spin = control(window, QSpinBox, "predictLengthSpin")
    qtbot.type_over(spin, str(length))
    with qtbot.waitSignal(window.session.continued):
        click(qtbot, window, "predict")


def test_what_is_typed_stands_there_as_it_is(qtbot, window, pages_are_here):
    typed = "don't say \"no\" &  go, <b>it's"
    set_book(qtbot, window, replace(BOOK, text=f"{typed}\n{BOOK.text}"))
    train(qtbot, window, epochs=1)
    predict(qtbot, window, typed, length=20)
    lines = [control(window, QLabel, f"{name}Label") for name in ("original", "updated", "next")]
    assert [line.textFormat() for line in lines] == 3 * [Qt.RichText]
    read = QTextDocument()
    read.setHtml(lines[0].text())
    assert read.toPlainText().replace("\N{NO-BREAK SPACE}", " ") == typed


def test_it_writes_on_after_what_is_typed(qtbot, book_window):
    train(qtbot, book_window, epochs=1)
    predict(qtbot, book_window, "the river ", length=20)
    view = book_window.output.text
    assert view.isVisible()
    assert book_window.output.strip.isAncestorOf(view.previousInFocusChain())  # Tab comes here.
    assert view.toPlainText().startswith("the river ")
    assert len(view.toPlainText()) == 30
    assert text(book_window, "original") == "the river "
    assert "confident on average, after 1 epoch" in text(book_window, "updated")


def test_what_is_written_is_seen_from_its_beginning(qtbot, book_window):
    """The first answer comes before its view has been given its size."""
    train(qtbot, book_window, epochs=1)
    predict(qtbot, book_window, "the river ", length=3_000)
    bar = book_window.output.text.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert bar.value() == 0


def test_without_a_beginning_it_goes_on_from_what_was_held_out(qtbot, book_window):
    predict(qtbot, book_window, length=5)
    shown = book_window.output.text.toPlainText()
    assert shown[:-5]
    assert shown[:-5] in BOOK.text[BOOK.held_out_at :]


@pytest.mark.parametrize("width", [850, USUAL_WIDTH])
def test_how_the_network_compares_is_whole_and_moves_nothing(qtbot, book_window, width):
    """The longest sentence: behind both packers, of which is said why."""
    font = book_window.font()
    font.setPixelSize(12)  # As on most screens; that of the platform for tests is larger.
    book_window.setFont(font)
    book_window.resize(width, 800 - FRAME.height())
    session, output = book_window.session, book_window.output
    line, answers = control(book_window, QLabel, "nextLabel"), output.introduction
    train(qtbot, book_window, epochs=1)
    output.render(session.view, Bits())
    qtbot.waitUntil(lambda: line.text() == "–")
    qtbot.wait(50)
    before = answers.geometry()
    last = replace(session.view.last, loss=1.4)  # Nats: two bits.
    output.render(session.view._replace(last=last), Bits(ngrams=(2.5,), bz2=1.9, lzma=1.8))
    assert line.text().endswith("again what the book repeats at length.")
    qtbot.wait(50)
    room = QRect(0, 0, line.width(), 1_000)
    needed = line.fontMetrics().boundingRect(room, Qt.TextWordWrap, line.text())
    assert line.fontMetrics().height() < needed.height() <= line.height()
    assert answers.geometry() == before
    bars = output.beside.geometry()
    assert bars.isValid()
    assert not bars.intersects(answers.parentWidget().geometry())


def test_what_is_not_in_the_book_is_said_beside_the_beginning(qtbot, book_window):
    edit = control(book_window, QLineEdit, "askEdit")
    edit.setFocus()
    qtbot.keyClicks(edit, "a river%")
    assert "Character 8 is `%`" in text(book_window, "trouble")
    click(qtbot, book_window, "predict")
    assert book_window.session.view.state is RunState.READY
    assert edit.selectedText() == "a river%"


def test_what_is_asked_where_nothing_is_typed_is_read_to_its_end(book_window):
    edit = control(book_window, QLineEdit, "askEdit")
    width = edit.fontMetrics().horizontalAdvance(edit.placeholderText())
    # Where the window is narrow, the frame and the margins take some of the room.
    assert width <= edit.minimumWidth() - 4 * edit.fontMetrics().averageCharWidth()


def test_beside_it_stands_what_simpler_means_need_and_who_is_behind(qtbot, book_window):
    panel = control(book_window, BesidePanel, "besidePanel")
    assert panel.isVisible()
    qtbot.waitUntil(lambda: len(panel.chart.bars) == 5)
    assert text(book_window, "next") == "–"
    train(qtbot, book_window, epochs=1)
    assert NETWORK in [bar.name for bar in panel.chart.bars]
    assert text(book_window, "next").startswith("The network is behind an n-gram of order")


def test_lines_of_text_end_well_before_the_bars_beside_them(book_window):
    told, chart = book_window.output.introduction, book_window.output.beside.chart
    assert told.isVisible()
    end = told.mapTo(book_window, told.rect().topRight()).x()
    begin = chart.mapTo(book_window, chart.rect().topLeft()).x()
    assert begin - end > told.fontMetrics().lineSpacing()


def test_what_each_way_of_cutting_costs_is_told_until_there_is_an_answer(qtbot, book_window):
    introduction = control(book_window, QLabel, "introductionLabel")
    assert introduction.isVisible()
    assert "every character that is read is a target as well" in introduction.text()
    assert "99 are read for a single target" in introduction.text()
    predict(qtbot, book_window, length=5)
    assert not introduction.isVisible()


def test_a_pattern_has_its_strip_again_and_nothing_beside_it(qtbot, book_window):
    combo = control(book_window, QComboBox, "taskCombo")
    qtbot.key(combo, Qt.Key_Home)
    assert book_window.output.strip.isVisible()
    assert not control(book_window, QWidget, "besidePanel").isVisible()
    assert not control(book_window, QSpinBox, "predictLengthSpin").isVisible()
    assert control(book_window, QSpinBox, "predictSpin").isVisible()
    qtbot.waitUntil(button(book_window, "predict").isEnabled)


def test_undo_brings_back_the_training_with_its_book(qtbot, book_window):
    train(qtbot, book_window, epochs=1)
    predict(qtbot, book_window, "the river ", length=5)
    wait_for(qtbot, book_window, RunState.FINISHED)
    written = book_window.output.text.toPlainText()
    other = own_book(5_000, by="words", words=50)
    book_window.problem.show_problem(other)
    wait_for(qtbot, book_window, RunState.READY)
    assert not book_window.output.text.isVisible()
    book_window.actions_by_name["undo"].trigger()
    wait_for(qtbot, book_window, RunState.FINISHED)
    assert book_window.output.text.isVisible()
    assert book_window.output.text.toPlainText() == written
    assert book_window.problem.problem == book_window.session.view.trained_problem == BOOK
    assert len(book_window.session.history) == 1


def test_another_book_of_the_same_symbols_can_be_learned_by_what_was_learned(qtbot, book_window):
    train(qtbot, book_window, epochs=1)
    text_of_other = "".join(reversed(BOOK.text))
    book_window.problem.show_problem(replace(BOOK, text=text_of_other, name="Backwards"))
    click(qtbot, book_window, "start")
    answer(qtbot, book_window, "Keep")
    wait_for(qtbot, book_window, RunState.FINISHED)
    assert len(book_window.session.history) == 2


def test_nothing_begins_while_a_book_is_still_to_come(qtbot, book_window, tmp_path):
    path = tmp_path / "own.txt"
    path.write_text(sentences(3_000, seed=2))
    book_window.problem.read_file(str(path))
    click(qtbot, book_window, "start")
    assert book_window.statusBar().currentMessage() == READ_FIRST
    assert book_window.session.view.state is RunState.READY
    qtbot.waitUntil(lambda: not book_window.problem.is_under_way)
    qtbot.waitUntil(button(book_window, "predict").isEnabled)


def test_while_a_book_is_refused_nothing_begins_until_that_is_taken_back(
    qtbot, book_window, tmp_path
):
    path = tmp_path / "notes.txt"
    path.write_text("Too short.")
    start, usual = button(book_window, "start"), text(book_window, "status")
    book_window.problem.read_file(str(path))
    qtbot.waitUntil(lambda: not book_window.problem.is_under_way)
    assert not start.isEnabled()
    assert start.toolTip().startswith("notes.txt: A book has at least")
    assert text(book_window, "status").startswith("✗ notes.txt: A book has at least")
    assert start.toolTip().endswith(f" or Choose › Stay with {BOOK.name}. (F5)")
    assert control(book_window, QLabel, "bookKept").isVisible()
    menu = button(book_window, "book").menu()
    stay = next(each for each in menu.actions() if each.text().startswith("Sta&y with"))
    stay.trigger()
    assert start.isEnabled()
    assert text(book_window, "status") == usual
    assert not stay.isVisible()
    assert not control(book_window, QLabel, "bookKept").isVisible()


def test_a_book_that_is_read_after_a_training_of_another_task_was_opened_is_learned(
    qtbot, book_window, tmp_path
):
    book_window.problem.show_problem(Echo())
    train(qtbot, book_window, epochs=1)
    qtbot.save(book_window.session, tmp_path / "echo.keras")
    set_book(qtbot, book_window, BOOK)
    qtbot.open(book_window.session, tmp_path / "echo.keras")
    assert book_window.problem.problem == Echo()
    path = tmp_path / "own.txt"
    path.write_text(sentences(3_000, seed=2))
    book_window.problem.read_file(str(path))
    qtbot.waitUntil(lambda: book_window.problem.problem.title.startswith("own"))


def test_how_the_same_text_was_read_is_told_of_the_file_that_was_read_last(
    qtbot, book_window, tmp_path
):
    message = control(book_window, QLabel, "bookMessage")
    path = tmp_path / "own.txt"
    for encoding, told in (("utf-8", "Read as UTF-8."), ("latin-1", "Read as Latin-1")):
        path.write_bytes(sentences(3_000, seed=2).replace("river", "rivière").encode(encoding))
        book_window.problem.read_file(str(path))
        qtbot.waitUntil(lambda: not book_window.problem.is_under_way)
        assert told in message.text()


def test_while_it_trains_the_book_stays(qtbot, book_window):
    set_epochs(qtbot, book_window, 1_000)
    click(qtbot, book_window, "start", RunState.TRAINING)
    assert not control(book_window, QComboBox, "textByField").isEnabled()
    click(qtbot, book_window, "pause", RunState.PAUSED)
    assert control(book_window, QComboBox, "textByField").isEnabled()
