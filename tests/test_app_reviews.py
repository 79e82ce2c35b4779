"""The main window on reviews, used as a student uses it."""

import sys
import threading
from dataclasses import replace
from threading import Event

import pytest
from own_book import own_book, sentences
from own_reviews import files_of_reviews, write_folder
from PyQt5.QtCore import QEvent, Qt
from PyQt5.QtGui import QTextDocument
from PyQt5.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
)
from short_reviews import own_reviews
from student import button, control, press, set_epochs, text, train, type_number

import app
from app import EPOCHS_SUIT, READ_FIRST, USUAL_WIDTH
from tasks.echo import Echo
from tasks.pattern import Pattern
from tasks.registry import TASKS, task_of
from tasks.reviews import fitting
from tasks.reviews import sentences as review_sentences
from tasks.reviews.fitting import EPOCHS_OF_MANY
from tasks.reviews.reviews import Reviews
from training import checkpoint_file
from training.checkpoint import Checkpoint, TrainedState
from training.states import RunState
from views.beside import NETWORK, BesidePanel
from views.manners import FRAME

PROBLEM = own_reviews(count=300)


@pytest.fixture
def reviews_window(qtbot, window, pages_are_here):
    """The window on a few short reviews, with a network that learns them in no time."""
    window.problem.show_problem(PROBLEM)
    qtbot.waitUntil(button(window, "predict").isEnabled)
    settings = replace(window.session.view.settings, units=(4,), embedding=3, rows=16, window=16)
    window.session.choose_settings(settings)
    fitted = task_of(PROBLEM).fit(PROBLEM, settings)
    qtbot.waitUntil(lambda: window.session.view.settings == fitted)
    qtbot.waitUntil(button(window, "predict").isEnabled)
    return window


@pytest.fixture
def judgement(qtbot, reviews_window):
    """The window that judges the network, after an epoch."""
    train(qtbot, reviews_window, epochs=1)
    reviews_window.actions_by_name["show_judgement"].trigger()
    judgement = reviews_window.further["judgement"]
    words = control(judgement, QLabel, "judgementWordsLabel")
    qtbot.waitUntil(lambda: "The network is" in words.text())
    return judgement


@pytest.fixture
def own_sentences(monkeypatch):
    """Lets our own sentences be made as at the first start; where, and once it is let go on."""
    made, may_go_on, make = [], Event(), review_sentences.own_sentences

    def waiting():
        made.append(threading.current_thread())
        assert may_go_on.wait(20)
        return make()

    monkeypatch.delitem(vars(TASKS["reviews"]), "example", raising=False)
    monkeypatch.setattr(review_sentences, "own_sentences", waiting)
    yield made, may_go_on
    may_go_on.set()


def choose_reviews(qtbot, window):
    combo = control(window, QComboBox, "taskCombo")
    qtbot.key(combo, Qt.Key_End)
    assert combo.currentData() == "reviews"
    return combo


def let_go_on(qtbot, window, may_go_on):
    """Let the sentences be made, and what is done with them."""
    with qtbot.waitSignal(window.problem._coming._jobs.done):
        may_go_on.set()


def test_who_chooses_reviews_before_their_sentences_are_made_waits_for_no_window(
    qtbot, window, own_sentences
):
    made, may_go_on = own_sentences
    choose_reviews(qtbot, window)
    assert window.statusBar().currentMessage() == "Reviews: preparing what it begins with…"
    assert window.problem.problem == window.session.view.typed
    window.actions_by_name["start"].trigger()
    assert window.statusBar().currentMessage() == READ_FIRST
    may_go_on.set()
    qtbot.waitUntil(lambda: isinstance(window.session.view.typed, Reviews))
    assert window.problem.problem == window.session.view.typed == TASKS["reviews"].example
    assert threading.main_thread() not in made
    assert window.statusBar().currentMessage() == ""


