"""The window of the lag experiment: tick networks, start, watch the points come, cancel, keep."""

from dataclasses import replace

import numpy as np
import pytest
from drawings import finish
from matplotlib.colors import to_hex
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QColor, QPalette
from PyQt5.QtWidgets import QFileDialog, QLabel, QListWidget, QProgressBar, QSpinBox
from reachable import check_that_they_explain_themselves, check_the_tab_order
from student import button, control, press

from experiments import lag as lag_module
from experiments.lag import CHANCE, LagPoint
from experiments.lag_experiment import LAG_FILE
from experiments.sweep_file import SweepCurve
from networks.settings import Settings
from training.learner import Learner
from views.colours import DARK, LIGHT
from views.lag.lag_plot import MOST_CURVES, LagCanvas
from views.lag.window import LagWindow
from views.lag.words import describe

SMALL = Settings(cell="simple_rnn", units=(4,)).at_rate(0.02)
PLANS = [Learner(f"net {units}", replace(SMALL, units=(units,))) for units in (4, 3, 2)]
CONTROLS = [
    "lagNetworksList",
    "lagMostSpin",
    "lagStartButton",
    "lagCancelButton",
    "lagForgetButton",
    "lagBringBackButton",
    "lagSaveButton",
    "lagSaveTableButton",
    "lagHelpButton",
]


@pytest.fixture(autouse=True)
def _few_passes(own_folder, monkeypatch):
    monkeypatch.setattr(lag_module, "MOST_PASSES", 2)


@pytest.fixture
def open_window(show_window):
    return lambda learners=PLANS: show_window(LagWindow(learners))


@pytest.fixture
def window(open_window):
    return open_window()


def tick(qtbot, window, row):
    """Tick a network, or take the tick away, with the keyboard."""
    networks = control(window, QListWidget, "lagNetworksList")
    networks.setCurrentRow(row)
    qtbot.keyClick(networks, Qt.Key_Space)


def measure(qtbot, window, most_lag=2):
    control(window, QSpinBox, "lagMostSpin").setValue(most_lag)
    press(qtbot, window, "lagStart")
    qtbot.waitUntil(lambda: not window.experiment.is_running)


def words(window):
    return control(window, QLabel, "lagWordsLabel").text()


def axes(window):
    (only,) = control(window, LagCanvas, "lagCanvas").figure.axes
    return only


def drawn(window):
    """Points of every line, by its label, once they are drawn."""
    timer, canvas = window._frame_timer, control(window, LagCanvas, "lagCanvas")
    finish(canvas)  # Until then the window begins no other frame.
    while timer.isActive():
        timer.stop()
        timer.timeout.emit()
        finish(canvas)
    return {
        line.get_label(): list(zip(line.get_xdata(), line.get_ydata(), strict=True))
        for line in axes(window).lines
        if line.get_label().startswith(("net", "Yours")) and len(line.get_xdata())
    }


def test_before_the_first_start_it_says_the_task_what_to_do_and_what_chance_is(window):
    assert "50 %" in control(window, QLabel, "lagTaskLabel").text()
    assert "press Start" in words(window)
    assert [line for line in axes(window).lines if set(line.get_ydata()) == {CHANCE}]
    assert "guessing: 50 %" in [text.get_text() for text in axes(window).texts]
    for name in ("Cancel", "Forget", "BringBack", "Save", "SaveTable"):
        assert not button(window, f"lag{name}").isEnabled()


def test_the_networks_that_are_ticked_are_measured_and_drawn(qtbot, window):
    measure(qtbot, window, most_lag=3)
    curves = window.experiment.curves
    assert set(curves) == {learner.settings for learner in PLANS[:2]}
    assert drawn(window) == {
        curve.learner.title: [(point.lag, point.accuracy) for point in curve.in_order]
        for curve in curves.values()
    }
    assert "net 4:" in words(window)
    bar = control(window, QProgressBar, "lagProgressBar")
    assert (bar.value(), bar.maximum()) == (6, 6)
    assert not button(window, "lagStart").isEnabled()  # All is known.


