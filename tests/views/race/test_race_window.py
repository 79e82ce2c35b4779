"""The race's window: who takes part is chosen, all are watched, who was first is said."""

from dataclasses import replace
from itertools import pairwise

import pytest
from kept_runs import run_after
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QSpinBox,
    QWidget,
)
from reachable import check_that_they_explain_themselves, check_the_tab_order, controls_of
from short_reviews import own_reviews
from small_settings import SMALL
from student import control

from cells.registry import CELLS
from tasks.echo import Echo
from tasks.pattern import Pattern
from tasks.registry import TASKS
from tasks.reviews import fitting
from tasks.reviews.chain import ReadWords, chain
from tasks.reviews.fitting import EPOCHS_OF_MANY
from training.group import Member
from training.learner import Learner
from training.states import RunState
from views.race.canvas import RaceCanvas
from views.race.contestants_bar import SAME_TWICE, TOO_FEW
from views.race.window import RaceWindow

IN_TAB_ORDER = [
    *(f"contestant{place}Combo" for place in (1, 2, 3, 4)),
    "racePatternEdit",
    "raceExamplesButton",
    "raceEpochsSpin",
    "raceSeedSpin",
    "raceBackendCombo",
    "racePreparedButton",
    "raceStartButton",
    "racePauseButton",
    "raceContinueButton",
    "raceStepButton",
    "raceResetButton",
    "raceSpeedSlider",
    "raceSaveButton",
    "raceHelpButton",
]
REVIEWS = own_reviews(count=300)
ECHO = Echo(length=3, integers=2, place=1)
ALL_BUTTONS = ("Start", "Pause", "Continue", "Step", "Reset")


@pytest.fixture
def window(window):
    control(window, QSlider, "raceSpeedSlider").setValue(100)
    return window


def click(qtbot, window, name):
    qtbot.mouseClick(control(window, QPushButton, f"race{name}Button"), Qt.LeftButton)


def text(window, name):
    return control(window, QLabel, name).text()


def combo(window, place):
    return control(window, QComboBox, f"contestant{place}Combo")


def items(combo):
    return [combo.itemText(index) for index in range(combo.count())]


def enabled(window):
    return {
        name
        for name in ALL_BUTTONS
        if control(window, QPushButton, f"race{name}Button").isEnabled()
    }


def set_epochs(window, epochs):
    control(window, QSpinBox, "raceEpochsSpin").setValue(epochs)


def finish(qtbot, window, race, epochs=3):
    set_epochs(window, epochs)
    click(qtbot, window, "Start")
    qtbot.waitUntil(lambda: race.state is RunState.FINISHED)


def canvas(window):
    return control(window, RaceCanvas, "raceCanvas")


def test_every_cell_can_race_with_the_settings_of_the_present_network(window):
    titles = [f"{cell.title} 4 + 4" for cell in CELLS.values()]
    assert items(combo(window, 1)) == titles
    assert items(combo(window, 3)) == ["nobody", *titles]
    assert [combo(window, place).currentText() for place in (1, 2, 3, 4)] == [
        *titles[:2],
        "nobody",
        "nobody",
    ]


def test_it_begins_with_what_the_main_window_has(window):
    assert control(window, QLineEdit, "racePatternEdit").text() == "0,0,1,1"
    assert control(window, QSpinBox, "raceSeedSpin").value() == 3
    assert combo(window, 1).isEnabled()
    assert control(window, QComboBox, "raceBackendCombo").currentData() == "numpy"


def titles(race):
    return [member.learner.title for member in race.members]


def first_learned(monkeypatch, one, epoch):
    """As if this contestant alone had learned the problem, after that epoch."""
    told = property(lambda member: epoch if member is one else 0)
    monkeypatch.setattr(Member, "first_faultless", told)


def test_a_whole_race(qtbot, window, race):
    finish(qtbot, window, race, epochs=3)
    assert (
        text(window, "raceStatusLabel")
        == "Finished 3 epochs. All are on the shelf. Press Reset to choose another race."
    )
    assert text(window, "verdictLabel").startswith(("First to", "After 3 epochs nobody"))
    assert titles(race) == [combo(window, 1).currentText(), combo(window, 2).currentText()]
    assert enabled(window) == {"Continue", "Step", "Reset"}


