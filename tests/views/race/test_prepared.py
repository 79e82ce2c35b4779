"""A prepared race in its window: one choice puts in all of it, and says what is to be seen."""

from PyQt5.QtCore import Qt, QTimer
from PyQt5.QtWidgets import QApplication, QLabel, QPushButton, QSpinBox

from experiments.prepared_races import RACES
from experiments.race import FEWEST
from tasks.pattern import Pattern
from tasks.registry import TASKS
from training.states import RunState
from views.race.contestants_bar import ContestantsBar

RACE = RACES["race-lag"]


def choose(qtbot, window, title):
    """Open the menu and choose from it, as a hand does."""
    button = window.findChild(QPushButton, "racePreparedButton")

    def press():
        menu = QApplication.activePopupWidget()
        action = next(each for each in menu.actions() if each.text() == title)
        qtbot.mouseClick(menu, Qt.LeftButton, pos=menu.actionGeometry(action).center())

    QTimer.singleShot(0, press)
    qtbot.mouseClick(button, Qt.LeftButton)


def says(window):
    return window.findChild(QLabel, "raceSaysLabel")


def titles(window):
    return [each.title for each in window.findChild(ContestantsBar).chosen]


def epochs(window):
    return window.findChild(QSpinBox, "raceEpochsSpin")


def test_a_prepared_race_only_has_to_be_started(qtbot, window, race):
    choose(qtbot, window, RACE.title)
    assert says(window).isVisible()
    assert says(window).text() == RACE.says
    assert epochs(window).value() == RACE.epochs
    assert window.findChild(QSpinBox, "raceSeedSpin").value() == RACE.seed
    epochs(window).setValue(1)
    qtbot.keyClick(window, Qt.Key_F5)
    assert not window.findChild(QPushButton, "racePreparedButton").isEnabled()
    qtbot.waitUntil(lambda: race.state is RunState.FINISHED, timeout=60_000)
    assert [member.learner for member in race.members] == [*RACE.learners]
    assert [len(member.history) for member in race.members] == [1] * len(RACE.learners)


def test_one_prepared_race_after_the_other_can_be_chosen(qtbot, window):
    for prepared in RACES.values():
        choose(qtbot, window, prepared.title)
        assert titles(window) == [each.title for each in prepared.learners]
        assert epochs(window).value() == prepared.epochs
        assert says(window).text() == prepared.says


def drawn_titles(window):
    axes = window.canvas.figure.axes
    return [one.texts[0].get_text() for one in axes[: len(axes) // 2]]


def test_who_is_chosen_has_empty_plots_at_once(qtbot, window, race):
    epochs(window).setValue(1)
    qtbot.keyClick(window, Qt.Key_F5)
    qtbot.waitUntil(lambda: race.state is RunState.FINISHED)
    before = drawn_titles(window)
    qtbot.keyClick(window, Qt.Key_R, Qt.ControlModifier)
    choose(qtbot, window, RACE.title)
    expected = [each.title for each in RACE.learners]
    assert before not in ([], expected)
    qtbot.waitUntil(lambda: drawn_titles(window) == expected)
    axes = window.canvas.figure.axes
    losses = [line for one in axes for line in one.lines if line.get_label() == "loss"]
    assert not any(len(line.get_xdata()) for line in losses)
    words = {text.get_text() for one in axes for text in one.texts if text.get_visible()}
    assert "overfitting begins" not in words
    # While nobody can race, those stay who could.
    window.findChild(ContestantsBar).controls[1].setCurrentIndex(0)
    window.draw_frame()
    assert drawn_titles(window) == expected


def test_what_is_said_goes_when_others_take_part_or_learn_something_else(qtbot, window):
    choose(qtbot, window, RACE.title)
    combo = window.findChild(ContestantsBar).controls[0]
    qtbot.key(combo, Qt.Key_End)
    assert not says(window).isVisible()
    choose(qtbot, window, RACE.title)
    assert says(window).isVisible()
    window.suggest(Pattern.read("0011"), seed=3)
    assert not says(window).isVisible()
    assert len(set(titles(window))) == len(titles(window)) >= FEWEST


def test_the_epochs_of_a_prepared_race_go_with_it_unless_others_are_chosen(qtbot, window):
    usual = epochs(window).value()
    epochs(window).setValue(RACE.epochs)
    for chosen, stays in ((None, usual), (7, 7)):
        choose(qtbot, window, RACE.title)
        assert epochs(window).value() == RACE.epochs
        if chosen:
            epochs(window).setValue(chosen)
        window.suggest(Pattern.read("0011"), seed=3)
        assert epochs(window).value() == stays
        window.suggest(RACE.problem, seed=3)
        assert epochs(window).value() == (chosen or RACE.epochs)


def test_a_prepared_race_keeps_its_epochs_when_the_page_of_its_text_comes(
    qtbot, window, monkeypatch
):
    monkeypatch.delitem(vars(TASKS["text"]), "example", raising=False)
    prepared = RACES["race-dropout"]
    choose(qtbot, window, prepared.title)
    assert window._problem._coming.task == "text"
    qtbot.waitUntil(lambda: not window._problem._coming.task)
    assert epochs(window).value() == prepared.epochs
    assert titles(window) == [each.title for each in prepared.learners]
