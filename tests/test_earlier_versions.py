"""What an earlier version has written is opened, and goes on as it did there.

The numbers are compared as another machine's rounding allows; on one machine they are the same.
"""

import json
import shlex
import shutil
from pathlib import Path

import pytest
from kept_runs import open_shelf

import model
from experiments.lag import learn_lag, settings_for
from experiments.lag_experiment import LagExperiment
from networks.settings import Settings
from shelf.run import facts_of
from terminal.headless import run_headless
from terminal.options import parse_options
from training.session import Session
from training.states import Condition, RunState

FIXTURES = Path(__file__).parent / "fixtures"
EXPECTED = json.loads((FIXTURES / "expected.json").read_text(encoding="utf-8"))
FILES = [name for name in EXPECTED if name.endswith(".keras")]
ONE_WRONG_ANSWER = 1 / 2048
STEEP = 1e-4
"""In float32, another number of threads alone moves losses by 1e-5 where they fall steeply."""


def close_to(numbers, rel=1e-6):
    return pytest.approx(numbers, rel=rel)


@pytest.fixture
def went_on(qtbot):
    """What a file's training goes on with, on a backend: losses, then a prediction."""
    sessions = []

    def go_on(path, backend="numpy"):
        session = Session(model, backend, Settings(units=(2,)))
        sessions.append(session)
        session.set_speed(None)
        session.load_backend()
        wait_until(qtbot, lambda: Condition.NETWORK in session.view.conditions)
        with qtbot.waitSignal(session.opened, timeout=60_000):
            session.open(str(path))
        before = [record.loss for record in session.history]
        session.resume()
        wait_until(qtbot, lambda: session.view.state is RunState.FINISHED)
        with qtbot.waitSignal(session.continued) as continued:
            session.predict(12)
        return {
            "before": before,
            "after": [record.loss for record in session.history][len(before) :],
            "probabilities": [float(p) for p in continued.args[0].probabilities],
        }

    yield go_on
    for session in sessions:
        assert session.close()


def wait_until(qtbot, condition):
    qtbot.waitUntil(condition, timeout=60_000)


def check(found, expected):
    assert found["before"] == close_to(expected["before"])
    assert found["after"] == close_to(expected["after"])
    assert found["probabilities"] == close_to(expected["probabilities"])


@pytest.mark.parametrize("name", FILES)
def test_a_file_goes_on_in_numpy(went_on, name):
    check(went_on(FIXTURES / name), EXPECTED[name]["numpy"])


@pytest.mark.slow
@pytest.mark.parametrize("name", ["lstm-keras.keras", "coupled-keras.keras"])
def test_a_file_goes_on_in_keras(went_on, name):
    """One of a layer that Keras has, one of its loop around a cell of ours."""
    check(went_on(FIXTURES / name, "keras"), EXPECTED[name]["keras"])


def test_the_runs_of_a_shelf_are_there_as_they_were_left_and_go_on(qtbot, tmp_path, went_on):
    folder = tmp_path / "shelf"
    shutil.copytree(FIXTURES / "shelf", folder)
    shelf = open_shelf(qtbot, folder)
    for run, expected in zip(shelf.runs, EXPECTED["shelf"], strict=True):
        facts = ("number", "title", "look", "is_hidden", "pattern", "right_for", "first_faultless")
        found = {"title": run.title, **facts_of(run)}
        assert [found[name] for name in facts] == [expected[name] for name in facts]
        assert list(run.loss) == expected["loss"]
        check(went_on(shelf.file_of(run.id)), expected["numpy"])
    assert not shelf.trouble
    assert shelf.close()


def test_results_of_the_lag_experiment_are_there_and_measured_alike(qtbot, tmp_path, monkeypatch):
    shutil.copytree(FIXTURES / "shelf" / "lag", tmp_path / "lag")
    monkeypatch.setenv("LSTM_LAB_SHELF", str(tmp_path))
    experiment = LagExperiment()
    found = [
        {
            "title": curve.learner.title,
            "points": [[point.lag, point.accuracy, point.updates] for point in curve.in_order],
        }
        for curve in experiment.curves.values()
    ]
    assert found == EXPECTED["lag"]
    assert not experiment.problem
    settings = next(iter(experiment.curves))
    assert list(learn_lag(settings_for(settings), 2)) == pytest.approx(
        EXPECTED["lag learned"], abs=ONE_WRONG_ANSWER
    )
    assert experiment.close()


@pytest.mark.parametrize("job", EXPECTED["headless"], ids=lambda job: job["job"])
def test_the_terminal_prints_the_same(capsys, job):
    words = ["--headless", "--json", "--backend", "numpy", *shlex.split(job["job"])]
    assert run_headless(parse_options(words)) == 0
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    for line, expected in zip(printed, job["lines"], strict=True):
        line.pop("seconds", None)
        assert line == {
            name: close_to(fact, STEEP) if isinstance(fact, float) else fact
            for name, fact in expected.items()
        }
