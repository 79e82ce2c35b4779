"""The table sets apart what differs, and says once what does not."""

import math
from dataclasses import fields, replace

import held_out
import pytest
from made_up_runs import RUN, with_problem, with_settings
from short_reviews import own_reviews

from cells.registry import CELLS
from networks.settings import Settings
from tasks.adding import Adding
from tasks.echo import Echo
from tasks.parity import Parity
from tasks.pattern import Pattern
from views.help import TOPICS
from views.shelf.columns import (
    all_columns,
    columns_for,
    what_all_have,
    what_differs_in_kind,
    words_of,
)

REVIEWS = own_reviews(count=300)


def titles(runs):
    return [column.title for column in columns_for(runs)]


ALWAYS = [column.title for column in all_columns([]) if column.said is None]


def text(title, run):
    (column,) = [column for column in all_columns([run]) if column.title == title]
    return column.text(run)


def test_a_single_run_has_only_what_always_stands():
    assert titles([RUN]) == titles([]) == ALWAYS
    assert what_all_have([]) == ""
    assert what_all_have([RUN]).startswith("It: LSTM, 50 + 50 units, ")


def test_what_differs_gets_a_column_and_leaves_the_sentence():
    runs = [RUN, replace(RUN, seed=7)]
    assert titles(runs) == [*titles([RUN]), "Seed"]
    assert "seed" not in what_all_have(runs)
    assert what_all_have(runs).startswith("All: LSTM, ")


def test_how_well_it_went_stands_beside_its_name_and_what_it_was_after_that():
    shown = titles([RUN, with_settings(RUN, units=(3,))])
    assert shown[:4] == ["Run", "Epochs", "Loss", "Accuracy"]
    assert shown[-2:] == ["Pattern", "Units"]


def test_each_setting_that_can_be_chosen_has_a_column_when_it_differs():
    chosen = {
        "cell": "peephole",
        "units": (3,),
        "activation": "relu",
        "forget_bias": 0.0,
        "input_bias": 3.0,
        "recurrent_start": "identity",
        "stateful": False,
        "optimizer": "sgd",
        "rows": 3,
        "window": 3,
        "learning_rate": 0.5,
        "clip_norm": None,
    }
    assert set(chosen) <= {field.name for field in fields(Settings)}
    for name, value in chosen.items():
        assert len(titles([RUN, with_settings(RUN, **{name: value})])) == len(ALWAYS) + 1, name


def test_unknown_and_open_numbers_are_words_and_not_zeros():
    assert text("Faultless after", RUN) == "2"
    assert text("Faultless after", replace(RUN, first_faultless=0)) == "not yet"
    assert text("Faultless after", replace(RUN, first_faultless=None)) == "–"
    assert text("Right for", RUN) == "1,000+"
    assert text("Right for", replace(RUN, right_for=0)) == "0"
    assert text("Right for", replace(RUN, right_for=None)) == "…"


def test_what_is_known_of_no_run_has_no_column():
    open_ended = replace(RUN, first_faultless=None)
    assert "Faultless after" not in titles([open_ended])
    assert "Faultless after" in titles([open_ended, RUN])


def test_sorting_by_the_first_faultless_epoch_puts_the_best_first():
    (column,) = [column for column in all_columns([]) if column.title == "Faultless after"]
    runs = [replace(RUN, first_faultless=first) for first in (None, 0, 9, 1)]
    ordered = sorted(runs, key=column.key)
    assert [run.first_faultless for run in ordered] == [1, 9, 0, None]


def test_long_patterns_and_slow_epochs_are_shortened():
    assert text("Pattern", replace(RUN, problem=Pattern("01" * 40))) == "01" * 12 + "…"
    assert text("Epoch time", RUN) == "100 ms"
    assert text("Epoch time", replace(RUN, seconds=(2.5,))) == "2.5 s"


def test_the_same_runs_have_the_same_columns():
    """What is no other column needs no other table."""
    assert columns_for([RUN]) == columns_for([replace(RUN, number=2)])


