"""The helpers of the learning benchmark: the patterns drawn, the verdicts, the shares."""

import numpy as np
import pytest

from benchmarks import learning
from benchmarks.learning import Aim, Outcome, draw_patterns, learn, learn_all
from model import create_model
from networks.settings import Settings
from tasks.pattern import Pattern

TINY = Settings(units=(4, 4), rows=3, window=4, updates=5, passes=1)


class Parrot:
    """A net that needs no training: it repeats what it heard, but for one symbol."""

    settings = TINY

    def __init__(self, wrong_at=None):
        self.wrong_at = wrong_at

    def initialise(self, seed):
        pass

    def reset_states(self):
        pass

    def set_rate(self, rate):
        pass

    def train_pass(self, inputs, targets):
        return 0.5

    def evaluate_pass(self, inputs, targets):
        return np.full(inputs.shape[:2], 0.5, np.float32)

    def read(self, symbols, free_steps=0, memory=None):
        heard = Pattern.of(symbols)
        following = heard.repeated(len(heard) + free_steps, start=1).astype(np.float32)
        if self.wrong_at is not None and self.wrong_at <= free_steps:
            place = len(heard) - 1 + self.wrong_at
            following[place] = 1 - following[place]
        return following, None


def test_drawn_patterns_are_different_primitive_and_of_the_periods_asked_for():
    patterns = draw_patterns(200, (1, 16), np.random.default_rng(0))
    assert len(set(patterns)) == 200
    assert {len(pattern) for pattern in patterns} == set(range(1, 17))
    assert all(p.period == len(p) for p in patterns)


def test_the_same_set_is_drawn_again():
    first, again, other = (draw_patterns(9, (17, 32), np.random.default_rng(s)) for s in (1, 1, 2))
    assert first == again != other


def test_a_net_that_keeps_to_the_pattern_has_learned_it():
    outcome = learn(Parrot(), Pattern("00101"), seed=0, epochs=3)
    assert outcome.learned
    assert (outcome.right, outcome.period, len(outcome.losses)) == (10, 5, 3)


@pytest.mark.parametrize("wrong_at", [0, 9])
def test_a_single_fault_within_two_periods_is_a_failure(wrong_at):
    outcome = learn(Parrot(wrong_at), Pattern("00101"), seed=0, epochs=1)
    assert not outcome.learned
    assert outcome.right == wrong_at
    assert f"right for {wrong_at:>2} of 10" in learning.describe_failure(outcome)


def test_each_training_starts_from_the_weights_of_its_seed():
    network = create_model("numpy", TINY)
    outcomes = list(learn_all(network, [Pattern("01"), Pattern("001")], seeds=2, epochs=2))
    assert [(o.pattern.glyphs, o.seed) for o in outcomes] == [
        ("01", 0),
        ("01", 1),
        ("001", 0),
        ("001", 1),
    ]
    assert outcomes[0].losses != outcomes[1].losses
    assert learn(network, Pattern("01"), seed=1, epochs=2) == outcomes[1]


def test_a_share_counts_only_the_periods_it_is_about():
    outcomes = [
        Outcome("01", 0, right=4, losses=(0.1,)),
        Outcome("001", 0, right=5, losses=(0.1,)),
        Outcome("0" * 16 + "1", 0, right=0, losses=(0.1,)),
    ]
    aim = Aim(1, 16, 0.98)
    assert learning.within(outcomes, aim) == outcomes[:2]
    assert "50.0%  (1 of 2)  aim 98%: missed" in learning.describe_share(outcomes, aim)
    assert "reached" in learning.describe_share(outcomes[:1], aim)
    assert "none drawn" in learning.describe_share([], aim)
