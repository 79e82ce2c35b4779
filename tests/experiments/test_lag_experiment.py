"""The lag experiment in the background: it grows, can be cancelled, and keeps its results."""

import csv
import json
import os
import sys
from dataclasses import replace

import pytest

from experiments import lag as lag_module
from experiments.lag import LagPoint
from experiments.lag_experiment import LAG_FILE, LagExperiment, save_table
from experiments.sweep_file import SweepCurve
from formatting import LONGEST_SENTENCE
from networks.settings import Settings
from training.learner import Learner

SMALL = Settings(cell="simple_rnn", units=(4,)).at_rate(0.02)
PLANS = [Learner("one", SMALL), Learner("other", replace(SMALL, units=(3,)))]


@pytest.fixture(autouse=True)
def _few_passes(own_folder, monkeypatch):
    monkeypatch.setattr(lag_module, "MOST_PASSES", 2)


@pytest.fixture
def experiment(qapp):
    experiment = LagExperiment()
    yield experiment
    assert experiment.close()


def wait_until_done(qtbot, experiment):
    qtbot.waitUntil(lambda: not experiment.is_running)


def lags(experiment):
    return {curve.learner.title: sorted(curve.points) for curve in experiment.curves.values()}


def test_every_network_gets_a_point_for_every_lag(qtbot, experiment):
    experiment.start(PLANS, most_lag=3)
    assert experiment.wanted == 6
    wait_until_done(qtbot, experiment)
    assert experiment.done == 6
    assert lags(experiment) == {"one": [1, 2, 3], "other": [1, 2, 3]}
    assert experiment.under_way is None


def test_what_is_known_is_not_measured_again(qtbot, experiment):
    experiment.start(PLANS[:1], most_lag=2)
    wait_until_done(qtbot, experiment)
    one, other = PLANS
    assert experiment.missing(PLANS, 3) == [(other, 1), (other, 2), (one, 3), (other, 3)]
    experiment.start(PLANS[:1], most_lag=2)
    assert not experiment.is_running


def test_a_network_whose_answers_are_no_numbers_has_no_point_and_that_is_told(qtbot, experiment):
    wild = replace(SMALL, activation="linear", optimizer="sgd", clip_norm=None).at_rate(1e6)
    experiment.start([Learner("wild", wild), *PLANS[:1]], most_lag=1)
    wait_until_done(qtbot, experiment)
    assert experiment.done == 2
    assert lags(experiment) == {"one": [1]}
    assert experiment.problem.startswith("wild has no point at k = 1. From update ")
    assert "no numbers" in experiment.problem


def test_it_says_what_is_under_way(qtbot, experiment):
    seen = []
    experiment.changed.connect(lambda: seen.append(experiment.under_way))
    experiment.start(PLANS, most_lag=1)
    wait_until_done(qtbot, experiment)
    under_way = [step for step in seen if step is not None]
    assert under_way[0].learner.title == "one"
    assert {step.point.lag for step in under_way} == {1}


def test_cancelled_it_keeps_the_points_that_are_done_and_goes_on_later(
    qtbot, experiment, monkeypatch
):
    experiment.start(PLANS, most_lag=20)
    qtbot.waitUntil(lambda: experiment.done >= 2)
    experiment.cancel()
    done = lags(experiment)
    qtbot.wait(50)
    assert lags(experiment) == done
    assert experiment.under_way is None
    experiment.start(PLANS, most_lag=20)
    assert experiment.wanted == 40 - sum(map(len, done.values()))


def test_results_are_there_when_the_program_starts_again(qtbot, experiment):
    experiment.start(PLANS, most_lag=2)
    wait_until_done(qtbot, experiment)
    again = LagExperiment()
    assert again.curves == experiment.curves
    assert again.problem == ""
    assert again.close()


def test_results_are_kept_while_others_are_measured(qtbot, experiment):
    experiment._write_timer.setInterval(1)  # They come faster here than in earnest.
    experiment.start(PLANS, most_lag=20)
    qtbot.waitUntil(LAG_FILE.path.exists)
    assert experiment.is_running
    curves, _ = LAG_FILE.read()
    assert sum(len(curve.points) for curve in curves) >= 1