def test_epochs_are_those_that_suit_so_many_reviews_and_the_window_says_so(
    qtbot, window, monkeypatch
):
    def epochs_on(problem):
        window.problem.show_problem(problem)
        told = window.statusBar().currentMessage()
        qtbot.waitUntil(button(window, "predict").isEnabled)
        assert window.epochs.value() == window.session.view.goal
        return window.epochs.value(), told

    monkeypatch.setattr(fitting, "FEW_WORDS", 1)
    said = EPOCHS_SUIT
    assert epochs_on(PROBLEM) == (EPOCHS_OF_MANY, said.format(EPOCHS_OF_MANY, "reviews"))
    assert epochs_on(Pattern("01")) == (10, said.format(10, "pattern"))
    type_number(qtbot, window, "epochsSpin", 7)
    assert epochs_on(PROBLEM)[0] == 7


def test_the_window_says_so_of_a_file_of_another_task_too_and_not_for_ever(
    qtbot, window, monkeypatch, tmp_path
):
    monkeypatch.setattr(fitting, "FEW_WORDS", 1)
    monkeypatch.setattr(app, "GONE_AFTER", 300)
    window.problem.read_file(str(write_folder(tmp_path / "films", files_of_reviews())))
    told = EPOCHS_SUIT.format(EPOCHS_OF_MANY, "reviews")
    qtbot.waitUntil(lambda: window.statusBar().currentMessage() == told)
    qtbot.waitUntil(lambda: window.statusBar().currentMessage() == "")


def test_a_folder_without_reviews_changes_nothing_and_it_is_said_why(
    qtbot, window, pages_are_here, tmp_path
):
    (tmp_path / "empty").mkdir()
    before = window.session.view.typed
    told = []
    window.statusBar().messageChanged.connect(told.append)
    window.problem.read_file(str(tmp_path / "empty"))
    reading = window.problem._pages["reviews"]._reading
    qtbot.waitUntil(lambda: any(each.startswith("empty: ") for each in told))
    qtbot.waitUntil(lambda: not reading.is_under_way)
    assert window.statusBar().currentMessage().startswith("empty: ")
    assert window.session.view.typed == window.problem.problem == before
    assert control(window, QComboBox, "taskCombo").currentData() == "pattern"


def test_who_chooses_another_task_before_reviews_are_there_is_not_led_back(
    qtbot, window, own_sentences
):
    _, may_go_on = own_sentences
    combo = choose_reviews(qtbot, window)
    qtbot.keyClick(combo, Qt.Key_Home)
    assert window.statusBar().currentMessage() == ""
    let_go_on(qtbot, window, may_go_on)
    assert (combo.currentData(), window.session.view.typed.glyphs) == ("pattern", "0101")


def test_reviews_that_cannot_be_made_leave_the_task_that_was_there(qtbot, window, monkeypatch):
    def no_memory():
        raise MemoryError

    monkeypatch.delitem(vars(TASKS["reviews"]), "example", raising=False)
    monkeypatch.setattr(review_sentences, "own_sentences", no_memory)
    combo = choose_reviews(qtbot, window)
    qtbot.waitUntil(lambda: "not enough memory" in window.statusBar().currentMessage())
    assert combo.currentData() == "pattern"
    window.actions_by_name["start"].trigger()
    assert window.session.view.trained_problem.glyphs == "0101"


def test_a_page_that_gives_way_to_reviews_is_only_read_until_they_are_there(
    qtbot, window, own_sentences
):
    _, may_go_on = own_sentences
    edit = control(window, QLineEdit, "patternEdit")
    combo = choose_reviews(qtbot, window)
    type_number(qtbot, window, "epochsSpin", 7)
    window.run.seed.setValue(window.run.seed.value() + 1)
    window.render()
    assert (combo.currentData(), edit.isReadOnly()) == ("reviews", True)
    qtbot.key(combo, Qt.Key_Home)
    assert not edit.isReadOnly()
    choose_reviews(qtbot, window)
    may_go_on.set()
    qtbot.waitUntil(lambda: isinstance(window.session.view.typed, Reviews))


