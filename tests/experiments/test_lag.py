"""The lag experiment asks what it says it asks, and networks learn what they can."""

from dataclasses import replace

import numpy as np
import pytest

from cells.registry import CELLS
from experiments import lag as lag_module
from experiments.lag import (
    LEARNED,
    LONGEST_TITLE,
    MOST_LAG,
    ROWS,
    WINDOW,
    lag_learners,
    learn_lag,
    measure_lags,
    settings_for,
)
from experiments.sweep import Burst, Measured, UnderWay
from networks.settings import DEFAULT_SETTINGS, Settings
from shelf.run import Run
from tasks.lag import Lag, draw_windows
from tasks.pattern import Pattern
from training.learner import Learner

SMALL = Settings(cell="simple_rnn", units=(8,)).at_rate(0.02)


@pytest.mark.parametrize("lag", [1, 7, MOST_LAG])
def test_the_target_is_the_bit_so_many_steps_before_the_last_one(lag):
    inputs, targets = draw_windows(np.random.default_rng(0), Lag(lag), 3, ROWS, WINDOW)
    assert inputs.shape == (3, ROWS, WINDOW, 1)
    for update in range(3):
        for row in range(ROWS):
            window = list(inputs[update, row, :, 0])
            assert targets[update, row, 0] == window[-1 - lag]


def test_the_bits_are_fair_so_that_guessing_is_right_half_of_the_time():
    _, targets = draw_windows(np.random.default_rng(0), Lag(3), 200, ROWS, WINDOW)
    assert targets.mean() == pytest.approx(0.5, abs=0.02)


def test_what_makes_the_network_stays_and_the_window_is_longer_than_every_lag():
    mine = replace(DEFAULT_SETTINGS, stateful=False, window=8, clip_norm=None, optimizer="sgd")
    used = settings_for(mine)
    assert used.window > MOST_LAG
    assert (used.units, used.cell, used.optimizer, used.clip_norm) == (
        mine.units,
        mine.cell,
        mine.optimizer,
        None,
    )
    assert used.rate_in(100_000) == mine.learning_rate


def test_all_cells_and_one_s_own_network_can_be_chosen():
    mine = Settings(cell="gru", units=(7, 5))
    *presets, yours = lag_learners(mine)
    assert [learner.settings.cell for learner in presets] == list(CELLS)
    assert yours == Learner("Yours: GRU, 7 + 5 units", mine)


def on_shelf(number, settings, **facts):
    """A run as the shelf holds it; its training does not matter here."""
    return Run(
        backend="numpy",
        settings=settings,
        seed=0,
        problem=Pattern("01"),
        parameters=1,
        loss=(0.5,),
        accuracy=(1.0,),
        seconds=(0.1,),
        first_faultless=None,
        number=number,
        **facts,
    )


def test_networks_of_the_shelf_can_be_chosen_newest_first_and_each_once():
    mine = Settings(units=(7,))
    other, newest = replace(SMALL, units=(5,)), replace(SMALL, units=(6,))
    runs = [
        on_shelf(1, other, name="found again"),
        on_shelf(2, mine),
        on_shelf(3, other, name="first try", is_hidden=True),
        on_shelf(4, newest),
    ]
    *_, yours, first, second = lag_learners(mine, runs)
    assert yours.settings == mine
    assert first == Learner(f"4 · {CELLS[newest.cell].title} 6", newest)
    assert second == Learner("first try", other)


def test_a_long_name_is_shortened_so_that_the_legend_has_room_for_it():
    *_, last = lag_learners(SMALL, [on_shelf(1, replace(SMALL, units=(5,)), name="x" * 60)])
    assert last.title == "x" * LONGEST_TITLE + "…"


def test_one_s_own_network_stands_there_once_even_if_it_is_one_of_the_small_ones():
    small = lag_learners(DEFAULT_SETTINGS)[0].settings
    titles = [learner.title for learner in lag_learners(small) if learner.settings == small]
    assert len(titles) == 1
    assert titles[0].startswith("Yours: ")


def test_a_short_lag_is_learned_and_measuring_stops_there():
    accuracies = list(learn_lag(settings_for(SMALL), lag=1))
    assert accuracies[-1] > 0.99
    assert len(accuracies) < lag_module.MOST_PASSES


def test_who_learns_nothing_is_at_chance_and_stops_in_the_end(monkeypatch):
    monkeypatch.setattr(lag_module, "MOST_PASSES", 3)
    accuracies = list(learn_lag(settings_for(SMALL.at_rate(1e-12)), lag=9))
    assert len(accuracies) == 3
    assert accuracies[-1] == pytest.approx(0.5, abs=0.05)


WILD = replace(SMALL, activation="linear", optimizer="sgd", clip_norm=None).at_rate(1e6)


def test_of_answers_that_are_no_numbers_no_accuracy_is_made_and_the_next_point_comes():
    wild = Learner("wild", WILD)
    steps = list(measure_lags([(wild, 2), (wild, 3)]))
    assert [step.place for step in steps if isinstance(step, Burst)] == ["k = 2", "k = 3"]
    assert not [step for step in steps if isinstance(step, Measured)]


def test_the_same_network_and_lag_give_the_same_accuracies():
    first, second = (list(learn_lag(settings_for(SMALL), lag=4)) for _ in range(2))
    assert first == second


def test_every_point_is_measured_in_the_order_asked_for(monkeypatch):
    monkeypatch.setattr(lag_module, "MOST_PASSES", 2)
    one, other = Learner("one", SMALL), Learner("other", replace(SMALL, units=(4,)))
    missing = [(one, 1), (other, 1), (one, 12)]
    steps = list(measure_lags(missing))
    measured = [step for step in steps if isinstance(step, Measured)]
    assert [(step.learner, step.point.lag) for step in measured] == missing
    for step in measured:
        on_the_way = [
            each.point
            for each in steps
            if isinstance(each, UnderWay)
            and (each.learner, each.point.lag) == (step.learner, step.point.lag)
        ]
        assert step.point == on_the_way[-1]


@pytest.mark.slow
@pytest.mark.parametrize(("cell", "lag"), [("simple_rnn", 8), ("lstm", 8)])
def test_the_presets_remember_eight_steps(cell, lag):
    learner = next(
        learner for learner in lag_learners(DEFAULT_SETTINGS) if learner.settings.cell == cell
    )
    *_, accuracy = learn_lag(settings_for(learner.settings), lag)
    assert accuracy >= LEARNED
