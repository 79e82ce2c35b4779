"""The page of a book: where it comes from, what is said of it, and what is never lost."""

import threading

import pytest
from data_pages import choose, message, read, ready, shown
from own_book import own_book, sentences
from PyQt5.QtCore import QMimeData, QPoint, Qt, QUrl
from PyQt5.QtGui import QGuiApplication
from PyQt5.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QSpinBox,
)
from student import as_seen, control

from tasks.registry import TASKS
from tasks.text.book import DEFAULT_NAME
from tasks.text.lessons import MOST_ASKED
from tasks.text.tokens import WordTokens
from views.data import book_reading as reading
from views.data.book_page import ENCODING, NOTHING_COPIED, PASTED, BookPage, facts_of
from views.data.reading_line import ReadingLine
from views.elided_label import ElidedLabel
from views.problem_form import ProblemForm

HEADER = "Title: The Lamp\n\n*** START OF THE PROJECT GUTENBERG EBOOK THE LAMP ***\n"
FOOTER = "\n*** END OF THE PROJECT GUTENBERG EBOOK THE LAMP ***\nlicence\n"
TEXT = sentences(4_000)
ON_BOX = QPoint(8, 8)


@pytest.fixture
def page(qtbot):
    page = BookPage(TASKS["text"])
    page.resize(750, 60)
    with shown(qtbot, page):
        yield page


@pytest.fixture
def clipboard(qapp):
    yield QGuiApplication.clipboard()
    QGuiApplication.clipboard().clear()


def take(qtbot, page, entry):
    choose(page, entry)
    ready(qtbot, page)


def write(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return str(path)


def test_it_begins_with_the_text_that_comes_with_python(page):
    assert page.problem == TASKS["text"].example
    assert message(page).startswith(f"{DEFAULT_NAME}: ")
    assert f"{len(page.problem.text):,} characters" in message(page)
    assert "Capitals made small." in message(page)


def test_a_file_is_chosen_read_and_told(qtbot, page, tmp_path):
    path = write(tmp_path / "lamp.txt", HEADER + TEXT + FOOTER, "utf-16")
    take(qtbot, page, "Open")
    field = control(page.findChild(QFileDialog), QLineEdit, "fileNameEdit")
    field.setText(path)
    with qtbot.waitSignal(page.problem_changed) as changed:
        qtbot.keyClick(field, Qt.Key_Return)
    book = changed.args[0]
    assert book == page.problem
    assert book.text == TEXT.lower()
    assert message(page).startswith(f"The Lamp: {len(TEXT):,} characters, ")
    for told in (
        "Read as UTF-16.",
        "Header and footer",
        "Capitals made small.",
        "brings that back",
    ):
        assert told in message(page)


def test_what_windows_ask_of_a_book_is_worked_out_before_it_comes(qtbot, page, tmp_path):
    read(qtbot, page, write(tmp_path / "lamp.txt", TEXT))
    assert vars(page.problem).keys() >= {"guess", "brief"}


def test_why_a_file_is_refused_has_room_beside_its_name_however_long(qtbot, page, tmp_path):
    read(qtbot, page, write(tmp_path / f"{'long name ' * 20}.txt", "Too short."))
    label = page.findChild(ElidedLabel, "bookMessage")
    assert label.drawn.startswith("✗ long name lo…ng name .txt: A book has at least")


def test_header_and_capitals_can_be_had_back(qtbot, page, tmp_path):
    read(qtbot, page, write(tmp_path / "lamp.txt", HEADER + TEXT + FOOTER))
    qtbot.mouseClick(control(page, QCheckBox, "bookLowerCheck"), Qt.LeftButton, pos=ON_BOX)
    ready(qtbot, page)
    assert page.problem.text == TEXT
    take(qtbot, page, "Keep header")
    assert page.problem.text == (HEADER + TEXT + FOOTER).strip()
    take(qtbot, page, "Keep header")
    assert page.problem.text == TEXT


POLISH = TEXT.replace("river", "idę “jeść”")
FOUND_OUT, CENTRAL_EUROPEAN = "As it is found out", "Windows-1250, Central European"


@pytest.fixture
def encodings(qtbot, page, tmp_path):
    """The menu of encodings, of a book of which the encoding is a guess."""
    read(qtbot, page, write(tmp_path / "lamp.txt", POLISH, "cp1250"))
    menu = next(m for m in page.findChildren(QMenu) if m.title() == ENCODING)
    assert menu.menuAction().isVisible()
    return menu


def checked(menu):
    return [action.text() for action in menu.actions() if action.isChecked()]


def put(menu, encoding):
    next(action for action in menu.actions() if action.text() == encoding).trigger()


def test_of_a_probable_encoding_another_can_be_chosen(qtbot, page, encodings, tmp_path):
    assert "(probably). Choose › Encoding has others. Capitals" in message(page)
    assert checked(encodings) == [FOUND_OUT]
    put(encodings, CENTRAL_EUROPEAN)
    ready(qtbot, page)
    assert page.problem.text == POLISH.lower()
    assert "Read as Windows-1250. Capitals" in message(page)
    assert checked(encodings) == [CENTRAL_EUROPEAN]
    read(qtbot, page, write(tmp_path / "plain.txt", TEXT))
    assert not encodings.menuAction().isVisible()


@pytest.mark.parametrize("is_encoding_first", [False, True])
def test_encoding_and_capitals_can_be_chosen_one_right_after_the_other(
    qtbot, page, encodings, is_encoding_first
):
    lower = control(page, QCheckBox, "bookLowerCheck")
    if is_encoding_first:
        put(encodings, CENTRAL_EUROPEAN)
    qtbot.mouseClick(lower, Qt.LeftButton, pos=ON_BOX)
    if not is_encoding_first:
        put(encodings, CENTRAL_EUROPEAN)
    ready(qtbot, page)
    assert page.problem.text == POLISH
    assert not lower.isChecked()
    assert checked(encodings) == [CENTRAL_EUROPEAN]


def test_one_encoding_is_checked_while_it_is_read_and_after_that_is_given_up(
    qtbot, page, encodings
):
    for _ in range(2):
        put(encodings, CENTRAL_EUROPEAN)
        assert checked(encodings) == [CENTRAL_EUROPEAN]
    page.findChild(ReadingLine).given_up.emit()
    assert checked(encodings) == [FOUND_OUT]
    ready(qtbot, page)
    assert checked(encodings) == [FOUND_OUT]


def test_a_text_is_pasted_and_so_is_a_file_that_was_copied(qtbot, page, clipboard, tmp_path):
    clipboard.setText(TEXT)
    take(qtbot, page, "Paste")
    assert (page.problem.name, page.problem.text) == (PASTED, TEXT.lower())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(write(tmp_path / "copied.txt", sentences(3_000, seed=1)))])
    clipboard.setMimeData(data)
    take(qtbot, page, "Paste")
    assert page.problem.name == "copied"


