"""A run says what it is, knows its own continuation, and survives JSON."""

import json
from dataclasses import replace

import pytest
from kept_runs import run_after
from small_settings import SMALL

from file_parts import FileProblem
from shelf.run import facts_of, run_from
from tasks.adding import Adding
from tasks.echo import Echo
from tasks.registry import task_of


@pytest.fixture(scope="module")
def run():
    return replace(run_after(epochs=3)[0], id="a", number=2, date="2024-01-01T00:00:00")


def test_a_run_without_a_name_says_its_number_and_its_network(run):
    assert run.title == "2 · LSTM 4 + 4"
    assert replace(run, name="mine").title == "mine"


def test_a_mark_in_a_name_turns_nothing_round_that_stands_behind_it(run):
    assert replace(run, name="a b\u202ec").title == "a bU+202Ec"


def test_the_time_of_an_epoch_is_not_moved_by_one_slow_epoch(run):
    assert replace(run, seconds=(0.1, 9.0, 0.2)).seconds_per_epoch == pytest.approx(0.2)


def test_a_run_comes_back_from_json_as_it_was(run):
    assert run_from(json.loads(json.dumps(facts_of(run)))) == run


@pytest.mark.parametrize("problem", [Echo(), Adding()])
def test_so_does_one_of_another_task(problem):
    settings = task_of(problem).fit(problem, SMALL)
    run = replace(run_after(problem=problem, settings=settings)[0], id="a", date="2024-01-01")
    assert run_from(json.loads(json.dumps(facts_of(run)))) == run


def test_an_error_may_be_as_large_as_numbers_are():
    settings = task_of(Adding()).fit(Adding(), SMALL)
    run = run_after(problem=Adding(), settings=settings)[0]
    burst = replace(run, id="a", date="2024-01-01", loss=(900.0, 1e30))
    assert run_from(json.loads(json.dumps(facts_of(burst)))) == burst


def test_a_run_whose_loss_is_no_longer_a_number_comes_back_too(run):
    diverged = replace(run, loss=(0.5, float("inf"), float("nan")))
    again = run_from(json.loads(json.dumps(facts_of(diverged))))
    assert again.continues(diverged)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("loss", [0.1]),
        ("loss", "abc"),
        ("loss", [0.1, 1e308, 0.1]),
        ("loss", [0.1, -0.1, 0.1]),
        ("loss", [0.1, True, 0.1]),
        ("loss", [0.1, "0.1", 0.1]),
        ("loss", [0.1, 10**400, 0.1]),
        ("accuracy", [0.1, 1.1, 0.1]),
        ("accuracy", [0.1, float("nan"), 0.1]),
        ("seconds", [0.1, float("inf"), 0.1]),
        ("seconds", [0.1, -1, 0.1]),
        ("parameters", 2**31),
        ("backend", "num\npy"),
        ("date", "2024\0"),
        ("id", "\ud800"),
        ("pattern", "0" * 10_001),
        ("pattern", ""),
        ("loss", []),
        ("seed", -1),
        ("number", "2"),
        ("number", None),
        ("number", True),
        ("seed", None),
        ("date", 5),
        ("name", ["mine"]),
        ("id", None),
        ("backend", []),
        ("is_hidden", "no"),
        ("right_for", "all"),
        ("held_back", "all"),
        ("held_back", 0),
        ("held_back", 1001),
        ("settings", {"units": [4], "stateful": []}),
        ("settings", {"units": [4], "forget_bias": "wide"}),
        ("first_faultless", 0.5),
        ("first_faultless", 10**9),
        ("pattern", "012"),
        ("settings", {"units": [0]}),
        ("settings", {"units": [4], "cell": "no such cell"}),
        ("settings", {"units": [4], "no such setting": 1}),
    ],
)
def test_damaged_facts_are_refused(run, field, value):
    with pytest.raises(FileProblem):
        run_from({**facts_of(run), field: value})


def test_missing_facts_are_refused(run):
    facts = facts_of(run)
    for field in ("settings", "loss", "pattern", "parameters"):
        with pytest.raises(FileProblem):
            run_from({name: value for name, value in facts.items() if name != field})


def test_training_on_continues_a_run_and_what_differs_does_not(run):
    longer = run_after(epochs=5)[0]
    assert longer.continues(run)
    assert run.continues(run)
    assert not run.continues(longer)
    others = (
        {"seed": 1},
        {"pattern": "01"},
        {"settings": replace(SMALL, units=(4,))},
    )
    for difference in others:
        assert not run_after(epochs=5, **difference)[0].continues(run)
    assert replace(longer, backend="keras").continues(run)


def test_a_run_that_took_another_way_does_not_continue_it(run):
    elsewhere = replace(run, loss=(*run.loss[:2], 0.123))
    assert not elsewhere.continues(run)