def test_many_results_are_written_at_once_and_the_last_ones_at_the_end(
    qtbot, experiment, monkeypatch
):
    written = []
    monkeypatch.setattr(
        "experiments.sweep_file.ResultsFile.write",
        lambda file, curves: written.append(sum(len(curve.points) for curve in curves)),
    )
    experiment._write_timer.setInterval(3_600_000)
    experiment.start(PLANS, most_lag=2)
    wait_until_done(qtbot, experiment)
    assert written == [4]


def test_cancelled_or_closed_it_has_written_what_is_done(qtbot, experiment):
    experiment._write_timer.setInterval(3_600_000)
    experiment.start(PLANS, most_lag=20)
    qtbot.waitUntil(lambda: experiment.done >= 1)
    assert experiment.close()
    curves, _ = LAG_FILE.read()
    assert {curve.learner.title: sorted(curve.points) for curve in curves} == lags(experiment)


def test_results_that_were_forgotten_can_be_brought_back(qtbot, experiment):
    experiment.start(PLANS, most_lag=1)
    wait_until_done(qtbot, experiment)
    before = dict(experiment.curves)
    experiment.forget()
    assert experiment.curves == {}
    assert experiment.has_forgotten
    assert LAG_FILE.read() == ([], [])
    experiment.bring_back()
    assert experiment.curves == before
    assert not experiment.has_forgotten
    assert len(LAG_FILE.read()[0]) == 2


def test_results_that_were_forgotten_twice_come_back_together(qtbot, experiment):
    experiment.start(PLANS, most_lag=2)
    wait_until_done(qtbot, experiment)
    before = dict(experiment.curves)
    experiment.forget()
    experiment.start(PLANS[:1], most_lag=1)
    wait_until_done(qtbot, experiment)
    assert experiment.has_forgotten
    experiment.forget()
    experiment.bring_back()
    assert experiment.curves == before


def test_what_comes_back_leaves_what_was_measured_since_and_completes_it(qtbot, experiment):
    experiment.start(PLANS[:1], most_lag=2)
    wait_until_done(qtbot, experiment)
    experiment.forget()
    since = LagPoint(1, 0.75, 3)
    experiment.curves[SMALL] = SweepCurve(PLANS[0], {1: since})
    experiment.bring_back()
    points = experiment.curves[SMALL].points
    assert points[1] == since
    assert set(points) == {1, 2}


def file_of(*networks, file_format=1):
    return json.dumps({"format": file_format, "networks": networks})


def network(points=(), **changed):
    settings = {"units": [4], "cell": "simple_rnn"} | changed
    return {"title": "net", "settings": settings, "points": list(points)}


@pytest.fixture
def opened(qapp):
    """Opens the experiment on a file with this text."""
    opened = []

    def open_it(text):
        LAG_FILE.path.parent.mkdir(parents=True, exist_ok=True)
        LAG_FILE.path.write_text(text)
        opened.append(LagExperiment())
        return opened[-1]

    yield open_it
    for each in opened:
        assert each.close()


STRANGE_FILES = [
    "not json",
    "[]",
    "[" * 100_000,
    '{"format": 1, "networks": 3}',
    '{"format": true, "networks": []}',
    json.dumps({"format": 1, "networks": "x" * 100_000}),
    file_of(*[3] * 1_001),
    json.dumps([[]] * 200_000),
    file_of(network(), file_format=2),
]


@pytest.mark.parametrize("text", STRANGE_FILES, ids=range(len(STRANGE_FILES)))
def test_a_file_that_cannot_be_read_is_told_and_left_as_it_is(opened, text):
    experiment = opened(text)
    assert experiment.problem.startswith("The results of before cannot be read")
    assert experiment.curves == {}
    assert LAG_FILE.path.read_text() == text


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes there")
def test_a_pipe_in_place_of_the_file_is_not_waited_for(qapp):
    LAG_FILE.path.parent.mkdir()
    os.mkfifo(LAG_FILE.path)
    experiment = LagExperiment()
    assert experiment.problem.startswith("The results of before cannot be read")
    assert "not a regular file" in experiment.problem
    experiment.forget()
    assert LAG_FILE.path.with_name("results-before-1.json").is_fifo()
    assert experiment.close()


