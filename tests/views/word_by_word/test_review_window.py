"""A review is read word by word, and why it was answered so is explained in three ways."""

from dataclasses import replace
from threading import Event

import numpy as np
import pytest
from PyQt5.QtCore import QEvent, QPoint, Qt
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import QApplication, QComboBox, QLabel, QPlainTextEdit, QPushButton, QSlider
from small_session import open_what_is_saved, train_to_the_end
from student import click, control

from tasks.explaining import OCCLUSION
from tasks.pattern import Pattern
from views.elided_label import ElidedLabel
from views.inside.colour_scales import ColourLegend
from views.inside.coloured_text import ColouredText
from views.number_field import WholeField
from views.word_by_word import entry
from views.word_by_word.window import ReviewWindow

CONTROLS = [
    "reviewSourceCombo",
    "reviewNumberField",
    "reviewField",
    "reviewText",
    "reviewWayCombo",
    "reviewFirstButton",
    "reviewPreviousButton",
    "reviewEpochSlider",
    "reviewNextButton",
    "reviewLastButton",
    "reviewFollowButton",
    "reviewWordSlider",
    "reviewPlayButton",
    "reviewSaveButton",
    "reviewHelpButton",
]


@pytest.fixture
def session(fake, session):
    session.set_epochs(3)
    return session


@pytest.fixture
def window(follow):
    """The window before any epoch."""
    return follow(ReviewWindow)


def label(window, name):
    return control(window, QLabel, f"review{name}Label").text()


def bars_of(patch):
    """The end of each bar, by its place."""
    corners = patch.get_path().vertices.reshape(-1, 5, 2)
    return {round(each[:4, 0].mean()): max(each[:, 1], key=abs) for each in corners}


def type_review(qtbot, window, text):
    field = control(window, QPlainTextEdit, "reviewField")
    qtbot.keyClick(field, Qt.Key_A, Qt.ControlModifier)
    qtbot.keyClicks(field, text) if text else qtbot.keyClick(field, Qt.Key_Delete)


def wait_until_explained(qtbot, window, text):
    """Wait for the frame that shows how the answer to this text came about."""

    def is_explained():
        scene = window.canvas.scene
        return scene is not None and scene.text == text and scene.explained is not None

    qtbot.waitUntil(is_explained)


@pytest.fixture
def trained(qtbot, session, wait_for, request):
    """The window, opened after three epochs: then it is drawn but once."""
    train_to_the_end(session, wait_for)
    window = request.getfixturevalue("window")
    wait_until_explained(qtbot, window, entry.FIRST_TEXT)
    return window


@pytest.fixture
def read(qtbot, trained):
    """The window with a review of four words, of which one is unknown."""
    type_review(qtbot, trained, "not bad so good")
    wait_until_explained(qtbot, trained, "not bad so good")
    qtbot.waitUntil(lambda: "z = −1.75" in label(trained, "Answer"))
    trained.canvas.draw_frame()
    return trained


def test_before_any_epoch_it_says_what_to_do_and_nothing_can_be_typed_and_then_follows(
    qtbot, window, session, wait_for
):
    qtbot.waitUntil(lambda: "Press Start in the main window" in label(window, "Empty"))
    assert not control(window, QPlainTextEdit, "reviewField").isEnabled()
    assert not control(window, QPushButton, "reviewSaveButton").isEnabled()
    train_to_the_end(session, wait_for)
    qtbot.waitUntil(lambda: label(window, "Answer").startswith("Epoch 3"))


def test_an_epoch_that_a_file_does_not_have_shows_the_nearest_and_says_why(
    qtbot, trained, session, tmp_path
):
    open_what_is_saved(qtbot, session, tmp_path)
    click(qtbot, trained, "reviewFirst")
    reason = (
        "Epoch 1 is not kept, the nearest is shown: 3. "
        "The networks of epochs before 3 are not in the file."
    )
    qtbot.waitUntil(lambda: label(trained, "Answer").startswith(f"{reason} Epoch 3: "))
    click(qtbot, trained, "reviewLast")
    qtbot.waitUntil(lambda: label(trained, "Answer").startswith("Epoch 3: "))


