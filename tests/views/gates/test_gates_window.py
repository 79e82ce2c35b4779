"""Do gates win? Choose a set, start, watch the table fill, open the run behind a field."""

import csv
import time
from dataclasses import replace
from itertools import combinations

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QImage
from PyQt5.QtWidgets import QComboBox, QFileDialog, QGraphicsSimpleTextItem, QLabel, QProgressBar
from reachable import check_that_they_explain_themselves, check_the_tab_order
from student import button, control, press

from experiments.gate_runs import GatePoint, key_of
from experiments.gate_sweep import GATES_FILE
from experiments.gates import QUICK, UPDATES_OF_EPOCH, Questions
from experiments.sweep_file import put_point
from tasks.adding import Adding
from tasks.lag import Lag
from tasks.marked import Marked
from views.colours import LIGHT
from views.gates.table_picture import draw_table
from views.gates.window import GatesTable, GatesWindow

SMALL = Questions(
    title="Small",
    problems=(Lag(1), Marked(4)),
    contestants=QUICK.contestants[:2],
    seeds=2,
    rate_seeds=1,
    updates=UPDATES_OF_EPOCH,
)
LARGER = replace(SMALL, title="Larger", problems=(*SMALL.problems, Adding(4)), seeds=3)
CONTROLS = [
    "gatesSetCombo",
    "gatesTable",
    "gatesStartButton",
    "gatesCancelButton",
    "gatesForgetButton",
    "gatesBringBackButton",
    "gatesSaveButton",
    "gatesSaveTableButton",
    "gatesHelpButton",
]


pytestmark = pytest.mark.usefixtures("own_folder")


@pytest.fixture
def open_window(show_window, shelf):
    return lambda: show_window(GatesWindow(shelf, sets=(SMALL, LARGER)))


@pytest.fixture
def window(open_window):
    return open_window()


def table(window):
    return control(window, GatesTable, "gatesTable")


def field(window, row, column, role=Qt.DisplayRole):
    return table(window).model().index(row, column).data(role)


def words(window, name):
    return control(window, QLabel, f"gates{name}Label").text()


def measure(qtbot, window):
    press(qtbot, window, "gatesStart")
    qtbot.waitUntil(lambda: not window.experiment.is_running, timeout=60_000)


def keep(*solved, contests=SMALL.contests, **facts):
    """Results in the file: for each contest with how many seeds it was solved."""
    curves = {}
    for contest, count in zip(contests, solved, strict=False):
        for learner in contest.at_rates:
            for seed in range(contest.seeds):
                point = GatePoint(
                    *key_of(contest.problem, seed), 64, learned=seed < count, reached=0.625
                )
                put_point(curves, learner, replace(point, **facts))
    GATES_FILE.write(list(curves.values()))


def click_field(qtbot, window, row, column):
    place = table(window).visualRect(table(window).model().index(row, column)).center()
    qtbot.mouseClick(table(window).viewport(), Qt.LeftButton, pos=place)


def test_it_says_what_counts_as_solved_and_what_a_set_asks_for(window):
    assert "99 % right answers" in words(window, "Asked")
    assert words(window, "Effort") == (
        "2 problems, 2 networks, 2 seeds (the rate is chosen with 1 seed), at most 64 updates "
        "each: 16 runs to do."
    )
    assert (field(window, 0, 0), field(window, 0, 1)) == ("50 %", "")
    assert not button(window, "gatesSaveTable").isEnabled()


def test_the_table_is_filled_as_it_goes_and_the_bar_says_what_is_under_way(qtbot, window):
    told, filled = set(), []
    bar = control(window, QProgressBar, "gatesProgressBar")

    def look():
        told.add(bar.text())
        fields = [field(window, row, column) for row in (0, 1) for column in (1, 2)]
        filled.append(sum(map(bool, fields)))

    window.experiment.changed.connect(look)
    measure(qtbot, window)
    assert {0, 2, 4} <= set(filled)
    assert any(" rate 0.01, seed 0: " in text and " left" in text for text in told)
    assert (bar.value(), bar.maximum()) == (16, 16)
    assert words(window, "Effort").endswith("all is measured.")
    assert not button(window, "gatesStart").isEnabled()


def test_cancelled_or_closed_it_goes_on_where_it_was(qtbot, window):
    press(qtbot, window, "gatesStart")
    assert not control(window, QComboBox, "gatesSetCombo").isEnabled()
    qtbot.waitUntil(lambda: window.experiment.done >= 1, timeout=60_000)
    press(qtbot, window, "gatesCancel")
    done = window.experiment.points
    assert not window.experiment.is_running
    press(qtbot, window, "gatesStart")
    assert window.experiment.wanted == 16 - done
    window.close()
    assert not window.experiment.is_running


def test_another_set_takes_over_what_is_known(qtbot, open_window):
    keep(2, 0, 1, 2)
    window = open_window()
    combo = control(window, QComboBox, "gatesSetCombo")
    qtbot.key(combo, Qt.Key_Down)
    assert table(window).model().rowCount() == 3
    assert field(window, 0, 1) == "2 of 2 …, 64"
    assert words(window, "Effort").endswith("14 runs to do.")


def test_the_best_of_a_row_is_bold_whoever_it_is(open_window):
    keep(2, 0, 1, 2)
    window = open_window()
    bold = [
        [field(window, row, column, Qt.FontRole) is not None for column in (1, 2)] for row in (0, 1)
    ]
    assert bold == [[True, False], [False, True]]
    assert field(window, 0, 2) == "0 of 2"


