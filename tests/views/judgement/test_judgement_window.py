"""How well a network judges is shown of any epoch, and the test set is asked when it is wanted."""

import re
from dataclasses import replace
from threading import Event

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QPalette
from PyQt5.QtWidgets import (
    QComboBox,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QTableWidget,
)
from reachable import check_that_they_explain_themselves, check_the_tab_order
from small_session import open_what_is_saved, train_to_the_end
from student import control

from formatting import share_text
from inspection.inquiry import Inquiry
from tasks.reviews.accuracies import Accuracies
from tasks.simpler import NOTHING_KNOWN
from training import checkpoint_file
from training.states import RunState
from views.judgement.scene import Wrong
from views.judgement.window import JudgementWindow
from views.judgement.words import (
    ASKED_BEFORE,
    HELD_OUT,
    NO_JUDGE,
    NO_TEST_SET,
    NOT_ASKED,
    NOT_OF_THIS,
    TEST,
)
from views.prediction_plot import NO_EPOCH

CONTROLS = [
    "judgementWorstList",
    "judgementWorstText",
    "judgementPartCombo",
    "judgementAskButton",
    "judgementStopButton",
    "judgementFirstButton",
    "judgementPreviousButton",
    "judgementEpochSlider",
    "judgementNextButton",
    "judgementLastButton",
    "judgementFollowButton",
    "judgementSaveButton",
    "judgementHelpButton",
]
KNOWN = Accuracies(0.5, 0.6, 0.7, of_test=Accuracies(0.5, 0.8, 0.74))


@pytest.fixture
def session(fake, session):
    session.set_epochs(3)
    yield session
    if fake.may_go_on is not None:
        fake.may_go_on.set()


class Followed(JudgementWindow):
    """As the main window lets it be: with what simpler means reach."""

    known = NOTHING_KNOWN

    def render(self, view):
        super().render(view, self.known)


@pytest.fixture
def window(follow, session):
    """The window before any epoch."""
    window = follow(Followed)
    window.tested.connect(session.note_tested)
    session.opened.connect(window.show_held_out)
    return window


@pytest.fixture
def trained(qtbot, session, wait_for, request):
    """The window, opened after three epochs: then it is drawn but once."""
    train_to_the_end(session, wait_for)
    window = request.getfixturevalue("window")
    wait_for_epoch_3(qtbot, window)
    return window


def wait_for_epoch_3(qtbot, window):
    qtbot.waitUntil(lambda: "After epoch 3" in text(window, "Words"))


def child(window, kind, name):
    return control(window, kind, f"judgement{name}")


def text(window, name):
    return child(window, QLabel, f"{name}Label").text()


def click(qtbot, window, name):
    qtbot.mouseClick(child(window, QPushButton, f"{name}Button"), Qt.LeftButton)


def is_enabled(window, name):
    return child(window, QPushButton, f"{name}Button").isEnabled()


def cells(window):
    table = child(window, QTableWidget, "FiguresTable")
    rows, columns = range(table.rowCount()), range(table.columnCount())
    return [[table.item(row, column).text() for column in columns] for row in rows]


def ask(qtbot, window, times=1):
    click(qtbot, window, "Ask")
    told = "once" if times == 1 else f"{times} times"
    qtbot.waitUntil(lambda: f"Asked {told}" in text(window, "Asked"))


def test_of_each_epoch_it_says_how_many_are_judged_rightly(qtbot, session, trained):
    said = text(trained, "Words")
    accuracy = trained.canvas.measures.accuracy
    assert f"it judges {share_text(accuracy)} of" in said
    assert "held-out reviews rightly" in said
    assert "could be chance" in said
    click(qtbot, trained, "First")
    qtbot.waitUntil(lambda: "After epoch 1 " in text(trained, "Words"))
    assert trained.canvas.measures.count == len(session.history[0].predictions)


def test_who_is_ahead_is_said_in_a_sentence(qtbot, session, trained):
    trained.known = KNOWN
    trained.render(session.view)
    qtbot.waitUntil(lambda: "The network is" in text(trained, "Words"))
    assert KNOWN.verdict(trained.canvas.measures.accuracy) in text(trained, "Words")