def test_what_is_typed_is_answered_and_the_words_and_the_bias_add_up(read):
    answer = label(read, "Answer")
    assert answer.startswith("Epoch 3: negative, 85.2 %.")
    assert "z = −1.75 = bias +0.25 and 4 words −2.00" in answer
    assert "1 word (underlined) it does not know" in answer
    assert [bars_of(patch) for patch in read.canvas._bars[0]] == [{4: 2}, {1: -1, 2: -3}]
    heights = read.canvas._all.get_ydata()
    z = np.array([0.25, -0.75, -3.75, -3.75, -1.75])
    np.testing.assert_allclose(heights, 1 / (1 + np.exp(-z)))


def test_what_is_told_of_a_word_has_all_the_room_beside_it_until_something_is_told_there(
    qtbot, read
):
    word = control(read, ElidedLabel, "reviewWordLabel")
    read.resize(word.fontMetrics().horizontalAdvance(word.text()) + 60, read.height())
    qtbot.waitUntil(lambda: word.drawn == word.text())
    read.message.tell("Saved as " + "/folder" * 40, went_well=True)
    qtbot.waitUntil(lambda: word.width() / 3 < read.message.width() < word.width())
    read.message.clear()
    qtbot.waitUntil(lambda: word.drawn == word.text())


def test_the_deletion_test_says_which_are_the_truest_and_that_they_tie(read):
    verdict = label(read, "Verdict")
    assert (
        "contribution and occlusion are equally true on this review, gradient × input is less"
        in verdict
    )
    drawn = [line.get_label() for line in read.canvas._curves]
    areas = ("contribution 0.124", "occlusion 0.125", "gradient × input 0.524")
    assert drawn == [*areas, "as they stand 0.324"]


def test_it_is_said_if_none_is_truer_than_no_explanation(qtbot, trained, fake):
    fake.ends = (0.5, 0.502, 0.9, 0.5)
    type_review(qtbot, trained, "not bad so good")
    said = "no truer than to leave words out as they stand"
    qtbot.waitUntil(lambda: said in label(trained, "Verdict"))


def test_the_words_are_coloured_by_the_explanation_that_is_chosen(qtbot, read):
    text = control(read, ColouredText, "reviewText")
    combo = control(read, QComboBox, "reviewWayCombo")
    before = text._fills.copy()
    assert list(text._underlined) == [False, False, True, False]
    qtbot.key(combo, Qt.Key_End)
    assert combo.currentText() == "gradient × input"
    reds, blues = text._fills[:, 0].astype(int), text._fills[:, 2].astype(int)
    assert (before[:, 0] > before[:, 2]).tolist() == [True, True, False, False]
    assert (reds > blues).tolist() == [False, False, False, True]


def test_a_click_on_a_word_or_its_bar_looks_at_it_and_play_goes_on_to_the_end(
    qtbot, read, monkeypatch
):
    text = control(read, ColouredText, "reviewText")
    qtbot.mouseClick(text.viewport(), Qt.LeftButton, pos=text._rects[1].center())
    qtbot.waitUntil(
        lambda: label(read, "Word").startswith("Word 2, “bad”: positive 32.1 % → 2.3 %")
    )
    canvas = read.canvas
    x, y = canvas._rows[1].transData.transform((1, 0))
    ratio = canvas.device_pixel_ratio
    place = QPoint(round(x / ratio), round(canvas.height() - y / ratio))
    qtbot.mouseClick(canvas, Qt.LeftButton, pos=place)
    slider = control(read, QSlider, "reviewWordSlider")
    assert slider.value() == 1
    read._words_bar._player._timer.setInterval(1)
    with qtbot.waitSignal(read._words_bar._player.playing_changed):
        qtbot.keyClick(read, Qt.Key_P, Qt.ControlModifier)
    qtbot.waitUntil(lambda: slider.value() == 4)
    qtbot.waitUntil(lambda: len(canvas._done.get_xdata()) == 5)


