"""The first weights are distributed as Keras' are, and belong to their seed."""

from __future__ import annotations

import numpy as np
import pytest

from networks.initial_weights import draw_weights
from networks.settings import Settings


def weights_of(units: tuple[int, ...], seed: int, dtype: str = "float32") -> list[np.ndarray]:
    return draw_weights(Settings(units=units, dtype=dtype), seed)


def test_initial_weights_have_the_shapes_of_get_weights() -> None:
    shapes = [weight.shape for weight in weights_of((5, 7), 0)]
    assert shapes == [(1, 20), (5, 20), (20,), (5, 28), (7, 28), (28,), (7, 1), (1,)]


def test_recurrent_kernels_are_orthogonal() -> None:
    recurrent = weights_of((6, 9), 3, "float64")[4]
    np.testing.assert_allclose(recurrent @ recurrent.T, np.eye(9), atol=1e-12)


def test_biases_are_zero_but_for_the_forget_gate() -> None:
    weights = weights_of((2, 3), 0)
    np.testing.assert_array_equal(weights[2], [0, 0, 1, 1, 0, 0, 0, 0])
    np.testing.assert_array_equal(weights[-1], [0])


def test_kernels_fill_the_glorot_interval() -> None:
    limit = np.sqrt(6 / (50 + 200))
    kernel = weights_of((50, 50), 0)[3]
    assert np.abs(kernel).max() <= limit
    assert kernel.std() == pytest.approx(limit / np.sqrt(3), rel=0.02)


def test_both_precisions_start_from_the_same_draw() -> None:
    single, double = (weights_of((4,), 5, dtype) for dtype in ("float32", "float64"))
    for one, other in zip(single, double, strict=True):
        assert one.dtype == np.float32
        np.testing.assert_array_equal(one, other.astype(np.float32))


def test_a_seed_means_its_own_weights() -> None:
    assert np.array_equal(weights_of((4,), 5)[0], weights_of((4,), 5)[0])
    assert not np.array_equal(weights_of((4,), 5)[0], weights_of((4,), 6)[0])


@pytest.mark.parametrize(("n_in", "units", "parameters"), [(10, 25, 3_600), (3, 64, 17_408)])
def test_a_layer_has_the_parameters_of_the_lecture_notes(
    n_in: int, units: int, parameters: int
) -> None:
    second_layer = weights_of((n_in, units), 0)[3:6]
    assert sum(weight.size for weight in second_layer) == parameters