def test_correlation_and_deviation_stand_beside_those_of_a_source(trained):
    measures = trained.canvas.measures
    (pearson, with_stars, reported), _, (deviation, *_), _ = cells(trained)
    assert pearson == f"{measures.with_labels.pearson:.3f}"
    assert with_stars == f"{measures.with_stars.pearson:.3f}"
    assert deviation == f"{measures.with_labels.mean_deviation:.3f}"
    assert reported == "0.882"


def test_hard_sentences_are_judged_by_the_network_of_the_epoch_shown(qtbot, session, trained):
    told = "Hard sentences after epoch {}: 6 of 12 right (irony 1 of 6, negation 5 of 6)."
    told += " All words are known."
    qtbot.waitUntil(lambda: text(trained, "Hard") == told.format(3))
    click(qtbot, trained, "First")
    qtbot.waitUntil(lambda: text(trained, "Hard") == told.format(1))
    trained.known = replace(KNOWN, of_hard=Accuracies(words=0.25, ngrams=0.5))
    trained.render(session.view)
    beside = "Beside it: bag of words 3, n-grams 6. All words are known."
    qtbot.waitUntil(lambda: text(trained, "Hard").endswith(beside))


def test_hard_sentences_of_another_training_are_not_shown_until_there_are_new_ones(
    qtbot, session, trained, monkeypatch
):
    qtbot.waitUntil(lambda: "after epoch 3" in text(trained, "Hard"))
    monkeypatch.setattr(Inquiry, "ask", lambda *_: None)
    session.reset()
    qtbot.waitUntil(lambda: session.view.epoch == 0)
    train_again(qtbot, session)
    trained.draw_frame()
    assert "After epoch 3" in text(trained, "Words")
    assert text(trained, "Hard") == ""


def train_again(qtbot, session):
    session.start()
    qtbot.waitUntil(lambda: session.view.state is RunState.FINISHED)


def test_the_most_wrong_are_read_and_one_can_be_explained(qtbot, trained):
    worst = child(trained, QListWidget, "WorstList")
    wrong = trained.canvas.measures.count - int(trained.canvas.measures.confusion.trace())
    assert worst.count() == min(wrong, 60) > 1
    sure = [float(worst.item(row).text().partition("%")[0]) for row in range(worst.count())]
    assert sure == sorted(sure, reverse=True)
    place = worst.visualItemRect(worst.item(1)).center()
    qtbot.mouseClick(worst.viewport(), Qt.LeftButton, pos=place)
    read = child(trained, QPlainTextEdit, "WorstText").toPlainText()
    assert read.startswith("review number ")
    with qtbot.waitSignal(trained.review_wanted) as wanted:
        qtbot.mouseDClick(worst.viewport(), Qt.LeftButton, pos=place)
    assert wanted.args == [read]


def test_each_of_the_most_wrong_is_listed_with_as_much_of_its_words_as_has_room(qtbot, trained):
    worst, panel = child(trained, QListWidget, "WorstList"), trained._worst
    long = "it never begins\nand " + "never ends " * 400
    panel.show_wrong(9, (Wrong(3, 0.9, 0, 2),), 1, lambda _review: long)
    told = worst.item(0).text()
    assert told.startswith("90.0 % sure it is positive, 2 of 10 stars: it never begins and never")
    qtbot.waitUntil(lambda: worst.visualItemRect(worst.item(0)).width() <= worst.width())
    assert not worst.horizontalScrollBar().maximum()
    assert worst.textElideMode() == Qt.ElideRight


def test_the_test_set_is_asked_once_and_the_window_says_why(qtbot, fake, trained):
    assert text(trained, "Asked") == "Once, at the end."
    assert fake.asked == 0
    ask(qtbot, trained)
    assert child(trained, QComboBox, "PartCombo").currentText() == TEST
    told = "75.0 % of 4 reviews of the test set"
    qtbot.waitUntil(lambda: told in text(trained, "Words"))
    ask(qtbot, trained, times=2)
    assert "a figure chosen by the test set is no test any more" in text(trained, "Asked")


