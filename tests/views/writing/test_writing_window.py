"""A network writes, one sees what it held likely, and reads how it learned to."""

import threading

import numpy as np
import pytest
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtGui import QPalette, QTextCursor
from PyQt5.QtWidgets import (
    QApplication,
    QCheckBox,
    QDoubleSpinBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
)
from reachable import check_that_they_explain_themselves, check_the_tab_order
from small_session import open_what_is_saved, train_to_the_end
from student import click, control

from inspection.jobs import CopiesJob
from inspection.written_text import WrittenText
from tasks.sampling import Sampling
from tasks.writing import USUAL_COUNT, Written
from training.states import RunState
from views.text_field import TextField
from views.writing import words
from views.writing.choice_bars import ChoiceBars
from views.writing.sample_list import SampleList
from views.writing.text_view import LONGEST_LINE, TextView
from views.writing.window import WritingWindow

CONTROLS = [
    "writingSamples",
    "writingText",
    "writingCopiedCheck",
    "writingBeginning",
    "writingLengthField",
    "writingTemperatureField",
    "writingTop_kField",
    "writingTop_pField",
    "writingSeed_of_writingField",
    "writingFirstButton",
    "writingPreviousButton",
    "writingEpochSlider",
    "writingNextButton",
    "writingLastButton",
    "writingFollowButton",
    "writingWriteButton",
    "writingStopButton",
    "writingCopyButton",
    "writingLowButton",
    "writingHelpButton",
]


@pytest.fixture
def session(fake, session):
    session.set_epochs(3)
    return session


@pytest.fixture
def window(follow):
    """The window before any epoch."""
    return follow(WritingWindow)


def text(window):
    return control(window, TextView, "writingText")


def bars(window):
    return control(window, ChoiceBars, "writingBars").choices


def label(window, name):
    return control(window, QLabel, f"writing{name}Label").text()


def samples(window):
    shown = control(window, SampleList, "writingSamples")
    return [shown.item(row).text() for row in range(shown.count())]


def set_number(qtbot, window, name, number):
    field = control(window, (QSpinBox, QDoubleSpinBox), name)
    qtbot.type_over(field, str(number))
    qtbot.keyClick(field, Qt.Key_Return)


@pytest.fixture
def trained(qtbot, window, session, wait_for):
    train_to_the_end(session, wait_for)
    qtbot.waitUntil(lambda: len(samples(window)) == 3)
    return window


@pytest.fixture
def written(qtbot, trained):
    """The window with ten symbols that were written after ``ab``."""
    qtbot.keyClicks(control(trained, TextField, "writingBeginning"), "ab")
    set_number(qtbot, trained, "writingLengthField", 10)
    click(qtbot, trained, "writingWrite")
    qtbot.waitUntil(lambda: text(trained).toPlainText() == "ab" + 5 * "ab")
    qtbot.waitUntil(lambda: not control(trained, QPushButton, "writingStopButton").isEnabled())
    return trained


def test_before_any_epoch_it_says_what_to_do_and_writes_nothing(qtbot, window):
    qtbot.waitUntil(lambda: "Press Start in the main window" in label(window, "Empty"))
    for name in ("writingWriteButton", "writingLowButton", "writingCopyButton"):
        assert not control(window, QPushButton, name).isEnabled()


def test_an_empty_text_says_where_to_press(trained):
    assert (text(trained).toPlainText(), text(trained).placeholderText()) == ("", words.PRESS_WRITE)
    empty = text(trained).grab().toImage()
    text(trained).setPlaceholderText("")
    assert text(trained).grab().toImage() != empty


def test_what_is_typed_is_set_apart_from_what_is_written(written):
    view, bold = text(written), []
    for place in range(1, len(view.toPlainText()) + 1):
        cursor = QTextCursor(view.document())
        cursor.setPosition(place)
        bold.append(cursor.charFormat().fontWeight() > 50)
    assert bold == [True] * 2 + [False] * 10
    assert label(written, "Words").startswith("10 characters by the network of epoch 3.")


def test_a_click_and_the_arrow_keys_choose_a_place_and_its_bars(qtbot, written):
    view = text(written)
    place = view.cursorRect(view._cursor_over(slice(4, 4)))
    point = QPoint(place.left() + 2, place.center().y())
    qtbot.mouseClick(view.viewport(), Qt.LeftButton, pos=point)
    assert [(c.name, c.is_drawn) for c in bars(written)][:2] == [("a", True), ("b", False)]
    assert label(written, "Place") == "After “abab” it wrote “a”, which it had held 70.0 % likely."
    qtbot.keyClick(view, Qt.Key_Right)
    assert label(written, "Place").startswith("After “ababa” it wrote “b”")
    qtbot.keyClick(view, Qt.Key_Home)
    assert bars(written) == ()
    qtbot.keyClick(view, Qt.Key_End)
    assert not any(choice.is_drawn for choice in bars(written))
    assert [choice.name for choice in bars(written)] == ["a", "b", "space", "line end"]


