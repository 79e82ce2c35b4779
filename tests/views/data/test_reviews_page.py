"""The page of reviews: where they come from, the chain that is told, and what is never lost."""

import csv
import threading
from dataclasses import replace

import pytest
from data_pages import choose, message, read, ready, shown
from own_reviews import files_of_reviews, review, write_folder, write_tar
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
)
from student import control

from tasks.registry import TASKS
from tasks.reviews.sentences import NAME
from views.data import reviews_reading as reading
from views.data.reviews_page import ReviewsPage
from views.elided_label import ElidedLabel


@pytest.fixture
def page(qtbot):
    page = ReviewsPage(TASKS["reviews"])
    page.resize(750, 90)
    with shown(qtbot, page):
        yield page


@pytest.fixture
def archive(tmp_path):
    return str(write_tar(tmp_path / "films.tar.gz", files_of_reviews()))


def chain(page):
    """The counts of the steps, by their titles."""
    _, told = control(page, QLabel, "reviewsChain").text().split("\N{EN SPACE}")
    steps = told.replace("\N{NO-BREAK SPACE}", " ").split(" › ")
    return dict(step.replace("</b>", "").split(" <b>") for step in steps)


def test_it_begins_with_our_own_sentences_and_the_whole_chain(page):
    assert page.problem == TASKS["reviews"].example
    assert message(page).startswith(f"{NAME}: ")
    assert list(chain(page))[-4:] == ["Rare words", "Unknown", "Cut", "Padding"]
    told = control(page, QLabel, "reviewsChain").accessibleDescription()
    assert all(step.sentence in told for step in page.problem.corpus.done)


def test_what_windows_ask_of_reviews_is_worked_out_before_they_come(qtbot, page, archive):
    read(qtbot, page, archive)
    assert vars(page.problem).keys() >= {"all_symbols", "begins", "guess", "brief"}


def test_a_field_moves_the_counts_of_the_chain_at_once(qtbot, page):
    before = chain(page)
    words = control(page, QSpinBox, "reviewsWordsField")
    qtbot.type_over(words, "60")
    qtbot.keyClick(words, Qt.Key_Return)
    ready(qtbot, page)
    assert page.problem.words == 60
    after = chain(page)
    assert {name for name in before if before[name] != after[name]} == {"Rare words", "Unknown"}


def test_a_longer_window_of_the_network_needs_more_padding(page):
    before, task = chain(page), TASKS["reviews"]
    settings = task.fit(page.problem, task.settings)
    page.show_settings(replace(settings, window=settings.window * 2))
    after = chain(page)
    assert {name for name in before if before[name] != after[name]} == {"Padding"}


def test_an_archive_is_read_beside_the_window_and_told(qtbot, page, archive, monkeypatch):
    threads, told = set(), []
    read_reviews = reading.read_reviews

    def watched(*arguments):
        threads.add(threading.current_thread().name)
        return read_reviews(*arguments)

    monkeypatch.setattr(reading, "read_reviews", watched)
    page.told.connect(told.append)
    read(qtbot, page, archive)
    assert threads == {"reviews"}
    assert any(sentence.endswith("reviews read…") for sentence in told)
    assert "120 reviews, 60 positive and 60 negative, all with stars." in message(page)
    assert chain(page)["Read"] == "120"


def test_a_folder_is_chosen(qtbot, page, tmp_path):
    folder = write_folder(tmp_path / "films", files_of_reviews())
    choose(page, "folder")
    field = control(page.findChild(QFileDialog), QLineEdit, "fileNameEdit")
    field.setText(str(folder))
    with qtbot.waitSignal(page.problem_changed):
        qtbot.keyClick(field, Qt.Key_Return)
    assert page.problem.name == "films"


def test_what_could_not_be_read_is_said_in_the_window(qtbot, page, tmp_path):
    extra = [(f"train/pos/torn{number:02}.txt", b"\0\1" * 99) for number in range(12)]
    read(qtbot, page, write_folder(tmp_path / "odd", files_of_reviews(extra=extra)))
    assert message(page).endswith(" all with stars; 12 files could not be read.")
    assert chain(page)["Not read"] == "12"
    tip = control(page, QLabel, "reviewsChain").toolTip()
    assert all(f"torn{number:02}.txt" in tip for number in range(10))


def test_reading_is_given_up_and_what_was_there_stays(qtbot, page, archive, monkeypatch):
    before, wait = page.problem, threading.Event()

    def endless(*_):
        while True:
            yield 0.5, "Half of it read"
            wait.wait(0.05)

    monkeypatch.setattr(reading, "read_reviews", endless)
    page.read_file(archive)
    cancel = control(page, QPushButton, "reviewsCancelButton")
    qtbot.waitUntil(lambda: cancel.isVisible() and message(page) == "Half of it read…")
    qtbot.mouseClick(cancel, Qt.LeftButton)
    assert not page.is_under_way
    assert not cancel.isVisible()
    assert page.problem is before
    assert message(page).startswith(NAME)