def test_it_invites_to_ask_the_test_set_only_as_long_as_it_never_was(qtbot, session, trained):
    child(trained, QComboBox, "PartCombo").setCurrentIndex(1)
    empty = child(trained, QLabel, "EmptyLabel")
    qtbot.waitUntil(lambda: empty.text() == NOT_ASKED)
    ask(qtbot, trained)
    session.reset()
    qtbot.waitUntil(lambda: session.view.epoch == 0)
    train_again(qtbot, session)
    qtbot.waitUntil(lambda: empty.text() == ASKED_BEFORE)
    assert "Asked once" in text(trained, "Asked")
    assert "ask it" not in ASKED_BEFORE


def test_of_a_file_the_window_says_that_it_was_asked_before(qtbot, session, trained, tmp_path):
    path = str(tmp_path / "asked.keras")
    ask(qtbot, trained, times=1)
    qtbot.save(session, path)
    checkpoint = checkpoint_file.load(path)
    assert checkpoint.times_tested == 1
    checkpoint_file.save(path, replace(checkpoint, times_tested=4))
    qtbot.open(session, path)
    qtbot.waitUntil(lambda: "Asked 4 times" in text(trained, "Asked"))
    ask(qtbot, trained, times=5)


def test_an_opened_training_shows_what_was_held_out(qtbot, session, trained, tmp_path):
    """Of it nothing is known that the test set says, and it may have been asked too often."""
    ask(qtbot, trained)
    open_what_is_saved(qtbot, session, tmp_path)
    assert child(trained, QComboBox, "PartCombo").currentText() == HELD_OUT
    qtbot.waitUntil(lambda: "held-out" in text(trained, "Words"))


def test_every_figure_says_after_which_epoch_it_is_though_another_is_chosen(
    qtbot, fake, trained, monkeypatch
):
    """The test set was asked after one epoch: what stands beside it belongs to that, too."""
    fake.left_out = "Of all {} reviews only the last words count."
    ask(qtbot, trained)
    click(qtbot, trained, "First")
    other = NOT_OF_THIS.format(1)
    qtbot.waitUntil(lambda: text(trained, "Words").endswith(other))
    assert "Of all 4 reviews only the last words count." in text(trained, "Words")
    assert figures_of(trained) == {"Test set, after epoch 3", "epoch 3"}
    child(trained, QComboBox, "PartCombo").setCurrentIndex(0)
    qtbot.waitUntil(lambda: "After epoch 1 " in text(trained, "Words"))
    qtbot.waitUntil(lambda: "after epoch 1:" in text(trained, "Hard"))
    assert other not in text(trained, "Words")
    assert figures_of(trained) == {"Held out, after epoch 1", "epoch 1"}
    offered = []
    monkeypatch.setattr(trained, "ask_and_save_picture", offered.append)
    click(qtbot, trained, "Save")
    assert offered == ["judgement-epoch-1"]


def figures_of(window):
    """After which epoch plots, table, list and hard sentences say that they are."""
    table = child(window, QTableWidget, "FiguresTable")
    heads = (table.horizontalHeaderItem(column).text() for column in range(2))
    titles = text(window, "Hard"), child(window, QLabel, "WorstTitle").text()
    return {
        *(text.get_text() for text in window.canvas.figure.texts),
        *(re.search(r"epoch \d+", told)[0] for told in (*heads, *titles)),
    }


def test_beside_the_test_set_stands_what_simpler_means_reach_on_it(qtbot, session, trained):
    trained.known = KNOWN
    ask(qtbot, trained)
    trained.render(session.view)
    sentence = "ahead of n-grams (74.0 %), but behind a bag of words (80.0 %)"
    qtbot.waitUntil(lambda: sentence in text(trained, "Words"))


def test_a_question_that_is_stopped_does_not_count(qtbot, fake, trained):
    fake.may_go_on = Event()
    click(qtbot, trained, "Ask")
    bar = child(trained, QProgressBar, "AskingBar")
    qtbot.waitUntil(lambda: bar.value() > 0)
    assert (is_enabled(trained, "Ask"), is_enabled(trained, "Stop")) == (False, True)
    click(qtbot, trained, "Stop")
    assert (is_enabled(trained, "Ask"), is_enabled(trained, "Stop")) == (True, False)
    assert (bar.isVisible(), text(trained, "Asked")) == (False, "Once, at the end.")
    fake.may_go_on.set()
    ask(qtbot, trained)


