"""A map of embeddings: the two directions of the largest spread, and who stands beside whom."""

import numpy as np
import pytest

from inspection.embedding_map import embedding_map, neighbours


def table_of(spreads, symbols=300, seed=0):
    """Rows that are spread so far along directions that stand upright on each other."""
    rng = np.random.default_rng(seed)
    turn, _ = np.linalg.qr(rng.normal(size=(len(spreads), len(spreads))))
    return rng.normal(size=(symbols, len(spreads))) * spreads @ turn.T + 7, turn


def test_the_axes_are_those_of_the_whole_singular_value_decomposition():
    table, _ = table_of([5, 3, 1, 0.5])
    seen = embedding_map(table)
    centred = table - table.mean(axis=0)
    u, s, _ = np.linalg.svd(centred, full_matrices=False)
    np.testing.assert_allclose(np.abs(seen.places), np.abs(u[:, :2] * s[:2]), atol=1e-9)
    np.testing.assert_allclose(seen.shares, (s**2 / (s**2).sum())[:2])


def test_from_epoch_to_epoch_no_axis_is_turned_round():
    table, _ = table_of([5, 3, 1])
    before = embedding_map(table).places * [-1, 1]
    after = embedding_map(table + 0.01 * np.random.default_rng(1).normal(size=table.shape))
    assert ((after.turned_like(before).places * before).sum(axis=0) > 0).all()


@pytest.mark.parametrize("table", [np.ones((5, 3)), np.arange(5.0)[:, None], np.ones((2, 1))])
def test_a_table_without_two_directions_has_a_map_as_well(table):
    seen = embedding_map(table)
    assert seen.places.shape == (len(table), 2)
    assert np.isfinite(seen.places).all()
    assert seen.shares.sum() <= 1 + 1e-9


def test_neighbours_are_the_others_by_the_angle_between_them():
    table = np.array([[1, 0], [5, 0.1], [0, 2], [-1, 0], [0, 0], [1, 1]], np.float32)
    order, cosines = neighbours(table, 0, 4)
    np.testing.assert_array_equal(order, [1, 5, 2, 4])
    np.testing.assert_allclose(cosines, [0.9998, 0.7071, 0, 0], atol=1e-4)
    assert len(neighbours(table, 0)[0]) == 5