def test_a_number_that_is_being_typed_when_reviews_are_chosen_is_taken(
    qtbot, window, own_sentences
):
    _, may_go_on = own_sentences
    window.problem.show_problem(Echo())
    type_number(qtbot, window, "echoLengthField", 6)
    combo = control(window, QComboBox, "taskCombo")
    combo.setCurrentIndex(combo.findData("reviews"))
    combo.activated.emit(combo.currentIndex())
    assert window.problem.problem == window.session.view.typed == Echo(length=6)
    assert combo.currentData() == "reviews"
    let_go_on(qtbot, window, may_go_on)
    assert isinstance(window.session.view.typed, Reviews)


def test_an_opened_training_on_the_pattern_that_is_shown_is_not_replaced_by_awaited_reviews(
    qtbot, window, own_sentences, tmp_path
):
    _, may_go_on = own_sentences
    train(qtbot, window, epochs=1)
    with qtbot.waitSignal(window.session.saved) as saved:
        window.session.save(str(tmp_path / "any.keras"))
    combo = choose_reviews(qtbot, window)
    qtbot.open(window.session, *saved.args)
    assert combo.currentData() == "pattern"
    let_go_on(qtbot, window, may_go_on)
    assert (combo.currentData(), window.session.view.typed.glyphs) == ("pattern", "0101")


@pytest.fixture
def saved_reviews(tmp_path):
    """The file of a training on a few reviews, for a network that learns them in no time."""
    small = replace(task_of(PROBLEM).settings, units=(4,), embedding=3, rows=16, window=16)
    settings = task_of(PROBLEM).fit(PROBLEM, small)
    state = TrainedState(PROBLEM)
    path = tmp_path / "reviews.keras"
    checkpoint_file.save(path, Checkpoint("numpy", settings, 0, 10, 0, state=state))
    return str(path)


def test_an_opened_training_on_reviews_goes_on_before_their_page_is_there(
    qtbot, window, own_sentences, saved_reviews
):
    made, may_go_on = own_sentences
    qtbot.open(window.session, saved_reviews)
    combo = control(window, QComboBox, "taskCombo")
    assert combo.currentData() == "reviews"
    assert window.problem.problem == window.session.view.typed == PROBLEM
    set_epochs(qtbot, window, 1)
    press(qtbot, window, "continue", RunState.FINISHED)
    assert window.findChild(QPushButton, "reviewsButton") is None
    may_go_on.set()
    qtbot.waitUntil(lambda: window.findChild(QPushButton, "reviewsButton") is not None)
    assert threading.main_thread() not in made
    assert control(window, QPushButton, "reviewsButton").isVisible()
    assert window.problem.problem == window.session.view.typed == PROBLEM
    assert window.statusBar().currentMessage() == ""


def test_a_page_that_cannot_be_made_is_made_again_only_where_it_is_asked_for(
    qtbot, window, saved_reviews, monkeypatch
):
    tried, make = [], review_sentences.own_sentences

    def short_of_memory():
        tried.append(1)
        if len(tried) < 3:
            raise MemoryError
        return make()

    monkeypatch.delitem(vars(TASKS["reviews"]), "example", raising=False)
    monkeypatch.setattr(review_sentences, "own_sentences", short_of_memory)

    def open_training():
        qtbot.open(window.session, saved_reviews)
        qtbot.waitUntil(lambda: "not enough memory" in window.statusBar().currentMessage())

    open_training()
    set_epochs(qtbot, window, 3)
    press(qtbot, window, "continue", RunState.FINISHED)
    qtbot.waitUntil(lambda: not window.problem._coming._jobs.is_at_work)
    assert len(tried) == 1
    assert window.session.view.trained_problem == PROBLEM
    open_training()
    assert len(tried) == 2
    choose_reviews(qtbot, window)
    qtbot.waitUntil(lambda: window.findChild(QPushButton, "reviewsButton") is not None)
    assert window.problem.problem == window.session.view.typed == PROBLEM


def test_another_task_chosen_before_the_page_of_an_opened_training_is_there_stays(
    qtbot, window, own_sentences, saved_reviews
):
    _, may_go_on = own_sentences
    qtbot.open(window.session, saved_reviews)
    combo = control(window, QComboBox, "taskCombo")
    qtbot.key(combo, Qt.Key_Home)
    let_go_on(qtbot, window, may_go_on)
    assert combo.currentData() == "pattern"
    assert window.problem.problem == window.session.view.typed == Pattern("0101")