def test_the_bars_move_with_the_controls_without_anything_being_written_anew(qtbot, written, fake):
    asked = len(fake.asked)
    set_number(qtbot, written, "writingTemperatureField", 1)
    assert [round(choice.drawn_at, 2) for choice in bars(written)] == [0.4, 0.3, 0.2, 0.1]
    set_number(qtbot, written, "writingTop_kField", 2)
    assert [choice.is_cut for choice in bars(written)] == [False, False, True, True]
    assert label(written, "Drawn") == "With temperature 1 and top-k 2, each is drawn so often:"
    assert [round(choice.drawn_at, 2) for choice in bars(written)] == [0.57, 0.43, 0, 0]
    assert [round(choice.share, 2) for choice in bars(written)] == [0.4, 0.3, 0.2, 0.1]
    assert len(fake.asked) == asked
    assert text(written).toPlainText() == "ab" * 6


def test_it_stops_when_it_is_told_to_and_what_is_there_stays(qtbot, trained, fake):
    fake.may_go_on = threading.Event()
    click(qtbot, trained, "writingWrite")
    stop = control(trained, QPushButton, "writingStopButton")
    qtbot.waitUntil(stop.isEnabled)
    fake.piece = 1
    qtbot.mouseClick(stop, Qt.LeftButton)
    fake.may_go_on.set()
    qtbot.waitUntil(lambda: not stop.isEnabled())
    length = len(text(trained).toPlainText())
    assert length < 600
    qtbot.waitUntil(lambda: trained._writer.job is None)
    assert len(text(trained).toPlainText()) == length


def test_what_the_book_does_not_have_is_refused_in_a_sentence(qtbot, trained, fake):
    asked = len(fake.asked)
    field = control(trained, TextField, "writingBeginning")
    qtbot.keyClicks(field, "x")
    qtbot.keyClick(field, Qt.Key_Return)
    assert label(trained, "Message") == "Character 1 is `x`, which is not in the book."
    assert len(fake.asked) == asked


def test_the_text_can_be_copied(qtbot, written):
    click(qtbot, written, "writingCopy")
    assert QApplication.clipboard().text() == "ab" * 6