def test_the_axis_goes_as_far_as_the_longest_lag(qtbot, window):
    for most_lag in (5, 9):
        control(window, QSpinBox, "lagMostSpin").setValue(most_lag)
        drawn(window)
        assert axes(window).get_xlim() == (0.5, most_lag + 0.5)
    measure(qtbot, window, most_lag=3)
    control(window, QSpinBox, "lagMostSpin").setValue(1)
    drawn(window)
    assert axes(window).get_xlim() == (0.5, 3.5)  # What is measured stays in view.


def test_one_tick_more_and_only_that_network_is_measured(qtbot, window):
    measure(qtbot, window)
    tick(qtbot, window, 2)
    measure(qtbot, window)
    assert window.experiment.done == 2
    assert set(drawn(window)) == {"net 4", "net 3", "net 2"}


def test_without_a_tick_its_curve_goes_but_its_points_are_kept(qtbot, window):
    measure(qtbot, window)
    tick(qtbot, window, 0)
    assert set(drawn(window)) == {"net 3"}
    tick(qtbot, window, 0)
    assert set(drawn(window)) == {"net 4", "net 3"}


def test_without_any_network_nothing_can_be_started(qtbot, window):
    tick(qtbot, window, 0)
    tick(qtbot, window, 1)
    assert not button(window, "lagStart").isEnabled()
    assert words(window) == "Tick a network to measure it."


def test_the_points_come_one_by_one_and_the_bar_says_what_is_under_way(qtbot, window):
    control(window, QSpinBox, "lagMostSpin").setValue(20)
    press(qtbot, window, "lagStart")
    bar = control(window, QProgressBar, "lagProgressBar")
    qtbot.waitUntil(lambda: "updates" in bar.text())
    assert bar.text().startswith("net ")
    qtbot.waitUntil(lambda: len(drawn(window)) == 2)
    assert window.experiment.is_running
    press(qtbot, window, "lagCancel")
    assert not window.experiment.is_running
    assert len(drawn(window)) == 2
    assert button(window, "lagStart").isEnabled()
    assert not button(window, "lagCancel").isEnabled()


def test_closed_while_it_measures_it_stops_and_start_goes_on(qtbot, window):
    control(window, QSpinBox, "lagMostSpin").setValue(20)
    press(qtbot, window, "lagStart")
    qtbot.waitUntil(lambda: window.experiment.done >= 1)
    window.close()
    assert not window.experiment.is_running
    done = sum(len(curve.points) for curve in window.experiment.curves.values())
    window.show()
    press(qtbot, window, "lagStart")
    assert window.experiment.wanted == 40 - done


def test_results_of_before_are_shown_at_once(open_window):
    curve = SweepCurve(PLANS[0], {1: LagPoint(1, 1.0, 50), 2: LagPoint(2, 0.7, 100)})
    LAG_FILE.write([curve])
    window = open_window()
    assert drawn(window) == {"net 4": [(1, 1.0), (2, 0.7)]}
    assert words(window) == "net 4: up to k = 1."


def test_forgotten_results_can_be_brought_back(qtbot, window):
    measure(qtbot, window)
    before = drawn(window)
    press(qtbot, window, "lagForget")
    assert drawn(window) == {}
    assert not button(window, "lagForget").isEnabled()
    press(qtbot, window, "lagBringBack")
    assert drawn(window) == before
    assert not button(window, "lagBringBack").isEnabled()


def test_forgotten_results_can_still_be_brought_back_when_there_are_new_ones(qtbot, window):
    measure(qtbot, window)
    before = drawn(window)
    press(qtbot, window, "lagForget")
    measure(qtbot, window, most_lag=1)
    press(qtbot, window, "lagForget")
    press(qtbot, window, "lagBringBack")
    assert drawn(window) == before


def test_the_list_of_networks_has_a_key(qtbot, window):
    control(window, QSpinBox, "lagMostSpin").setFocus()
    qtbot.keyClick(window, Qt.Key_N, Qt.AltModifier)
    assert control(window, QListWidget, "lagNetworksList").hasFocus()


def test_other_networks_can_be_offered_and_ticks_stay_with_their_settings(qtbot, window):
    measure(qtbot, window)
    renamed = Learner("Yours: net", PLANS[1].settings)
    window.offer([PLANS[2], renamed, PLANS[0]])
    assert [learner.title for learner in window.chosen] == ["Yours: net", "net 4"]
    assert set(drawn(window)) == {"Yours: net", "net 4"}


