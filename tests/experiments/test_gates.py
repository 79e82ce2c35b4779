"""Do gates win? Who learns what, at which rate, and what a field of the table says of it."""

import csv
from dataclasses import replace

import pytest

from experiments.gate_runs import GatePoint, key_of
from experiments.gates import FULL, QUICK, RATES, Contest, Questions, Verdict, save_table
from experiments.sweep_file import put_point
from networks.initial_weights import initial_snapshot
from networks.settings_facts import check_settings
from tasks.adding import Adding
from tasks.lag import Lag
from tasks.marked import Marked

CONTEST = Contest(Marked(20), QUICK.contestants[0], seeds=3, rate_seeds=2, updates=640)


def point(updates=64, learned=True, reached=1.0, seed=0, problem=CONTEST.problem):
    return GatePoint(*key_of(problem, seed), updates, learned, reached)


def known(*rates, contest=CONTEST):
    """Curves that know these points of each rate, seed by seed."""
    curves = {}
    for learner, points in zip(contest.at_rates, rates, strict=False):
        for seed, each in enumerate(points):
            put_point(curves, learner, replace(each, seed=seed))
    return curves


@pytest.mark.parametrize("questions", [QUICK, FULL], ids=lambda questions: questions.title)
def test_contestants_differ_in_nothing_but_cell_start_and_what_belongs_to_it(questions):
    for contests in questions.rows:
        for contest in contests:
            assert [each.settings.learning_rate for each in contest.at_rates] == list(RATES)
            for learner in contest.at_rates:
                check_settings(learner.settings)
                assert learner.settings.clip_norm == 1
                assert learner.settings.rate_in(10_000) == learner.settings.learning_rate
        alike = {
            replace(
                contest.at_rates[0].settings,
                cell="lstm",
                activation="tanh",
                recurrent_start="orthogonal",
                forget_bias=1.0,
            )
            for contest in contests
        }
        assert len(alike) == 1


def test_the_simple_rnn_takes_part_with_both_starts_and_every_budget_is_whole_epochs():
    for questions in (QUICK, FULL):
        simple = [each for each in questions.contestants if each.settings.cell == "simple_rnn"]
        starts = [each.settings.recurrent_start for each in simple]
        assert starts == ["orthogonal", "identity"]
        settings = simple[0].settings
        assert questions.updates % (settings.updates * settings.passes) == 0


def test_all_contestants_begin_from_the_same_seeds():
    first, second = (contest.at_rates[0].settings for contest in QUICK.rows[1][:2])
    weights = [initial_snapshot(settings, 0) for settings in (first, second)]
    assert weights[0].keys() == weights[1].keys()


def test_first_every_rate_is_tried_then_the_best_one_has_the_other_seeds():
    fast, slow, none = point(64), point(320), point(640, False, 0.6)
    assert CONTEST.next_run({}) == (CONTEST.at_rates[0], 0)
    assert CONTEST.missing({}) == 3 * 2 + 1
    curves = known([none, none], [slow, fast], [fast])
    assert CONTEST.next_run(curves) == (CONTEST.at_rates[2], 1)
    assert CONTEST.best_rate(curves) is None
    assert CONTEST.verdict(curves) is None
    curves = known([none, none], [slow, fast], [fast, fast])
    assert CONTEST.next_run(curves) == (CONTEST.at_rates[2], 2)
    assert CONTEST.missing(curves) == 1
    whole = known([none, none], [slow, fast], [fast, fast, slow])
    assert CONTEST.next_run(whole) is None
    assert CONTEST.missing(whole) == 0


@pytest.mark.parametrize(
    ("rates", "best"),
    [
        (([point(64), point(640, False)], [point(320), point(320)], [point(64)] * 2), 2),
        (([point(64), point(640, False)], [point(320), point(320)], [point(384)] * 2), 1),
        (([point(640, False, r)] * 2 for r in (0.5, 0.7, 0.6)), 1),
        (([point(640, False, reached)] * 2 for reached in (None, 0.5, None)), 1),
    ],
    ids=["more seeds", "then fewer updates", "then nearer to it", "a burst is the worst"],
)  # fmt: skip
def test_the_best_rate_learns_from_more_seeds_or_faster_or_comes_nearer(rates, best):
    assert CONTEST.best_rate(known(*rates)) == CONTEST.at_rates[best]


def test_of_numbers_the_smaller_error_is_nearer():
    contest = replace(CONTEST, problem=Adding(20), rate_seeds=1)
    rates = ([point(640, False, error, problem=contest.problem)] for error in (0.1, 0.02, 0.15))
    assert contest.best_rate(known(*rates, contest=contest)) == contest.at_rates[1]


def test_what_failed_within_less_is_tried_again_and_what_took_more_is_not_solved():
    curves = known(*3 * [[point(320, False, 0.6), point(1280)]])
    assert CONTEST.next_run(curves) == (CONTEST.at_rates[0], 0)
    short = replace(CONTEST, updates=320)
    assert short.next_run(curves) == (short.at_rates[0], 2)
    verdict = short.verdict(curves)
    assert (len(verdict.solved), verdict.median_updates) == (0, None)


def test_a_burst_is_not_tried_again():
    curves = known(*3 * [3 * [point(64, False, None)]])
    assert CONTEST.next_run(curves) is None
    assert CONTEST.verdict(curves).solved == ()


def test_a_field_tells_seeds_solved_their_median_updates_and_the_run_in_the_middle():
    points = (point(320), point(640, False, 0.6), point(64, seed=2), point(128, seed=3))
    verdict = Verdict(CONTEST.at_rates[0], points, updates=640, seeds=5)
    assert len(verdict.solved) == 3
    assert verdict.median_updates == 128
    assert verdict.typical == points[3]
    assert not verdict.is_whole


def test_the_table_has_a_line_for_every_field_that_is_known(tmp_path):
    questions = Questions("Small", (Lag(1), Adding(20)), QUICK.contestants[:2], 2, 1, 640)
    curves = {}
    for contest in questions.rows[0]:
        for learner in contest.at_rates:
            put_point(curves, learner, point(192, problem=contest.problem))
    save_table(tmp_path / "t.csv", questions, curves)
    with open(tmp_path / "t.csv", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [line["network"] for line in lines] == [
        "Simple RNN, orthogonal",
        "Simple RNN, identity (ReLU)",
    ]
    assert lines[0] == {
        "task": "lag",
        "problem": "lag=1",
        "guess": "0.5",
        "network": "Simple RNN, orthogonal",
        "units": "20",
        "rate": "0.003",
        "budget": "640",
        "seeds": "1",
        "solved": "1",
        "median_updates": "192",
    }
