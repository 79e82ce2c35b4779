"""A race trains every contestant just as it would train alone, and none an epoch ahead."""

from dataclasses import replace
from itertools import islice

import pytest
from kept_runs import trained
from small_settings import SMALL, WILD

import model
from cells.registry import CELLS
from training.race import (
    Contestant,
    Explosion,
    RacePlan,
    Standing,
    checkpoint_of,
    make_lanes,
    race,
    verdict,
)
from training.record import EpochRecord
from utils import parse_pattern

SETTINGS = [replace(SMALL, cell=name) for name in CELLS]
FIRST = "First to continue the pattern without a fault"
OTHER_SHAPE = replace(SMALL, rows=6, window=3, updates=3)


def make_race(settings, seed=0, standings=None):
    plan = RacePlan(
        tuple(Contestant(str(place), each) for place, each in enumerate(settings)),
        "numpy",
        parse_pattern("0011"),
        seed,
    )
    networks = [model.create_model("numpy", each) for each in settings]
    return plan, make_lanes(plan, networks, standings or [Standing()] * len(settings))


def records_of(lanes, epochs):
    """What each contestant records until all have done so many epochs."""
    records = [[] for _ in lanes]
    for place, step in race(lanes):
        epochs_done = [lane.position.epoch for lane in lanes]
        assert max(epochs_done) - min(epochs_done) <= 1
        if isinstance(step, EpochRecord):
            records[place].append(step)
        if min(map(len, records)) == epochs:
            return records


@pytest.mark.parametrize("settings", [SETTINGS, [SMALL, OTHER_SHAPE]])
def test_everyone_learns_as_if_alone(settings):
    _, lanes = make_race(settings, seed=3)
    for place, records in enumerate(records_of(lanes, 3)):
        alone = trained(epochs=3, seed=3, settings=settings[place])
        assert [r.loss for r in records] == [r.loss for r in alone.records]


def test_a_race_that_was_left_in_the_middle_goes_on_in_step():
    _, lanes = make_race(SETTINGS)
    steps = race(lanes)
    for _ in range(3):
        next(steps)
    steps.close()
    expected = [r.loss for r in trained(epochs=2, settings=SETTINGS[-1]).records]
    records = records_of(lanes, 1)
    records_of(lanes, 1)
    assert records[-1][0].loss == pytest.approx(expected[0])


def test_other_networks_go_on_exactly_where_the_first_ones_stopped():
    plan, lanes = make_race([SMALL, OTHER_SHAPE])
    whole = records_of(lanes, 2)
    standings = [Standing(lane.state(plan.pattern)) for lane in lanes]
    _, again = make_race([SMALL, OTHER_SHAPE], standings=standings)
    rest = records_of(again, 2)
    for place, settings in enumerate([SMALL, OTHER_SHAPE]):
        alone = trained(epochs=4, settings=settings).records
        losses = [record.loss for record in [*whole[place], *rest[place]]]
        assert losses == [record.loss for record in alone]


def test_who_explodes_leaves_and_the_others_learn_as_if_alone():
    _, lanes = make_race([SMALL, WILD], seed=0)
    steps = list(islice(race(lanes), 2_000))
    assert [place for place, step in steps if isinstance(step, Explosion)] == [1]
    losses = [step.loss for place, step in steps if place == 0 and isinstance(step, EpochRecord)]
    alone = trained(epochs=len(losses), seed=0)
    assert losses == [record.loss for record in alone.records]
    assert len(losses) > lanes[1].position.epoch


def test_a_race_of_which_all_explode_ends():
    _, lanes = make_race([WILD, WILD])
    ends = [place for place, step in race(lanes) if isinstance(step, Explosion)]
    assert ends == [0, 1]


def test_a_contestant_can_be_saved_as_a_training():
    plan, lanes = make_race(SETTINGS[:2])
    records = records_of(lanes, 2)
    checkpoint = checkpoint_of(plan, 1, records[1], lanes[1].state(plan.pattern))
    assert checkpoint.settings == SETTINGS[1]
    assert checkpoint.goal == len(checkpoint.records) == 2
    assert checkpoint.state.position.epoch == 3


@pytest.mark.parametrize(
    ("firsts", "explosions", "epochs", "sentence"),
    [
        ([0, 0], [0, 0], 0, "Nobody has done an epoch yet."),
        ([0, 0], [0, 0], 1, "After 1 epoch nobody continues the pattern without a fault yet."),
        (
            [4, 2],
            [0, 0],
            9,
            f"{FIRST}: B, after epoch 2; A after epoch 4.",
        ),
        ([0, 2], [0, 0], 9, f"{FIRST}: B, after epoch 2; A not yet."),
        ([3, 3], [0, 0], 9, f"{FIRST}: A and B, after epoch 3."),
        ([0, 2], [3, 0], 9, f"{FIRST}: B, after epoch 2. A exploded in epoch 3."),
        ([0, 2], [0, 4], 9, f"{FIRST}: B, after epoch 2; A not yet. B exploded in epoch 4."),
        ([0, 0], [1, 0], 0, "Nobody has done an epoch yet. A exploded in epoch 1."),
        (
            [0, 0],
            [1, 2],
            1,
            "Nobody has continued the pattern without a fault. A exploded in epoch 1, "
            "B exploded in epoch 2.",
        ),
    ],
)
def test_who_was_first_is_said_in_words(firsts, explosions, epochs, sentence):
    assert verdict("AB", firsts, explosions, epochs) == sentence