def test_all_of_it_is_done_beside_the_window_and_told_as_it_goes_on(
    qtbot, page, tmp_path, monkeypatch
):
    told, threads = [], set()

    def watched(work):
        def work_here(*arguments, **named):
            threads.add(threading.current_thread().name)
            return work(*arguments, **named)

        return work_here

    for name in ("read_file", "prepare"):
        monkeypatch.setattr(reading, name, watched(getattr(reading, name)))
    monkeypatch.setattr(WordTokens, "__init__", watched(WordTokens.__init__))
    page.told.connect(told.append)
    read(qtbot, page, write(tmp_path / "own.txt", TEXT))
    by = control(page, QComboBox, "textByField")
    qtbot.key(by, Qt.Key_Down)
    ready(qtbot, page)
    assert page.problem.by == "words"
    # Not of the words, of which the line tells just before.
    assert f"the last {len(TEXT) // 10:,} characters are held out." in message(page)
    assert threads == {"books"}
    assert told[:2] == ["Reading own.txt…", "Making own a plain text…"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"too short", "notes.txt: A book has at least 2,000 characters, and this one has 9."),
        (bytes(range(256)) * 20, "notes.txt: It is not a text"),
        (b"a" * 3_000, "nothing but `a`"),
        (None, "No such file"),
    ],
)
def test_of_a_wrong_file_a_sentence_is_said_and_the_book_before_stays(
    qtbot, page, tmp_path, content, told
):
    before, path = page.problem, tmp_path / "notes.txt"
    if content is not None:
        path.write_bytes(content)
    with qtbot.waitSignal(page.told):
        read(qtbot, page, str(path))
    assert message(page).startswith("✗ ")
    assert told in message(page)
    assert page.problem is before