def test_a_text_chosen_before_the_page_of_an_opened_training_is_there_comes(
    qtbot, window, own_sentences, saved_reviews, monkeypatch
):
    _, may_go_on = own_sentences
    monkeypatch.delitem(vars(TASKS["text"]), "example", raising=False)
    qtbot.open(window.session, saved_reviews)
    combo = control(window, QComboBox, "taskCombo")
    combo.setCurrentIndex(combo.findData("text"))
    combo.activated.emit(combo.currentIndex())
    window.render()
    assert combo.currentData() == "text"
    assert window.session.view.typed == PROBLEM
    may_go_on.set()
    qtbot.waitUntil(lambda: window.session.view.typed == TASKS["text"].example)
    assert combo.currentData() == "text"


def test_a_file_that_is_to_be_read_takes_the_place_of_awaited_reviews(
    qtbot, window, own_sentences, tmp_path
):
    _, may_go_on = own_sentences
    (tmp_path / "book.txt").write_text(sentences(3_000))
    combo = choose_reviews(qtbot, window)
    window.problem.read_file(str(tmp_path / "book.txt"))
    assert combo.currentData() == "pattern"
    qtbot.waitUntil(lambda: combo.currentData() == "text")
    let_go_on(qtbot, window, may_go_on)
    assert combo.currentData() == "text"
    qtbot.waitUntil(button(window, "predict").isEnabled)


def test_a_text_that_cannot_be_prepared_does_not_take_back_the_choice_of_reviews(
    qtbot, window, own_sentences, monkeypatch
):
    _, may_go_on = own_sentences
    monkeypatch.setitem(sys.modules, "views.data.book_page", None)
    combo = control(window, QComboBox, "taskCombo")
    combo.setCurrentIndex(combo.findData("text"))
    combo.activated.emit(combo.currentIndex())
    choose_reviews(qtbot, window)
    may_go_on.set()
    qtbot.waitUntil(lambda: isinstance(window.session.view.typed, Reviews))


def test_reviews_that_come_while_nothing_can_be_set_wait_until_it_can(qtbot, window, own_sentences):
    _, may_go_on = own_sentences
    combo = choose_reviews(qtbot, window)
    window.problem.set_editable(False)
    let_go_on(qtbot, window, may_go_on)
    assert (combo.currentData(), window.session.view.typed.glyphs) == ("reviews", "0101")
    window.render()
    qtbot.waitUntil(lambda: isinstance(window.session.view.typed, Reviews))


def test_beside_the_network_stands_what_simpler_means_judge_rightly(qtbot, reviews_window):
    panel = control(reviews_window, BesidePanel, "besidePanel")
    qtbot.waitUntil(lambda: len(panel.chart.bars) == 3)
    train(qtbot, reviews_window, epochs=1)
    bars = {bar.name: bar.figure for bar in panel.chart.bars}
    assert bars[NETWORK] == reviews_window.session.view.last.accuracy
    assert bars["bag of words"] == 1


def test_a_network_is_judged_by_what_its_epoch_said(reviews_window, judgement):
    record = reviews_window.session.view.last
    assert judgement.canvas.measures.accuracy == pytest.approx(record.accuracy)
    assert judgement.canvas.measures.count == len(record.predictions)


def test_the_test_set_is_asked_and_bag_of_words_and_n_grams_are_told_beside(
    qtbot, reviews_window, judgement
):
    qtbot.mouseClick(button(judgement, "judgementAsk"), Qt.LeftButton)
    words = control(judgement, QLabel, "judgementWordsLabel")
    qtbot.waitUntil(lambda: "of the test set" in words.text())
    rivals = reviews_window.comparison.of(PROBLEM).of_test
    assert rivals.verdict(judgement.canvas.measures.accuracy) in words.text()