def test_four_can_race_and_their_axes_have_the_same_range(qtbot, window, race):
    for place in (3, 4):
        combo(window, place).setCurrentIndex(place)
    finish(qtbot, window, race)
    axes = canvas(window).figure.axes
    assert len(axes) == 8
    assert [member.history.last.epoch for member in race.members] == [3] * 4
    # Once the newest frame has been drawn.
    expected = [list(member.history.loss) for member in race.members]
    qtbot.waitUntil(lambda: [drawn_loss(one) for one in axes[4:]] == expected)
    for row in (axes[:4], axes[4:]):
        assert len({(one.get_xlim(), one.get_ylim()) for one in row}) == 1


def drawn_loss(axes):
    (loss,) = [line for line in axes.lines if line.get_label() == "loss"]
    return list(loss.get_ydata())


@pytest.mark.parametrize("name", [r"$\frac$", "$5 or $6", "two\nlines", "名 📊"])
def test_a_contestant_of_any_name_can_be_drawn(window, name):
    plots = canvas(window)
    learners = [Learner(title, SMALL) for title in (name, "LSTM")]
    plots.set_contestants(learners, Pattern.read("01"))
    plots.draw_frame()
    shown = plots.figure.axes[0].texts[0].get_text()
    assert shown in (" ".join(name.split()), "□ □")


def test_the_same_network_twice_is_no_race(qtbot, window):
    combo(window, 2).setCurrentIndex(combo(window, 1).currentIndex())
    assert text(window, "raceStatusLabel") == SAME_TWICE
    assert enabled(window) == set()
    combo(window, 2).setCurrentIndex(2)
    assert enabled(window) == {"Start", "Step"}


def test_without_a_pattern_there_is_no_race(qtbot, window):
    edit = control(window, QLineEdit, "racePatternEdit")
    edit.setText("012")
    assert enabled(window) == set()
    assert text(window, "racePatternMessage").startswith("✗ ")


def test_before_networks_are_offered_it_says_what_is_missing(qtbot, race, shelf):
    window = qtbot.added(RaceWindow(race, shelf))
    assert text(window, "raceStatusLabel") == TOO_FEW


def test_while_it_runs_nothing_can_be_chosen_and_reset_lets_choose_again(qtbot, window, race):
    set_epochs(window, 10_000)
    click(qtbot, window, "Start")
    choices = [combo(window, 1), *(control(window, QWidget, name) for name in IN_TAB_ORDER[6:9])]
    assert not any(widget.isEnabled() for widget in choices)
    assert control(window, QLineEdit, "racePatternEdit").isReadOnly()
    qtbot.waitUntil(lambda: race.epoch >= 1)
    assert enabled(window) == {"Pause", "Reset"}
    click(qtbot, window, "Reset")
    assert enabled(window) == {"Start", "Step"}
    assert all(widget.isEnabled() for widget in choices)
    assert text(window, "verdictLabel") == ""


FREED = "Reset lets it be chosen again."


@pytest.mark.parametrize("problem", [Pattern.read("0011"), ECHO], ids=["pattern", "echo"])
def test_what_is_grey_while_a_race_stands_says_what_frees_it(qtbot, window, race, problem):
    def named(is_so):
        seen = [each for each in window.findChildren(QWidget) if each.isVisible()]
        return {each.objectName() for each in seen if each.toolTip() and is_so(each)}

    def freed():
        return named(lambda each: each.toolTip().endswith(FREED))

    window.suggest(problem, seed=3)
    choices = named(QWidget.isEnabled)
    assert freed() == set()
    finish(qtbot, window, race, epochs=1)
    assert freed() == choices - named(QWidget.isEnabled)
    assert {"contestant1Combo", "raceStartButton", "racePreparedButton"} <= freed()
    click(qtbot, window, "Reset")
    assert freed() == set()


def test_what_the_main_window_has_does_not_disturb_a_race(qtbot, window, race):
    finish(qtbot, window, race, epochs=1)
    window.suggest(Pattern.read("01"), seed=9)
    assert control(window, QLineEdit, "racePatternEdit").text() == "0,0,1,1"
    assert control(window, QSpinBox, "raceSeedSpin").value() == 3


