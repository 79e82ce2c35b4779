"""What the benchmark of prepared races takes for true, and that it can be run."""

from dataclasses import replace

import pytest

from benchmarks import prepared_races
from benchmarks.prepared_races import CLAIMS, Claim, Standing, is_so
from experiments.prepared_races import RACES


@pytest.mark.parametrize(
    ("scores", "winners", "holds"),
    [
        ((0.5, 0.25, 0), 1, True),
        ((0.5, 0.5, 0), 1, False),
        ((0, 0, 0), 1, False),
        ((0.5, 0.25, 0.2), 2, True),
        ((0.5, 0.2, 0.25), 2, False),
    ],
)
def test_all_winners_have_to_be_ahead_of_all_others(scores, winners, holds):
    assert is_so(winners, [Standing(score, "") for score in scores]) is holds


@pytest.mark.parametrize("name", RACES)
def test_a_race_has_those_who_win_and_others(name):
    assert 0 < CLAIMS.get(name, Claim()).winners < len(RACES[name].learners)


def test_what_is_claimed_is_claimed_of_a_race():
    assert CLAIMS.keys() <= RACES.keys()


def test_a_race_is_run_and_told(capsys, monkeypatch):
    monkeypatch.setattr(prepared_races, "SEEDS", range(2))
    race = RACES["race-count"]
    small = replace(race, epochs=1)
    assert prepared_races.show("race-count", small) in (0, 1, 2)
    told = capsys.readouterr().out
    assert "race-count: count (trained=10 asked=100), 1 epochs; counts_to, seeds 0 to 1" in told
    assert all(learner.title in told for learner in small.learners)