def test_a_review_that_is_most_wrong_is_explained_in_its_own_window(
    qtbot, reviews_window, judgement
):
    worst = control(judgement, QListWidget, "judgementWorstList")
    place = worst.visualItemRect(worst.item(0)).center()
    qtbot.mouseClick(worst.viewport(), Qt.LeftButton, pos=place)
    read = control(judgement, QPlainTextEdit, "judgementWorstText").toPlainText()
    assert read in map(PROBLEM.corpus.spell, range(len(PROBLEM.corpus)))
    qtbot.mouseDClick(worst.viewport(), Qt.LeftButton, pos=place)
    review = reviews_window.further["review"]
    qtbot.waitUntil(review.isVisible)
    qtbot.waitUntil(lambda: read.split()[0] in shown_in(review))


def shown_in(window):
    """All that is typed in a window, or may be."""
    return " ".join(edit.toPlainText() for edit in window.findChildren(QPlainTextEdit))


@pytest.mark.usefixtures("pages_are_here")
@pytest.mark.parametrize("problem", [own_book(4_000), Pattern("0011")], ids=["text", "pattern"])
def test_reviews_take_no_more_room_than_another_task(qtbot, window, problem):
    font = window.font()
    font.setPixelSize(12)  # As on most screens; that of the platform for tests is larger.
    window.setFont(font)
    window.resize(USUAL_WIDTH, 800 - FRAME.height())

    def has_what_is_kept():
        is_whole = window.centralWidget().verticalScrollBar().maximum() == 0
        return is_whole and window.problem.height() == window.problem.minimumHeight()

    for shown in (problem, PROBLEM, problem):
        window.problem.show_problem(shown)
        qtbot.waitUntil(lambda: not window.problem.is_under_way)
        qtbot.waitUntil(button(window, "predict").isEnabled)
        qtbot.wait(50)  # It may take another turn or two until all stands in its place.
        qtbot.waitUntil(has_what_is_kept)


def test_what_was_judged_is_shown_as_it_was_typed(qtbot, reviews_window):
    train(qtbot, reviews_window, epochs=1)
    typed = "I can't say it's bad, \"Rocky\" & <b>co</b>"
    control(reviews_window, QLineEdit, "askEdit").setText(typed)
    with qtbot.waitSignal(reviews_window.session.continued):
        press(qtbot, reviews_window, "predict")
    label = control(reviews_window, QLabel, "originalLabel")
    assert label.textFormat() == Qt.RichText
    read = QTextDocument()
    read.setHtml(label.text())
    assert read.toPlainText() == typed
    assert reviews_window.session.view.answered.answer.unknown > 0


def test_the_review_that_was_judged_last_is_explained_first(qtbot, reviews_window):
    train(qtbot, reviews_window, epochs=1)

    def judge(text):
        control(reviews_window, QLineEdit, "askEdit").setText(text)
        with qtbot.waitSignal(reviews_window.session.continued):
            press(qtbot, reviews_window, "predict")

    def explain():
        reviews_window.actions_by_name["show_review"].trigger()
        return control(reviews_window.further["review"], QPlainTextEdit, "reviewField")

    judge("A warm story.")
    field = explain()
    assert field.toPlainText() == "A warm story."
    field.setPlainText("Another.")
    assert explain().toPlainText() == "Another."
    judge("A weak plot.")
    assert explain().toPlainText() == "A weak plot."


def test_the_longest_network_stands_beside_its_training_on_a_laptop_s_screen(qtbot, reviews_window):
    window, scroll = reviews_window, reviews_window.centralWidget()
    font = window.font()
    font.setPixelSize(12)  # As on most screens; that of the platform for tests is larger.
    window.setFont(font)
    window.resize(USUAL_WIDTH, 800 - FRAME.height())
    # The bar at the foot is as high as its letters were until something asks it to look again.
    QApplication.sendEvent(window.statusBar(), QEvent(QEvent.LayoutRequest))
    qtbot.wait(20)
    before = window.training.geometry()
    settings = replace(window.session.view.settings, units=(64,), both_ways=True, pooling="max")
    window.session.choose_settings(settings)
    qtbot.waitUntil(lambda: "LSTM, Maximum" in text(window, "layers"))
    qtbot.wait(20)
    assert window.training.geometry() == before
    assert scroll.horizontalScrollBar().maximum() == scroll.verticalScrollBar().maximum() == 0