def test_who_races_stands_in_the_choosers_whatever_the_main_window_and_the_shelf_have(
    qtbot, window, race
):
    def shown():
        return [combo(window, place).currentText() for place in (1, 2)]

    finish(qtbot, window, race, epochs=1)
    assert shown() == titles(race)
    offered = items(combo(window, 1))
    window.offer(replace(SMALL, units=(3,)))
    assert shown() == titles(race)
    assert items(combo(window, 1)) == offered
    click(qtbot, window, "Reset")
    assert f"{CELLS['lstm'].title} 3" in items(combo(window, 1))


def test_any_problem_of_the_main_window_can_be_raced_on(qtbot, window, race, shelf):
    combo(window, 2).setCurrentIndex(3)
    window.suggest(ECHO, seed=3)
    assert not control(window, QLineEdit, "racePatternEdit").isVisible()
    assert control(window, QSpinBox, "echoLengthField").value() == 3
    assert "Echo:" in [label.text() for label in window.findChildren(QLabel)]
    assert "learn the problem" in control(window, QPushButton, "raceStartButton").toolTip()
    # Who was chosen is still chosen, in a shape that fits.
    assert combo(window, 2).currentIndex() == 3
    finish(qtbot, window, race, epochs=40)
    assert {run.problem for run in shelf.runs} == {ECHO}
    assert text(window, "verdictLabel").startswith("First to give 99 % right answers to fresh")
    qtbot.waitUntil(lambda: "┊ learned after epoch" in subtitles(window))
    click(qtbot, window, "Reset")
    window.suggest(Pattern.read("01"), seed=3)
    assert control(window, QLineEdit, "racePatternEdit").isVisible()
    assert not control(window, QSpinBox, "echoLengthField").isVisible()
    finish(qtbot, window, race, epochs=1)
    assert "continues the pattern" in text(window, "verdictLabel")


def test_a_problem_can_be_set_in_the_race_and_all_fit_it(qtbot, window):
    window.suggest(ECHO, seed=3)
    length = control(window, QSpinBox, "echoLengthField")
    combo(window, 2).setCurrentIndex(3)
    length.setValue(7)
    assert combo(window, 2).currentIndex() == 3
    assert {combo(window, place).currentData().settings.window for place in (1, 2)} == {7}
    length.lineEdit().setText("99")
    qtbot.waitUntil(lambda: enabled(window) == set())
    assert "`99` is not" in text(window, "raceStatusLabel")


def subtitles(window):
    axes = canvas(window).figure.axes
    return " ".join(text.get_text() for one in axes for text in one.texts)


@pytest.mark.usefixtures("pages_are_here")
def test_a_race_on_many_reviews_takes_as_many_epochs_as_suit_them(window, monkeypatch):
    monkeypatch.setattr(fitting, "FEW_WORDS", 1)
    epochs = control(window, QSpinBox, "raceEpochsSpin")
    for problem, expected in ((REVIEWS, EPOCHS_OF_MANY), (ECHO, 10)):
        window.suggest(problem, 0)
        assert epochs.value() == expected
    window.suggest(REVIEWS, 0)
    epochs.setValue(10)
    for problem in (ECHO, REVIEWS):
        window.suggest(problem, 0)
        assert epochs.value() == 10  # It was chosen, though it is usual of the one.


def test_runs_of_the_shelf_can_take_part(qtbot, window, race, shelf):
    finish(qtbot, window, race, epochs=1)
    click(qtbot, window, "Reset")
    window.offer(replace(SMALL, units=(3,)))
    offered = items(combo(window, 1))
    assert offered[-2:] == [run.title for run in reversed(shelf.runs)]
    # Who was chosen is still chosen, from the shelf now.
    assert combo(window, 1).currentData().settings == shelf.runs[0].settings


def test_who_was_not_chosen_is_the_usual_one_where_the_network_changes(window, shelf):
    shelf.put(*run_after())
    usual = [cell.title for cell in CELLS.values()]
    (run,) = shelf.runs
    combo(window, 1).setCurrentIndex(2)
    window.offer(replace(SMALL, units=(3,)))
    assert run.title in items(combo(window, 2))
    # The first is not offered any more; the second is, as a run, but nobody asked for it.
    shown = [combo(window, place).currentText() for place in (1, 2, 3, 4)]
    assert shown == [f"{usual[0]} 3", f"{usual[1]} 3", "nobody", "nobody"]
    combo(window, 2).setCurrentText(run.title)
    window.offer(replace(SMALL, units=(2,)))
    shown = [combo(window, place).currentText() for place in (1, 2)]
    assert shown == [f"{usual[0]} 2", run.title]