def test_what_is_copied_from_the_book_is_underlined_and_told(qtbot, written):
    box = control(written, QCheckBox, "writingCopiedCheck")
    qtbot.mouseClick(box, Qt.LeftButton, pos=QPoint(8, box.height() // 2))
    view = text(written)

    def underlined():
        marks = view.extraSelections()
        return [mark.cursor.selectedText() for mark in marks if mark.format.fontUnderline()]

    qtbot.waitUntil(lambda: underlined() == ["abab"])
    qtbot.waitUntil(lambda: "The longest has 4 characters: `abab`." in label(written, "Words"))
    qtbot.mouseClick(box, Qt.LeftButton, pos=QPoint(8, box.height() // 2))
    qtbot.waitUntil(lambda: underlined() == [])


def test_the_prepared_example_loops_and_says_so(qtbot, trained, fake):
    click(qtbot, trained, "writingLow")
    assert control(trained, QDoubleSpinBox, "writingTemperatureField").value() == 0
    qtbot.waitUntil(
        lambda: label(trained, "Words").endswith(
            "It goes in circles: the last 600 characters are 2 characters, over and over."
        )
    )
    assert fake.asked[-1].sampling == Sampling(temperature=0)


def test_a_text_is_looked_through_for_circles_once_however_often_it_is_drawn(
    qtbot, written, monkeypatch
):
    looked_through = []

    def circling(whole):
        looked_through.append(whole)
        return (40, 2)

    monkeypatch.setattr(words, "circling", circling)
    click(qtbot, written, "writingWrite")
    qtbot.waitUntil(lambda: "in circles" in label(written, "Words"))
    for _ in range(3):
        written.draw_frame()
    assert looked_through == [5 * "ab"]
    assert "in circles" in label(written, "Words")


def test_each_epoch_has_a_sample_and_a_click_on_it_shows_the_epoch(qtbot, trained, session):
    assert [sample.splitlines() for sample in samples(trained)] == [
        [f"Epoch {record.epoch} · {record.loss:.4f} nats", USUAL_COUNT // 2 * "ab"]
        for record in session.history
    ]
    shown = control(trained, SampleList, "writingSamples")
    point = shown.visualItemRect(shown.item(0)).topLeft() + QPoint(5, 5)
    qtbot.mouseClick(shown.viewport(), Qt.LeftButton, pos=point)
    assert label(trained, "Epoch") == "1 of 3"
    click(qtbot, trained, "writingWrite")
    qtbot.waitUntil(lambda: "by the network of epoch 1." in label(trained, "Words"))


def test_for_an_epoch_that_a_file_does_not_have_the_nearest_writes_and_that_is_told(
    qtbot, trained, session, tmp_path
):
    open_what_is_saved(qtbot, session, tmp_path)
    click(qtbot, trained, "writingFirst")
    reason = (
        "Epoch 1 is not kept, the nearest is shown: 3. "
        "The networks of epochs before 3 are not in the file."
    )
    qtbot.waitUntil(lambda: label(trained, "Words") == reason)
    click(qtbot, trained, "writingWrite")
    by_epoch_3 = f"{reason} 600 characters by the network of epoch 3."
    qtbot.waitUntil(lambda: label(trained, "Words").startswith(by_epoch_3))
    click(qtbot, trained, "writingLast")
    qtbot.waitUntil(lambda: label(trained, "Words").startswith("600 characters"))


def test_samples_of_epochs_that_are_left_are_left_too(qtbot, trained, session, fake):
    before = trained._samples.samples
    session.set_epochs(1)
    session.branch(2)
    qtbot.waitUntil(lambda: session.view.state is RunState.FINISHED)
    qtbot.waitUntil(lambda: len(trained._samples.samples) == 3)
    after = trained._samples.samples
    assert [after[epoch] is before[epoch] for epoch in (1, 2, 3)] == [True, True, False]
    session.reset()
    qtbot.waitUntil(lambda: samples(trained) == [])


def test_a_text_goes_with_the_training_whose_network_wrote_it(qtbot, written, session, wait_for):
    """Its epoch has the same number in the next training, of another book perhaps."""
    session.resume()
    wait_for(session, RunState.FINISHED)
    assert text(written).toPlainText() == "ab" * 6
    session.reset()
    wait_for(session, RunState.READY)
    train_to_the_end(session, wait_for)
    assert text(written).toPlainText() == ""
    assert label(written, "Words") == ""
    nothing = "Write something, then choose a character of it."
    qtbot.waitUntil(lambda: label(written, "Place") == nothing)
    assert not control(written, QPushButton, "writingCopyButton").isEnabled()


def test_a_text_of_a_training_that_is_left_is_written_no_further(
    qtbot, trained, session, fake, wait_for
):
    fake.may_go_on = threading.Event()
    click(qtbot, trained, "writingWrite")
    trained.hide()
    session.reset()
    wait_for(session, RunState.READY)
    fake.may_go_on.set()
    train_to_the_end(session, wait_for)
    trained.show()
    qtbot.waitUntil(lambda: len(samples(trained)) == 3)
    assert text(trained).toPlainText() == ""


def test_what_is_copied_in_a_text_that_has_gone_meanwhile_is_told_of_none(
    qtbot, written, session, fake, wait_for
):
    fake.may_look = threading.Event()
    qtbot.mouseClick(control(written, QCheckBox, "writingCopiedCheck"), Qt.LeftButton)
    assert isinstance(written._writer.job, CopiesJob)
    session.reset()
    wait_for(session, RunState.READY)
    assert text(written).toPlainText() == ""
    fake.may_look.set()
    qtbot.waitUntil(lambda: not isinstance(written._writer.job, CopiesJob))
    assert label(written, "Words") == ""


def test_samples_are_written_anew_once_the_controls_have_come_to_rest(qtbot, trained, fake):
    asked = len(fake.asked)
    qtbot.keyClicks(control(trained, TextField, "writingBeginning"), "bab")
    qtbot.waitUntil(lambda: len(fake.asked) == asked + 3)
    assert {each.beginning for each in fake.asked[asked:]} == {"bab"}
    assert {each.count for each in fake.asked} == {USUAL_COUNT}


def test_samples_wait_while_one_writes_and_come_afterwards(qtbot, trained, session, fake):
    fake.may_go_on = threading.Event()
    click(qtbot, trained, "writingWrite")
    session.resume()
    qtbot.waitUntil(lambda: session.view.epoch == 6)
    assert len(samples(trained)) == 3
    assert "wait until" in label(trained, "After")
    fake.may_go_on.set()
    qtbot.waitUntil(lambda: len(samples(trained)) == 6)
    qtbot.waitUntil(lambda: label(trained, "After").startswith("Each epoch goes on after"))


def test_a_text_without_line_ends_is_laid_out_in_parts_and_keeps_every_place(qtbot):
    view, written = TextView(), WrittenText("a")
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    view.show_text(written)
    glyphs = tuple("the river " * 300)
    p = np.linspace(0, 1, len(glyphs), dtype=np.float32)[:, None]
    for start in range(0, len(glyphs), 30):
        part = slice(start, start + 30)
        symbols = np.zeros(len(glyphs[part]), int)
        written.append(Written(glyphs[part], symbols, p[part], p[0]))
        view.show_more()
    assert view.toPlainText().replace("\n", " ") == written.whole
    lines = view.toPlainText().split("\n")
    assert max(map(len, lines)) < 1.2 * LONGEST_LINE < 2 * min(map(len, lines[:-1]))


def test_a_line_end_of_the_text_is_marked_and_one_that_is_put_in_is_not_copied(qtbot):
    view, written = TextView(), WrittenText("😀")
    qtbot.addWidget(view)
    view.resize(600, 2_000)
    view.show()
    view.show_text(written)
    for glyphs in ("a", "\n", *["the river "] * 100, "\n", "b"):
        written.append(
            Written((*glyphs,), np.zeros(len(glyphs), int), np.ones((len(glyphs), 1)), np.ones(1))
        )
        view.show_more()
    assert view.blockCount() > 3
    assert len(view.line_ends) == 2
    view.selectAll()
    assert view.createMimeDataFromSelection().text() == written.whole
    with_marks = view.grab().toImage()
    for block in map(view.document().findBlockByNumber, range(view.blockCount())):
        block.setUserState(1)
    assert view.grab().toImage() != with_marks


def test_what_leaves_no_mark_is_read_and_chosen_by_its_number(qtbot):
    view, written = TextView(), WrittenText("a")
    qtbot.addWidget(view)
    written.append(Written(("b", "\u200b", "c"), np.zeros(3, int), np.ones((3, 1)), np.ones(1)))
    view.show_text(written)
    assert view.toPlainText() == "abU+200Bc"
    cursor = view.textCursor()
    cursor.setPosition(4)
    view.setTextCursor(cursor)
    assert view.place == 1
    view.selectAll()
    assert view.createMimeDataFromSelection().text() == "ab\u200bc"


def rows_in(view):
    """What stands in each row of the view, without the space at its end."""
    rows = []
    for block in map(view.document().findBlockByNumber, range(view.blockCount())):
        view.blockBoundingRect(block)
        lines = map(block.layout().lineAt, range(block.layout().lineCount()))
        spans = [(line.textStart(), line.textLength()) for line in lines]
        rows += [block.text()[start : start + length].rstrip(" ") for start, length in spans]
    return rows


@pytest.mark.parametrize("width", [700, 430])
def test_a_long_line_is_broken_where_the_view_ends_and_nowhere_else(qtbot, width):
    view, plain = TextView(), QPlainTextEdit()
    rng, written = np.random.default_rng(1), WrittenText("the horror ")
    for each in (view, plain):
        qtbot.addWidget(each)
        each.resize(560, 300)
        each.show()
    view.show_text(written)
    for glyphs in ["of the station", *[" of a station"] * 120, "\n", *["for the river "] * 90]:
        p = rng.random((len(glyphs), 1))
        written.append(Written((*glyphs,), np.zeros(len(glyphs), int), p, p[0]))
        view.show_more()
    plain.setFont(view.font())
    plain.setPlainText(written.whole)
    qtbot.waitUntil(lambda: rows_in(view) == rows_in(plain))
    assert view.blockCount() > 5
    view.setTextCursor(view._cursor_over(slice(450, 450)))
    for each in (view, plain):
        each.resize(width, 300)
    qtbot.waitUntil(lambda: rows_in(view) == rows_in(plain))
    assert view.textCursor().position() == 450
    assert len(written.whole) == view.document().characterCount() - 1


def test_another_palette_keeps_text_place_and_underlines(qtbot, written):
    view = text(written)
    qtbot.keyClick(view, Qt.Key_Home)
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key_Right)
    dark = QPalette(written.palette())
    dark.setColor(QPalette.Window, Qt.black)
    written.setPalette(dark)
    assert view.toPlainText() == "ab" * 6
    assert view.textCursor().position() == 3


def test_controls_explain_themselves_and_are_reached_in_order(qtbot, written):
    check_that_they_explain_themselves(written, CONTROLS)
    qtbot.waitUntil(written.isActiveWindow)
    check_the_tab_order(qtbot, written, CONTROLS)