def test_runs_of_another_task_are_told_in_its_words():
    echo = with_problem(RUN, Echo(place=4))
    assert text("Problem", echo) == "echo (length=5 integers=10 place=4)"
    assert text("Learned after", echo) == "2"
    assert text("Right of 1,000", echo) == "1,000"
    both = {column.title: column.tip for column in columns_for([RUN, echo])}
    assert "free run" in both["Learned after"]
    assert "99 % right answers" in both["Learned after"]
    adding = with_problem(RUN, Adding())
    several = [RUN, echo, with_problem(RUN, Echo()), adding]
    tips = {column.title: column.tip.splitlines() for column in columns_for(several)}
    assert "“Echo” and “Adding”: Epochs until " in tips["Learned after"][1]
    assert "“Echo” and “Adding”: Fresh sequences, of 1,000" in tips["Right of 1,000"][1]
    assert "Point at a title" in TOPICS["shelf"].told_in(words_of(several)).text
    tips = {column.title: column.tip for column in columns_for([echo, adding])}
    assert tips["Loss"] == "Loss after the last epoch, in nats, or half the squared error"


def test_how_much_is_right_is_told_with_how_much_there_was_where_that_is_less():
    title = "Right of 1,000"
    few, many, unknown = (
        replace(RUN, problem=REVIEWS.brief, right_for=478, held_back=held_back)
        for held_back in (546, 1000, None)
    )
    assert text(title, few) == "478 of 546"
    assert text(title, many) == "478"
    assert text(title, unknown) == "478 of at most 1,000"
    assert text(title, replace(unknown, right_for=None)) == "…"
    assert text(title, replace(unknown, right_for=1000)) == "1,000"
    assert text(title, replace(few, right_for=546)) == "546 of 546"
    (column,) = [column for column in all_columns([few]) if column.title == title]
    more, perfect = replace(many, right_for=600), replace(few, right_for=546)
    assert sorted([perfect, few, more, many], key=column.key) == [many, more, few, perfect]


def test_only_runs_of_one_problem_are_to_be_compared():
    echo, other = with_problem(RUN, Echo(place=4)), with_problem(RUN, Echo(place=1))
    assert what_differs_in_kind([RUN, replace(RUN, problem=Pattern("01"))]) == ""
    assert what_differs_in_kind([echo, echo]) == ""
    assert what_differs_in_kind([RUN, echo, other]).endswith("here are 3 problems.")


@pytest.mark.parametrize("name", CELLS)
def test_a_gate_s_bias_stands_only_where_there_is_such_a_gate(name):
    run = with_settings(RUN, cell=name, forget_bias=3.0, input_bias=-2.0)
    for kind, shown, gate in (
        ("forget", "3", CELLS[name].forget_gate),
        ("input", "-2", CELLS[name].input_gate),
    ):
        assert text(f"{kind.title()} bias", run) == (shown if gate else "–")
        assert (f"{kind} bias {shown}" in what_all_have([run])) == bool(gate)
        assert what_all_have([run]).count(f"no {kind} gate") == (not gate)


def test_where_chrono_sets_gate_biases_their_own_numbers_are_not_told():
    usual, chrono = RUN, with_settings(RUN, chrono=1000)
    assert [text(title, usual) for title in ("Forget bias", "Chrono")] == ["1", "off"]
    assert [text(title, chrono) for title in ("Forget bias", "Chrono")] == ["–", "1,000"]
    assert set(titles([usual, chrono])) - set(ALWAYS) == {"Forget bias", "Input bias", "Chrono"}
    assert "chrono off" in what_all_have([usual])
    said = what_all_have([chrono])
    assert "orthogonal recurrent start, chrono sets gate biases, chrono 1,000, seed 0." in said


@pytest.mark.parametrize("problem", [Pattern("01"), Adding(), Parity()])
def test_of_a_setting_that_does_not_matter_the_sentence_gives_no_reason(problem):
    run = with_problem(RUN, problem)
    reasons = {*map(run.settings.why_idle, ("embedding", "both_ways", "pooling"))} - {""}
    assert reasons
    assert not any(reason in what_all_have([run]) for reason in reasons)


def test_the_loss_of_a_text_is_in_bits_per_character(monkeypatch):
    held_out.install(monkeypatch)
    run = replace(with_problem(RUN, held_out.PROBLEM), loss=(3.0, 2.0 * math.log(2)))
    assert text("Loss", run) == "1.000"  # A target stands for two characters.
    (column,) = [column for column in all_columns([run]) if column.title == "Loss"]
    assert column.tip == "Loss after the last epoch, in bits per character"
    assert column.key(run) == pytest.approx(1.0)