@pytest.mark.parametrize("name", [60 * "W", 12 * "Word ", "two\nlines"])
def test_long_names_leave_the_window_and_the_plots_beside_alone(
    qtbot, window, race, shelf, name, monkeypatch
):
    finish(qtbot, window, race, epochs=1)
    click(qtbot, window, "Reset")
    width = window.minimumSizeHint().width()
    for run in shelf.runs:
        shelf.rename(run.id, name)
    window.offer(replace(SMALL, units=(3,)))
    for place in (3, 4):
        combo(window, place).setCurrentIndex(place)
    finish(qtbot, window, race, epochs=1)
    first_learned(monkeypatch, race.members[0], 1)
    race.changed.emit()
    assert text(window, "verdictLabel").startswith("First to continue")
    assert "\n" not in text(window, "verdictLabel")
    assert window.minimumSizeHint().width() == width
    canvas(window).draw_frame()
    titles = [axes.texts[0] for axes in canvas(window).figure.axes[:4]]
    for one, beside in pairwise(title.get_window_extent() for title in titles):
        assert one.x1 < beside.x0
    assert titles[0].get_text()[:3] == name[:3]


def test_step_lets_each_train_one_epoch(qtbot, window, race):
    click(qtbot, window, "Step")
    qtbot.waitUntil(lambda: race.state is RunState.PAUSED)
    assert [len(member.history) for member in race.members] == [1, 1]


def test_the_keys_of_the_training_mean_the_race_here(qtbot, window, race, main_window_with):
    wrong = main_window_with("F5", "F6", "F7", "F8", "Ctrl+R")
    edit = control(window, QLineEdit, "racePatternEdit")
    edit.setFocus()
    set_epochs(window, 10_000)
    for key, state in (
        (Qt.Key_F8, RunState.PAUSED),
        (Qt.Key_F7, RunState.TRAINING),
        (Qt.Key_F6, RunState.PAUSED),
    ):
        qtbot.keyClick(window.focusWidget() or window, key)
        qtbot.waitUntil(lambda state=state: race.state is state)
    qtbot.keyClick(window, Qt.Key_R, Qt.ControlModifier)
    assert enabled(window) == {"Start", "Step"}
    qtbot.keyClick(edit, Qt.Key_F5)
    qtbot.waitUntil(lambda: race.state is RunState.TRAINING)
    assert wrong == []


def test_keys_that_mean_nothing_in_a_race_do_not_act_on_the_training_behind_it(
    qtbot, window, main_window_with
):
    wrong = main_window_with("Ctrl+Z", "Ctrl+N", "F9", "F2")
    button = control(window, QPushButton, "raceStepButton")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    button.setFocus()
    for key in (Qt.Key_Z, Qt.Key_N):
        qtbot.keyClick(button, key, Qt.ControlModifier)
    qtbot.keyClick(button, Qt.Key_F9)
    assert wrong == []
    qtbot.keyClick(button, Qt.Key_F2)
    assert wrong == ["F2"]


def test_every_key_stands_in_the_tip_of_its_button(window):
    for name, key in zip(ALL_BUTTONS, ("F5", "F6", "F7", "F8", "Ctrl+R"), strict=True):
        tip = control(window, QPushButton, f"race{name}Button").toolTip()
        assert tip.endswith(f"({key})")


def test_the_first_faultless_epoch_is_marked(qtbot, window, race, monkeypatch):
    finish(qtbot, window, race, epochs=2)
    first_learned(monkeypatch, race.members[0], 2)
    race.changed.emit()
    lower = canvas(window).figure.axes[2:]

    def marks(axes):
        return [text.get_text() for text in axes.texts if "faultless" in text.get_text()]

    qtbot.waitUntil(lambda: marks(lower[0]) == ["┊ faultless after epoch 2"])
    assert marks(lower[1]) == []