@pytest.mark.parametrize(
    ("name", "content"),
    [("films.csv", b"one\ntwo\n"), ("films.npz", b"no zip"), ("none.csv", None)],
)
def test_of_what_is_no_reviews_a_sentence_is_said_and_nothing_is_lost(
    qtbot, page, tmp_path, name, content
):
    before, path = page.problem, tmp_path / name
    if content is not None:
        path.write_bytes(content)
    read(qtbot, page, path)
    assert message(page).startswith(f"✗ {name}: ")
    assert page.problem is before


def test_the_steps_give_way_to_the_bar_and_to_a_refusal_alone(qtbot, page, archive):
    chain = control(page, QLabel, "reviewsChain")
    assert NAME in chain.text()
    page.read_file(archive)
    ready(qtbot, page)
    assert chain.isVisible()
    assert "films: 120 reviews" in chain.text()
    assert not control(page, ElidedLabel, "reviewsMessage").isVisible()
    read(qtbot, page, "none.csv")
    assert not chain.isVisible()
    assert control(page, ElidedLabel, "reviewsMessage").isVisible()
    choose(page, "Own sentences")
    ready(qtbot, page)
    assert chain.isVisible()


def test_what_is_still_learned_stands_beside_what_is_refused(qtbot, page, archive, tmp_path):
    read(qtbot, page, archive)
    page.resize(1_100, 90)  # The font of the platform for tests is large.
    kept = control(page, QLabel, "reviewsKept")
    assert not kept.isVisible()
    height = page.heightForWidth(page.width())
    (tmp_path / "empty").mkdir()
    read(qtbot, page, tmp_path / "empty")
    assert message(page).startswith("✗ empty: In `empty` there are no two folders")
    assert kept.isVisible()
    assert kept.text() == "Still learned: films"
    assert "120 reviews, 60 positive" in kept.toolTip()
    assert page.heightForWidth(page.width()) == height
    read(qtbot, page, archive)
    assert not kept.isVisible()


def test_of_too_few_reviews_it_is_read_in_the_window_how_many_it_takes(qtbot, page, tmp_path):
    path = tmp_path / "few.csv"
    path.write_text("text,label\n" + "".join(f"film {n},{n % 2}\n" for n in range(4)))
    page.resize(1_000, 90)
    read(qtbot, page, path)
    drawn = control(page, ElidedLabel, "reviewsMessage").drawn
    assert "positive reviews to learn from: 0 of 2; it takes 5 of each kind." in drawn


def test_from_a_wrong_click_one_comes_back(qtbot, page, archive):
    read(qtbot, page, archive)
    mine = page.problem
    choose(page, "Own sentences")
    ready(qtbot, page)
    assert page.problem.name == NAME
    choose(page, f"Back to {mine.name}")
    assert page.problem == mine


def test_what_the_menu_has_by_its_name_is_not_offered_a_second_time(qtbot, page, archive):
    read(qtbot, page, archive)
    menu = control(page, QPushButton, "reviewsButton").menu()
    offered = [a.text().replace("&", "") for a in menu.actions() if a.isVisible()]
    assert [entry for entry in offered if NAME in entry] == [NAME]


def test_what_is_put_in_while_another_waits_takes_its_place(qtbot, page, archive):
    page.read_file(archive)
    page.set_editable(False)
    qtbot.waitUntil(lambda: not page._reading.is_under_way)
    put_in = replace(TASKS["reviews"].example, words=70)
    page.show_problem(put_in)
    page.set_editable(True)
    ready(qtbot, page)
    assert page.problem == put_in


def test_columns_that_do_not_show_are_asked_for(qtbot, page, tmp_path):
    path = tmp_path / "films.csv"
    with open(path, "w", newline="") as file:
        rows = [(review(n, n % 2), review(n + 100, 0), n % 2, (n + 1) % 2) for n in range(60)]
        csv.writer(file).writerows([("one", "two", "three", "four"), ("torn", "line"), *rows])
    page.read_file(str(path))
    qtbot.waitUntil(lambda: page.findChild(QDialog, "columnsDialog") is not None)
    dialog = control(page, QDialog, "columnsDialog")
    columns = {
        name: control(dialog, QComboBox, f"{name}ColumnCombo") for name in ("review", "label")
    }
    shown_in = [columns["review"].itemText(each) for each in range(4)]
    assert shown_in == ["one: torn", "two: line", "three: ", "four: "]
    ok = next(each for each in dialog.findChildren(QPushButton) if "OK" in each.text())
    columns["review"].setCurrentIndex(0)
    columns["label"].setCurrentIndex(0)
    assert not ok.isEnabled()
    columns["label"].setCurrentIndex(2)
    with qtbot.waitSignal(page.problem_changed):
        qtbot.mouseClick(ok, Qt.LeftButton)
    assert len(page.problem.corpus) == 60


def test_what_comes_from_elsewhere_is_counted_too(qtbot, page, archive):
    read(qtbot, page, archive)
    with shown(qtbot, ReviewsPage(TASKS["reviews"])) as other:
        other.show_problem(page.problem)
        ready(qtbot, other)
        assert chain(other) == chain(page)
