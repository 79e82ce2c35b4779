"""The sweep over cells and problems: it repeats exactly, can be left, and keeps its results."""

import json
from dataclasses import replace

import pytest
from alike import check_alike

from experiments.gate_runs import GatePoint, key_of, run, run_again
from experiments.gate_sweep import GATES_FILE, GateSweep, measure_contests
from experiments.gates import QUICK, UPDATES_OF_EPOCH, Questions
from experiments.sweep import Measured
from experiments.sweep_file import SweepCurve, put_point
from shelf.run import run_of
from tasks.adding import Adding
from tasks.lag import Lag
from tasks.marked import Marked
from training.learner import Learner

SMALL = Questions(
    title="Small",
    problems=(Lag(1), Marked(4)),
    contestants=QUICK.contestants[:2],
    seeds=2,
    rate_seeds=1,
    updates=UPDATES_OF_EPOCH,
)
LEARNER = SMALL.contests[0].at_rates[1]
WILD = replace(
    LEARNER.settings, activation="linear", optimizer="sgd", clip_norm=None, learning_rate=10.0
)


pytestmark = pytest.mark.usefixtures("own_folder")


@pytest.fixture
def sweep(qapp):
    sweep = GateSweep()
    yield sweep
    assert sweep.close()


def wait_until_done(qtbot, sweep):
    qtbot.waitUntil(lambda: not sweep.is_running, timeout=60_000)


def points(curves):
    return {
        (settings, key): point
        for settings, curve in curves.items()
        for key, point in curve.points.items()
    }


def measured_in_one_go():
    return [step for step in measure_contests(SMALL.contests, {}) if isinstance(step, Measured)]


def outcome(learner, problem, updates=4 * UPDATES_OF_EPOCH):
    *_, (point, _) = [each for each in run(learner, problem, 0, updates) if each]
    return point


def test_a_run_ends_as_soon_as_fresh_sequences_are_answered():
    point = outcome(LEARNER, Lag(1))
    assert point.learned
    assert point.updates < 4 * UPDATES_OF_EPOCH
    assert 0.99 <= point.reached <= 1


def test_a_run_that_learns_nothing_ends_with_its_budget():
    lazy = replace(LEARNER.settings, learning_rate=1e-6, final_learning_rate=1e-6)
    point = outcome(Learner("lazy", lazy), Lag(1), 2 * UPDATES_OF_EPOCH)
    assert (point.learned, point.updates) == (False, 2 * UPDATES_OF_EPOCH)
    assert point.reached == pytest.approx(0.5, abs=0.1)


def test_numbers_are_told_by_their_squared_error():
    (contest, *_) = replace(QUICK, problems=(Adding(4),)).contests
    point = outcome(contest.at_rates[0], contest.problem, UPDATES_OF_EPOCH)
    assert not point.learned
    assert point.reached == pytest.approx(contest.problem.guess, rel=0.9)


def test_a_burst_is_a_run_that_has_not_learned():
    assert outcome(Learner("wild", WILD), Lag(1)).reached is None


def test_cancel_is_heard_within_an_epoch():
    steps = run(LEARNER, Lag(1), 0, UPDATES_OF_EPOCH)
    assert next(steps) is None


def test_the_same_questions_have_the_same_answers_to_the_last_bit():
    first, second = measured_in_one_go(), measured_in_one_go()
    assert first == second
    assert len(first) == 4 * SMALL.contests[0].missing({})


def test_all_is_measured_and_told(qtbot, sweep):
    seen = []
    sweep.changed.connect(lambda: seen.append((sweep.under_way, sweep.seconds_left)))
    sweep.start(SMALL)
    assert (sweep.done, sweep.wanted) == (0, 16)
    wait_until_done(qtbot, sweep)
    assert (sweep.done, sweep.missing(SMALL), sweep.problem) == (16, 0, "")
    assert all(contest.verdict(sweep.curves).is_whole for contest in SMALL.contests)
    assert any(step is not None for step, _ in seen)
    assert any(left is not None and left > 0 for _, left in seen)
    assert sweep.under_way is sweep.seconds_left is None
    sweep.start(SMALL)
    assert not sweep.is_running


def test_left_and_gone_on_with_in_another_program_the_results_are_those_of_one_go(qtbot, sweep):
    sweep.start(SMALL)
    qtbot.waitUntil(lambda: sweep.done >= 3, timeout=60_000)
    sweep.cancel()
    before = points(sweep.curves)
    later = GateSweep()
    assert points(later.curves) == before
    later.start(SMALL)
    assert later.wanted == 16 - len(before)
    wait_until_done(qtbot, later)
    in_one_go = [
        step for step in measure_contests(SMALL.contests, {}) if isinstance(step, Measured)
    ]
    assert points(later.curves) == {
        (step.learner.settings, step.point.key): step.point for step in in_one_go
    }
    assert later.close()


def test_what_turns_out_to_be_known_is_not_left_to_do_in_the_end(qtbot, sweep):
    contest = SMALL.contests[0]
    for learner in contest.at_rates:
        known = GatePoint(*key_of(contest.problem, 1), 64, learned=True, reached=1.0)
        put_point(sweep.curves, learner, known)
    sweep.start(SMALL)
    wait_until_done(qtbot, sweep)
    assert sweep.missing(SMALL) == 0
    assert sweep.done == sweep.wanted == 15


STRANGE = [{"problem": "lag=0"}, {"task": "chess"}, {"reached": -1.0}, {"learned": 1}]


@pytest.mark.parametrize("strange", STRANGE, ids=map(str, STRANGE))
def test_a_damaged_result_is_told_and_its_file_is_never_written_over(qapp, strange):
    good = GatePoint(*key_of(Lag(1), 0), 64, learned=True, reached=1.0)
    GATES_FILE.write([SweepCurve(LEARNER, {good.key: good})])
    facts = json.loads(GATES_FILE.path.read_text())
    facts["networks"][0]["points"][0].update(strange)
    GATES_FILE.path.write_text(json.dumps(facts))
    sweep = GateSweep()
    assert sweep.problem.startswith("Some results of before cannot be shown. ")
    assert sweep.curves == {}
    sweep.forget()
    aside = GATES_FILE.path.with_name("results-before-1.json")
    assert json.loads(aside.read_text()) == facts
    assert sweep.close()


def test_the_run_of_a_point_can_be_had_again_the_same_to_the_last_bit():
    point = outcome(LEARNER, Lag(1))
    *fractions, checkpoint = run_again(LEARNER, Lag(1), point)
    assert fractions[-1] == 1
    assert (checkpoint.settings, checkpoint.seed) == (LEARNER.settings, 0)
    again = run_of(checkpoint, parameters=1)
    assert again.epochs == point.updates / UPDATES_OF_EPOCH
    assert again.accuracy[-1] == point.reached
    *_, other = run_again(LEARNER, Lag(1), point)
    check_alike(checkpoint.state.snapshot, other.state.snapshot)


def test_of_a_burst_in_the_first_epoch_there_is_no_run():
    burst = GatePoint(*key_of(Lag(1), 0), 64, learned=False, reached=None)
    assert list(run_again(Learner("wild", WILD), Lag(1), burst)) == []