def test_nothing_copied_is_told_until_something_else_is_asked_for(qtbot, page, clipboard):
    clipboard.clear()
    take(qtbot, page, "Paste")
    assert message(page) == f"✗ {NOTHING_COPIED}"
    take(qtbot, page, "Default")
    assert message(page).startswith(DEFAULT_NAME)


def test_from_a_wrong_click_one_comes_back(qtbot, page, tmp_path):
    read(qtbot, page, write(tmp_path / "mine.txt", TEXT))
    mine = page.problem
    take(qtbot, page, "Default")
    assert page.problem.name == DEFAULT_NAME
    take(qtbot, page, "Back to mine")
    assert page.problem == mine
    take(qtbot, page, f"Back to {DEFAULT_NAME}")
    assert page.problem.name == DEFAULT_NAME


def test_a_name_stands_in_the_menu_as_it_is(qtbot, page, tmp_path):
    read(qtbot, page, write(tmp_path / "Tom & <b>Jerry.txt", TEXT))
    take(qtbot, page, "Default")
    back = page._back
    assert (back.text(), as_seen(back.toolTip())) == (
        "&Back to Tom && <b>Jerry",
        "Back to Tom & <b>Jerry",
    )


def test_fields_are_set_beside_the_window_and_words_have_one_more(qtbot, page):
    words = control(page, QSpinBox, "textWordsField")
    assert not words.isVisible()
    by = control(page, QComboBox, "textByField")
    qtbot.key(by, Qt.Key_Down)
    ready(qtbot, page)
    assert page.problem.by == "words"
    assert words.isVisible()
    assert "words and marks" in message(page)
    qtbot.type_over(words, "300")
    qtbot.keyClick(words, Qt.Key_Return)
    ready(qtbot, page)
    assert len(page.problem.vocabulary) == 300


def test_what_was_asked_for_last_counts(qtbot, page, tmp_path):
    changes = []
    page.problem_changed.connect(changes.append)
    for name in ("first", "second", "third"):
        page.read_file(write(tmp_path / f"{name}.txt", sentences(3_000, seed=len(name))))
    ready(qtbot, page)
    assert [book.name for book in changes] == ["third"]


def test_what_is_put_in_from_elsewhere_takes_the_place_of_what_is_being_read(qtbot, page, tmp_path):
    own = write(tmp_path / "own.txt", TEXT)
    read(qtbot, page, own)
    mine = page.problem
    take(qtbot, page, "Default")
    page.read_file(own)
    page.show_problem(mine)
    ready(qtbot, page)
    assert page.problem is mine
    assert "Read as UTF-8." in message(page)  # What was done to it is known still.


def test_while_it_is_only_to_be_read_what_comes_waits(qtbot, page, tmp_path):
    before = page.problem
    page.read_file(write(tmp_path / "own.txt", TEXT))
    page.set_editable(False)
    assert not control(page, QPushButton, "bookButton").isEnabled()
    qtbot.waitUntil(lambda: not page._reading.is_under_way)
    assert page.problem is before
    assert page.is_under_way
    page.set_editable(True)
    ready(qtbot, page)
    assert page.problem.name == "own"


def test_a_training_is_no_book_but_is_told(qtbot, page, tmp_path):
    path = tmp_path / "training.txt"
    path.write_bytes(b"PK\x03\x04 and so on")
    with qtbot.waitSignal(page.is_training) as told:
        page.read_file(str(path))
    assert told.args == [str(path)]
    assert message(page).startswith(DEFAULT_NAME)


def test_it_is_not_higher_than_the_forms_of_other_tasks(qtbot, page):
    highest = 0
    for name, task in TASKS.items():
        if task.is_drawn and name != "text":
            form = qtbot.added(ProblemForm(task))
            highest = max(highest, form.sizeHint().height())
    assert page.sizeHint().height() <= highest


def test_of_a_long_book_it_is_said_how_much_of_the_held_out_part_is_asked():
    asked = f", of which {MOST_ASKED:,} from all over are asked."
    assert facts_of(own_book(10 * MOST_ASKED + 1_000)).endswith(asked)
    assert "asked" not in facts_of(own_book(4_000))