def test_a_network_that_is_there_twice_keeps_the_points_of_both(opened):
    first, second = ({"lag": lag, "accuracy": 0.5, "updates": 1} for lag in (1, 2))
    experiment = opened(file_of(network(points=[first]), network(points=[second])))
    assert [sorted(curve.points) for curve in experiment.curves.values()] == [[1, 2]]


def test_a_file_of_a_newer_program_is_called_that(opened):
    assert "newer LSTM Lab" in opened(file_of(file_format=2)).problem


@pytest.mark.parametrize("text", STRANGE_FILES, ids=range(len(STRANGE_FILES)))
def test_new_results_never_replace_a_file_that_cannot_be_read(qtbot, opened, text):
    experiment = opened(text)
    experiment.start(PLANS[:1], most_lag=1)
    wait_until_done(qtbot, experiment)
    assert "results-before-1.json" in experiment.problem
    assert LAG_FILE.path.with_name("results-before-1.json").read_text() == text
    assert len(LAG_FILE.read()[0]) == 1
    second = opened("not json either")
    second.start(PLANS[:1], most_lag=1)
    wait_until_done(qtbot, second)
    assert "results-before-2.json" in second.problem
    assert LAG_FILE.path.with_name("results-before-1.json").read_text() == text


STRANGE_NETWORKS = [
    3,
    {"title": "net", "settings": {"units": 4}, "points": []},
    network(wings=2),
    network(cell="nonsense"),
    network(cell=["lstm"]),
    network(units=[100_000]),
    network(clip_norm=[1]),
    network(forget_bias="open"),
    network(learning_rate=float("nan")),
    network(points=[{"lag": 99, "accuracy": 0.5, "updates": 1}]),
    network(points=[{"lag": float("inf"), "accuracy": 0.5, "updates": 1}]),
    network(points=[{"lag": 1}]),
    network(points=[{"lag": True, "accuracy": 0.5, "updates": 1}]),
    network(points=[{"lag": 1, "accuracy": "0.5", "updates": 1}]),
    network(points=[{"lag": 1, "accuracy": 0.5, "updates": -1}]),
    network(points=2 * [{"lag": 1, "accuracy": 0.5, "updates": 1}]),
    network(cell="x" * 100_000 + "\n"),
    network(learning_rate=10**400),
]


@pytest.mark.parametrize("strange", STRANGE_NETWORKS, ids=range(len(STRANGE_NETWORKS)))
def test_a_network_that_cannot_be_built_is_left_out_with_a_sentence(qtbot, opened, strange):
    good = network(points=[{"lag": 1, "accuracy": 0.5, "updates": 1}], units=[3])
    text = file_of(strange, good)
    experiment = opened(text)
    assert [curve.learner.settings.units for curve in experiment.curves.values()] == [(3,)]
    assert experiment.problem.startswith("Some results of before cannot be shown. ")
    assert experiment.problem.endswith(".")
    assert len(experiment.problem) <= LONGEST_SENTENCE
    assert experiment.problem.isprintable()
    experiment.forget()
    assert LAG_FILE.path.with_name("results-before-1.json").read_text() == text


def test_a_disk_that_cannot_be_written_is_told_and_the_results_stay(qtbot, experiment, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("experiments.sweep_file.ResultsFile.write", full)
    experiment.start(PLANS[:1], most_lag=1)
    wait_until_done(qtbot, experiment)
    assert lags(experiment) == {"one": [1]}
    assert experiment.problem == "The results could not be kept: No space left on device."


def curve():
    return SweepCurve(Learner("one", SMALL), {2: LagPoint(2, 0.75, 100), 1: LagPoint(1, 1.0, 50)})


def test_results_read_back_are_those_written():
    LAG_FILE.write([curve()])
    assert LAG_FILE.read() == ([curve()], [])
    assert json.loads(LAG_FILE.path.read_text())["format"] == 1


def test_without_a_file_there_are_no_results():
    assert LAG_FILE.read() == ([], [])


def test_the_table_has_a_line_for_every_point_in_order(tmp_path):
    save_table(tmp_path / "t.csv", [curve()])
    with open(tmp_path / "t.csv", newline="") as file:
        assert list(csv.reader(file)) == [
            ["network", "lag", "accuracy", "updates"],
            ["one", "1", "1.0", "50"],
            ["one", "2", "0.75", "100"],
        ]