def test_who_has_exploded_is_told_in_its_lane_and_in_the_verdict(qtbot, window, race):
    finish(qtbot, window, race, epochs=2)
    race.members[1].exploded_in = 3
    race.changed.emit()
    upper = canvas(window).figure.axes[:2]

    def captions(axes):
        return [text.get_text() for text in axes.texts]

    qtbot.waitUntil(lambda: "✗ exploded in epoch 3" in captions(upper[1]))
    assert not any("exploded" in caption for caption in captions(upper[0]))
    assert text(window, "verdictLabel").endswith(f"{titles(race)[1]} exploded in epoch 3.")


def test_the_picture_is_saved(qtbot, window, race, tmp_path):
    finish(qtbot, window, race, epochs=1)
    click(qtbot, window, "Save")
    path = tmp_path / "race.png"
    window.findChild(QFileDialog).fileSelected.emit(str(path))
    assert path.stat().st_size > 1000
    assert text(window, "raceMessageLabel") == f"Saved as {path}."


def test_closing_the_window_pauses_the_race_and_opening_it_again_shows_it(qtbot, window, race):
    set_epochs(window, 10_000)
    click(qtbot, window, "Start")
    qtbot.waitUntil(lambda: race.epoch >= 1)
    window.close()
    qtbot.waitUntil(lambda: race.state is RunState.PAUSED)
    window.show()
    assert enabled(window) == {"Continue", "Step", "Reset"}


def test_a_finished_race_is_still_shown_after_its_window_was_closed(qtbot, window, race):
    finish(qtbot, window, race, epochs=2)
    window.close()
    window.show()
    assert (
        text(window, "raceStatusLabel")
        == "Finished 2 epochs. All are on the shelf. Press Reset to choose another race."
    )
    click(qtbot, window, "Continue")
    qtbot.waitUntil(lambda: race.epoch == 4)


def test_a_problem_of_the_race_stands_in_the_window(window, race):
    race.problem.emit("There is no such library.")
    assert text(window, "raceMessageLabel") == "There is no such library."


def test_every_control_can_be_found_and_explains_itself(window):
    check_that_they_explain_themselves(window, IN_TAB_ORDER)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        *((getattr(Qt, f"Key_{place}"), f"contestant{place}Combo") for place in (1, 2, 3, 4)),
        (Qt.Key_A, "racePatternEdit"),
        (Qt.Key_E, "raceEpochsSpin"),
        (Qt.Key_D, "raceSeedSpin"),
        (Qt.Key_B, "raceBackendCombo"),
    ],
)
def test_a_letter_with_alt_leads_to_each_choice(qtbot, window, key, name):
    window.activateWindow()
    control(window, QPushButton, "raceHelpButton").setFocus()
    qtbot.keyClick(window, key, Qt.AltModifier)
    assert QApplication.focusWidget() is control(window, QWidget, name)


@pytest.mark.usefixtures("pages_are_here")
@pytest.mark.parametrize("task", TASKS.values(), ids=list(TASKS))
def test_no_letter_leads_to_two_controls(window, task):
    window.suggest(task.example, seed=0)
    labels = [label for label in window.findChildren(QLabel) if label.buddy()]
    buttons = window.findChildren(QPushButton) + window.findChildren(QCheckBox)
    seen = [one for one in (*labels, *buttons) if one.isVisible()]
    texts = [one.text() for one in seen]
    letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
    idle = [("text", "words")]  # The book is read by characters.
    fields = [field for field in task.fields if (task.name, field.name) not in idle]
    boxes = [box for box in seen if isinstance(box, QCheckBox) and box.text()]
    assert len(letters) == 12 + max(1, len(fields)) + len(boxes)
    assert len(set(letters)) == len(letters)


def test_the_tab_key_walks_through_all_controls(qtbot, window):
    for each in controls_of(window, IN_TAB_ORDER):
        each.setEnabled(True)
    check_the_tab_order(qtbot, window, IN_TAB_ORDER)


@pytest.mark.usefixtures("pages_are_here")
@pytest.mark.parametrize("times", [1, 2])
def test_padding_is_counted_as_the_first_contestant_reads(qtbot, window, times):
    fitted = TASKS["reviews"].fit(REVIEWS, TASKS["reviews"].settings)
    length = times * fitted.window
    window.suggest(REVIEWS, seed=0)
    window.offer(replace(fitted, window=length))
    wanted = chain(REVIEWS, ReadWords.of(REVIEWS), length)[-1].sentence
    label = control(window, QLabel, "reviewsChain")
    qtbot.waitUntil(lambda: wanted in label.accessibleDescription())