def test_a_sentence_is_chosen_from_those_that_are_there_and_typing_leaves_the_choice(
    qtbot, trained
):
    source = control(trained, QComboBox, "reviewSourceCombo")
    qtbot.key(source, Qt.Key_End)
    wait_until_explained(qtbot, trained, "good")
    assert label(trained, "Told") == "number 1"
    number = control(trained, WholeField, "reviewNumberField")
    qtbot.key(number, Qt.Key_Up)
    wait_until_explained(qtbot, trained, "not bad")
    type_review(qtbot, trained, "bad")
    wait_until_explained(qtbot, trained, "bad")
    assert source.currentText() == "Typed"
    assert not label(trained, "Told")
    assert not number.isEnabled()


def test_of_other_reviews_nothing_is_said_of_the_one_that_was_chosen(qtbot, trained):
    source = control(trained, QComboBox, "reviewSourceCombo")
    qtbot.key(source, Qt.Key_End)
    qtbot.waitUntil(lambda: bool(label(trained, "Told")))
    entry = trained._entry
    read = entry.text
    entry.offer([replace(texts) for texts in entry._texts])
    assert (source.currentText(), label(trained, "Told"), entry.text) == ("Typed", "", read)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Type a review."),
        ("what is this", "The network knows none of these words"),
        ("good " * 100_000, "Of 6,000 words it reads these 50."),
    ],
    ids=("nothing", "unknown words alone", "a hundred thousand words"),
)
def test_what_cannot_be_read_as_it_is_gets_a_sentence(qtbot, trained, text, said):
    field = control(trained, QPlainTextEdit, "reviewField")
    QApplication.clipboard().setText(text)
    qtbot.keyClick(field, Qt.Key_A, Qt.ControlModifier)
    qtbot.keyClick(field, *((Qt.Key_V, Qt.ControlModifier) if text else (Qt.Key_Delete,)))
    qtbot.waitUntil(lambda: said in f"{label(trained, 'Empty')} {label(trained, 'Answer')}")
    told = f"Too long: the first {entry.MOST_CHARACTERS:,} characters are kept."
    assert label(trained, "Told") == (told if len(text) > entry.MOST_CHARACTERS else "")