def test_a_field_explains_itself_to_the_eye_and_the_ear(qtbot, open_window):
    keep(2, 0)
    window = open_window()
    table(window).setFocus()
    table(window).setCurrentIndex(table(window).model().index(0, 1))
    sentence = words(window, "Field")
    assert sentence == (
        "Simple RNN, orthogonal on lag (lag=1) (20 units, rate 0.003): 2 of 2 seeds solved, after "
        "64 updates (median of those). A guess reaches 50 %."
    )
    assert field(window, 0, 1, Qt.AccessibleTextRole) == sentence
    assert field(window, 0, 1, Qt.ToolTipRole).startswith(sentence)
    qtbot.keyClick(table(window), Qt.Key_Right)
    assert "0 of 2 seeds solved within 64 updates; the one in the middle came to 62 %" in words(
        window, "Field"
    )
    qtbot.keyClick(table(window), Qt.Key_Down)
    assert words(window, "Field").endswith("not measured yet.")


@pytest.mark.parametrize("way", ["click", "Return"])
def test_the_run_behind_a_field_comes_onto_the_shelf_and_is_asked_for(qtbot, window, shelf, way):
    measure(qtbot, window)
    assert shelf.runs == []
    for _ in range(2):  # The second time it is there.
        with qtbot.waitSignal(window.run_wanted, timeout=60_000) as wanted:
            if way == "click":
                click_field(qtbot, window, 0, 1)
            else:
                table(window).setFocus()
                table(window).setCurrentIndex(table(window).model().index(0, 1))
                qtbot.keyClick(table(window), Qt.Key_Return)
        (run,) = shelf.runs
        assert wanted.args == [run.id]
    verdict = SMALL.contests[0].verdict(window.experiment.curves)
    assert run.problem == Lag(1)
    assert (run.settings, run.seed) == (verdict.learner.settings, verdict.typical.seed)
    assert run.accuracy[-1] == verdict.typical.reached
    assert run.parameters > 0


def test_where_there_is_no_run_a_sentence_says_so(qtbot, open_window, shelf, monkeypatch):
    keep(0, reached=None)
    monkeypatch.setattr("experiments.run_fetcher.run_again", lambda *_: iter([]))
    window = open_window()
    click_field(qtbot, window, 0, 1)
    qtbot.waitUntil(lambda: "no numbers" in words(window, "Message"))
    click_field(qtbot, window, 0, 0)
    click_field(qtbot, window, 1, 1)
    assert shelf.runs == []


def test_a_run_that_takes_long_is_not_waited_for(qtbot, open_window, shelf, monkeypatch):
    def endless(*_):
        while True:
            time.sleep(0.01)  # Told more often than it can show, the window would never be done.
            yield 0.25

    keep(2)
    monkeypatch.setattr("experiments.run_fetcher.run_again", endless)
    window = open_window()
    click_field(qtbot, window, 0, 1)
    qtbot.waitUntil(lambda: words(window, "Message").endswith("the last bit: 25 %."))
    press(qtbot, window, "gatesCancel")
    assert words(window, "Message") == ""
    assert not button(window, "gatesCancel").isEnabled()
    assert shelf.runs == []


@pytest.mark.parametrize(
    ("name", "file"), [("gatesSave", "gates.png"), ("gatesSaveTable", "gates.csv")]
)
def test_picture_and_table_are_saved(qtbot, open_window, tmp_path, name, file):
    keep(2, 0, 1, 2)
    window = open_window()
    press(qtbot, window, name)
    dialog = window.findChild(QFileDialog)
    dialog.selectFile(str(tmp_path / file))
    dialog.accept()
    qtbot.waitUntil((tmp_path / file).exists)
    if file.endswith("png"):
        assert QImage(str(tmp_path / file)).width() > 900
    else:
        with open(tmp_path / file, newline="") as written:
            assert [line["solved"] for line in csv.DictReader(written)] == ["2", "0", "1", "2"]


def test_in_the_picture_no_words_lie_over_others(open_window):
    keep(2, 0, 1, 2)
    window = open_window()
    scene = draw_table(table(window).model(), "below\nin two lines", window.font(), LIGHT)
    words = [each for each in scene.items() if isinstance(each, QGraphicsSimpleTextItem)]
    assert {"2 of 2, 64", "50 %", "Guess", "Lag: lag=1"} < {each.text() for each in words}
    for one, other in combinations([each for each in words if each.text()], 2):
        assert not one.sceneBoundingRect().intersects(other.sceneBoundingRect())
        assert scene.sceneRect().contains(one.sceneBoundingRect())


def test_results_can_be_let_go_and_brought_back(qtbot, open_window):
    keep(2, 0, 1, 2)
    window = open_window()
    press(qtbot, window, "gatesForget")
    assert field(window, 0, 1) == ""
    press(qtbot, window, "gatesBringBack")
    assert field(window, 0, 1) == "2 of 2, 64"


def test_every_control_has_a_name_a_tip_and_its_place_in_the_tab_order(qtbot, open_window):
    keep(2)
    window = open_window()
    check_that_they_explain_themselves(window, CONTROLS)
    qtbot.waitUntil(window.isActiveWindow)
    check_the_tab_order(qtbot, window, CONTROLS)