def test_more_networks_than_can_be_told_apart_cannot_be_started(qtbot, open_window):
    learners = [Learner(f"net {units}", replace(SMALL, units=(units,))) for units in range(1, 11)]
    window = open_window(learners)
    for row in range(2, MOST_CURVES):
        tick(qtbot, window, row)
    assert button(window, "lagStart").isEnabled()
    tick(qtbot, window, MOST_CURVES)
    assert not button(window, "lagStart").isEnabled()
    assert "tick 8 at most" in words(window)


def test_lines_differ_in_marker_or_style_too(qtbot, window):
    measure(qtbot, window)
    lines = [line for line in axes(window).lines if line.get_label().startswith("net")]
    assert len({(line.get_marker(), line.get_linestyle()) for line in lines}) == len(lines)


def test_what_went_wrong_is_told(qtbot, window, monkeypatch):
    def broken(*_):
        raise ValueError("The bits are torn.")

    monkeypatch.setattr("tasks.lag.draw_windows", broken)
    measure(qtbot, window)
    assert "The bits are torn" in control(window, QLabel, "lagMessageLabel").text()


def points(*accuracies):
    return {lag: LagPoint(lag, each, 50) for lag, each in enumerate(accuracies, start=1)}


@pytest.mark.parametrize(
    ("accuracies", "sentence"),
    [
        ((1.0, 0.99), "net 4: every lag so far, up to k = 2."),
        ((1.0, 0.99, 0.6, 1.0), "net 4: up to k = 2."),
        ((0.5,), "net 4: not even k = 1."),
    ],
)
def test_the_words_name_the_longest_lag_up_to_which_all_are_learned(accuracies, sentence):
    assert describe(SweepCurve(PLANS[0], points(*accuracies))) == sentence


@pytest.mark.parametrize(("name", "file"), [("lagSave", "lag.png"), ("lagSaveTable", "lag.csv")])
def test_plot_and_points_are_saved(qtbot, window, tmp_path, name, file):
    measure(qtbot, window)
    press(qtbot, window, name)
    dialog = window.findChild(QFileDialog)
    dialog.selectFile(str(tmp_path / file))
    dialog.accept()
    qtbot.waitUntil((tmp_path / file).exists)
    assert "Saved as" in control(window, QLabel, "lagMessageLabel").text()


def test_the_plot_follows_the_palette(qtbot, window):
    measure(qtbot, window)
    assert to_hex(axes(window).get_facecolor()) == LIGHT.background
    palette = QPalette(window.palette())
    palette.setColor(QPalette.Window, QColor("#202020"))
    window.setPalette(palette)
    assert to_hex(axes(window).get_facecolor()) == DARK.background

    def text_colours():
        return {to_hex(text.get_color()) for text in axes(window).get_legend().get_texts()}

    qtbot.waitUntil(lambda: text_colours() == {DARK.text})


def test_words_and_legend_stay_within_the_smallest_canvas(qtbot, open_window):
    learners = [
        Learner(f"net {units} of many", replace(SMALL, units=(units,))) for units in range(1, 9)
    ]
    curves = [SweepCurve(learner, points(1.0, 0.5)) for learner in learners]
    LAG_FILE.write(curves)
    window = open_window(learners)
    for row in range(2, 8):
        tick(qtbot, window, row)
    canvas = control(window, LagCanvas, "lagCanvas")
    canvas.setParent(None)
    canvas.resize(canvas.minimumSize())
    canvas.draw()
    height = canvas.figure.bbox.height
    for artist in (*axes_of(canvas).texts, axes_of(canvas).get_legend()):
        box = artist.get_window_extent()
        assert np.all([box.x0 >= 0, box.y0 >= 0, box.y1 <= height]), artist
    canvas.setParent(window)


def axes_of(canvas):
    return canvas.figure.axes[0]


def test_every_control_has_a_name_a_tip_and_its_place_in_the_tab_order(qtbot, window):
    measure(qtbot, window)
    check_that_they_explain_themselves(window, CONTROLS)
    check_the_tab_order(qtbot, window, CONTROLS)