def test_where_no_word_is_read_neither_a_number_nor_a_colour_tells_of_one(qtbot, trained):
    def is_plain(widget):
        image = widget.grab().toImage()
        return len({image.pixel(x, image.height() // 2) for x in range(image.width())}) == 1

    legend = trained.findChild(ColourLegend)
    assert label(trained, "WordNumber") == "4 of 4"
    assert not is_plain(legend)
    type_review(qtbot, trained, "")
    qtbot.waitUntil(lambda: label(trained, "Empty") == "Type a review.")
    assert label(trained, "WordNumber") == "–"
    assert is_plain(legend)
    type_review(qtbot, trained, "so good")
    qtbot.waitUntil(lambda: label(trained, "WordNumber") == "2 of 2")
    assert not is_plain(legend)


def test_undo_is_the_windows_where_there_is_no_typing_to_take_back(qtbot, trained):
    field = control(trained, QPlainTextEdit, "reviewField")

    def takes_undo():
        event = QKeyEvent(QEvent.ShortcutOverride, Qt.Key_Z, Qt.ControlModifier)
        event.ignore()
        QApplication.sendEvent(field, event)
        return event.isAccepted()

    assert not takes_undo()
    qtbot.keyClicks(field, "x")
    assert takes_undo()
    qtbot.keyClick(field, Qt.Key_Z, Qt.ControlModifier)
    assert field.toPlainText() == entry.FIRST_TEXT
    assert not takes_undo()


def test_it_follows_the_training_and_goes_back_with_the_epoch(qtbot, trained, session, fake):
    qtbot.mouseClick(control(trained, QPushButton, "reviewFirstButton"), Qt.LeftButton)
    qtbot.waitUntil(lambda: label(trained, "Answer").startswith("Epoch 1"))
    qtbot.mouseClick(control(trained, QPushButton, "reviewFollowButton"), Qt.LeftButton)
    session.resume()
    qtbot.waitUntil(lambda: label(trained, "Answer").startswith("Epoch 6"))


def test_what_was_read_is_shown_before_it_is_explained_and_given_up_for_another_text(
    qtbot, trained, fake
):
    fake.may_go_on = Event()
    type_review(qtbot, trained, "good good")
    qtbot.waitUntil(lambda: label(trained, "Answer").startswith("Epoch 3: positive, 98.6 %"))
    assert "leaves out word after word" in label(trained, "Verdict")
    assert not len(trained._scene.values(OCCLUSION))
    type_review(qtbot, trained, "bad")
    fake.may_go_on.set()
    wait_until_explained(qtbot, trained, "bad")
    assert fake.asked[-1] == "bad"


def test_which_is_the_truest_is_said_together_with_the_curves_that_show_it(qtbot, trained, fake):
    fake.may_go_on, canvas = Event(), trained.canvas
    type_review(qtbot, trained, "good good")
    qtbot.waitUntil(lambda: canvas._drawn.text == "good good" and not canvas.is_half_drawn)
    assert "leaves out word after word" in label(trained, "Verdict")
    canvas._next_turn.setInterval(60_000)
    fake.may_go_on.set()
    qtbot.waitUntil(lambda: canvas._drawn.explained is not None)
    assert canvas.is_half_drawn
    assert "leaves out word after word" in label(trained, "Verdict")
    canvas.draw_frame()
    assert "Deletion test: contribution and occlusion are" in label(trained, "Verdict")
    type_review(qtbot, trained, "")
    qtbot.waitUntil(lambda: label(trained, "Empty") == "Type a review.")
    canvas.draw_frame()
    assert label(trained, "Verdict") == ""


def test_the_verdict_of_another_epoch_is_not_told_beside_the_answer_of_this_one(qtbot, trained):
    canvas = trained.canvas
    canvas.draw_frame()
    assert "Deletion test" in label(trained, "Verdict")
    canvas._next_turn.setInterval(60_000)
    qtbot.mouseClick(control(trained, QPushButton, "reviewFirstButton"), Qt.LeftButton)
    qtbot.waitUntil(lambda: label(trained, "Answer").startswith("Epoch 1"))
    assert canvas.is_half_drawn
    assert label(trained, "Verdict") == ""
    canvas.draw_frame()
    assert "Deletion test" in label(trained, "Verdict")


def test_a_network_that_learns_something_else_is_not_explained(
    qtbot, window, session, wait_for, change_task
):
    change_task(Pattern, explaining=None)
    train_to_the_end(session, wait_for)
    qtbot.waitUntil(lambda: "its task is another one" in label(window, "Empty"))
    assert not control(window, QPlainTextEdit, "reviewField").isEnabled()


def test_whoever_opens_it_can_type_at_once(qtbot, session, wait_for, follow):
    train_to_the_end(session, wait_for)
    window = follow(ReviewWindow)
    wait_until_explained(qtbot, window, entry.FIRST_TEXT)
    field = control(window, QPlainTextEdit, "reviewField")
    assert window.focusWidget() is field
    qtbot.keyClicks(field, "so good")
    assert field.toPlainText() == "so good"


def test_tab_goes_through_all_controls(window, trained):
    order, widget = [], control(window, QComboBox, "reviewSourceCombo")
    for _ in range(60):
        if widget.objectName() in CONTROLS and widget.objectName() not in order:
            order.append(widget.objectName())
        widget = widget.nextInFocusChain()
    assert order == CONTROLS
