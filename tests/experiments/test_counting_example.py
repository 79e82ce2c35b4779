"""The prepared unit counts as its words say: up at each 0, anew at each 1."""

import numpy as np
import pytest
from prepared_runs import train_prepared

from experiments.counting_example import COUNTING, COUNTING_UNIT
from inspection.microscope import Microscope
from tasks.repeating import sample


def seen_after_training(seed):
    """The last look inside its only network, trained from that seed."""
    (epochs,) = train_prepared(COUNTING, seed)
    last = epochs[-1]
    microscope = Microscope(COUNTING.learners[0].settings)
    return last, microscope.look(COUNTING.look_at, last.state, sample(COUNTING.problem))


def counts(cell, symbols, unit):
    """Whether a unit's c climbs with each 0, and its forget gate lets go at each 1."""
    settled = slice(len(symbols) // 2, None)
    ones = symbols[settled] == 1
    f, c = cell["f"][settled, unit], cell["c"][settled, unit]
    climbs = np.abs(np.diff(c.reshape(-1, 4)[:, :3], axis=1)).min() > 0.3
    return f[ones].max() < 0.3 and f[~ones].min() > 0.5 and climbs


@pytest.fixture(scope="module")
def seen():
    return seen_after_training(COUNTING.seed)


def test_it_has_learned_its_pattern(seen):
    last, _ = seen
    assert last.record.accuracy == 1


def test_the_unit_that_the_words_name_counts(seen):
    _, inspection = seen
    assert counts(inspection.trace.layers[0], inspection.sample.given, COUNTING_UNIT)
    assert f"unit {COUNTING_UNIT + 1}" in COUNTING.says


@pytest.mark.slow
def test_from_about_every_second_seed_some_unit_counts():
    found = 0
    for seed in range(8):
        _, inspection = seen_after_training(seed)
        cell = inspection.trace.layers[0]
        found += any(counts(cell, inspection.sample.given, unit) for unit in range(2))
    assert 3 <= found <= 6