def test_an_answer_that_counts_cannot_be_stopped_any_more(qtbot, session, trained):
    states = []
    trained._examiner.gave.connect(
        lambda _job, thing: (
            isinstance(thing, float)
            or states.append((session.view.times_tested, is_enabled(trained, "Stop")))
        )
    )
    ask(qtbot, trained)
    assert states == [(1, False)]
    assert is_enabled(trained, "Ask")


def test_it_is_asked_in_calls_of_one_update_so_that_stop_is_heard_after_each(
    qtbot, session, fake, trained
):
    assert session.view.settings.window_shape.updates_at_once > 1
    ask(qtbot, trained)
    assert fake.network.settings.window_shape.updates_at_once == 1
    weights = session.snapshots.at(3).snapshot
    asked = fake.network.snapshot()
    assert all((asked[name] == weights[name]).all() for name in asked if "weights" in name)


def test_a_hidden_window_asks_no_more(qtbot, fake, trained):
    fake.may_go_on = Event()
    click(qtbot, trained, "Ask")
    trained.hide()
    trained.show()
    assert is_enabled(trained, "Ask")


def test_why_nothing_was_answered_is_told(qtbot, fake, trained):
    fake.trouble = MemoryError()
    click(qtbot, trained, "Ask")
    qtbot.waitUntil(lambda: "not enough memory" in text(trained, "Message"))
    assert is_enabled(trained, "Ask")


def test_without_a_test_set_there_is_none_to_ask(qtbot, fake, session, trained):
    fake.has_test = False
    trained.render(session.view)
    qtbot.waitUntil(lambda: text(trained, "Asked") == NO_TEST_SET)
    assert not is_enabled(trained, "Ask")


def test_what_the_test_set_said_is_forgotten_where_training_begins_anew(qtbot, session, trained):
    ask(qtbot, trained)
    session.reset()
    qtbot.waitUntil(lambda: session.view.epoch == 0)
    session.step()
    qtbot.waitUntil(lambda: session.view.epoch == 1)
    empty = child(trained, QLabel, "EmptyLabel")
    qtbot.waitUntil(lambda: empty.isVisible() and empty.text() == ASKED_BEFORE)
    combo = child(trained, QComboBox, "PartCombo")
    qtbot.key(combo, Qt.Key_Up)
    assert combo.currentText() == HELD_OUT
    qtbot.waitUntil(lambda: "After epoch 1 " in text(trained, "Words"))


def test_what_the_test_set_said_is_not_said_of_another_network_that_is_as_old(
    qtbot, session, trained
):
    ask(qtbot, trained)
    session.reset()
    qtbot.waitUntil(lambda: session.view.epoch == 0)
    train_again(qtbot, session)
    trained.canvas.draw()
    empty = child(trained, QLabel, "EmptyLabel")
    qtbot.waitUntil(lambda: empty.isVisible() and empty.text() == ASKED_BEFORE)


def test_before_any_epoch_and_of_another_task_it_says_what_is_missing(
    qtbot, session, window, monkeypatch
):
    empty = child(window, QLabel, "EmptyLabel")
    assert empty.text()
    assert not is_enabled(window, "Ask")
    monkeypatch.undo()
    session.step()
    qtbot.waitUntil(lambda: empty.text() == NO_JUDGE)


def test_before_the_first_epoch_it_says_that_there_is_none_and_then_follows(
    qtbot, session, window, wait_for
):
    empty = child(window, QLabel, "EmptyLabel")
    window.render(session.view._replace(trained_problem=session.view.typed))
    window.draw_frame()
    assert empty.text() == NO_EPOCH
    train_to_the_end(session, wait_for)
    wait_for_epoch_3(qtbot, window)


def test_controls_explain_themselves_and_follow_one_another(qtbot, trained):
    check_that_they_explain_themselves(trained, CONTROLS)
    check_the_tab_order(qtbot, trained, CONTROLS)


def test_it_follows_the_palette(qtbot, trained):
    trained.setPalette(QPalette(Qt.black))
    qtbot.waitUntil(lambda: trained.canvas.figure.get_facecolor()[0] < 0.5)
