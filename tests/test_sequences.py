"""Sequences known as a whole: padded, read both ways and pooled; and what has no effect."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from alike import check_alike
from finite_differences import central_differences, relative_error
from test_custom_lstm import SMALL_64

from cells.registry import CELLS
from networks.dropout import draw_masks
from networks.numpy_network import NumpyNetwork, numpy_network, restored
from networks.optimizers import MOMENTUM
from networks.ports import Ports
from networks.settings import POOLINGS, Settings

WORDS = Ports("one-hot", 7, padded=True)
REVIEWS = replace(
    SMALL_64, units=(3, 2), rows=6, window=4, stateful=False, updates=1, embedding=3, ports=WORDS
)
NAN = np.nan
MARKS = np.array([1, NAN, NAN, 0, 1, NAN])[:, None]
"""A review in one row, one in three, one in one again; and padding."""
LENGTHS = np.array([2, 3, 4, 4, 4, 0])


def reviews(settings: Settings, seed: int = 0) -> np.ndarray:
    """Words behind padding, ``(rows, window, 1)``."""
    shape = settings.rows, settings.window
    words = np.random.default_rng(seed).integers(1, settings.ports.features, shape)
    words[np.arange(settings.window) < (settings.window - LENGTHS)[:, None]] = 0
    return words[..., None].astype(np.float32)


def shaken(settings: Settings, make=numpy_network) -> NumpyNetwork:
    """A net none of whose weights is zero."""
    network, rng = make(settings), np.random.default_rng(1)
    network.initialise(seed=1)
    weights = {
        name: array + rng.normal(0, 0.3, array.shape).astype(array.dtype)
        for name, array in network.snapshot().items()
        if name.startswith("weights")
    }
    network.restore(network.snapshot() | weights)
    return network


def gradients(network: NumpyNetwork, rows: np.ndarray, marks: np.ndarray) -> dict[str, np.ndarray]:
    """By the names of the weights: SGD's first velocity is the gradient times the rate."""
    here = network.snapshot()
    network.train_pass(rows[None], marks[None])
    after = network.snapshot()
    network.restore(here)
    names = [name for name in after if name.startswith("optimizer/m")]
    rate = network.settings.learning_rate
    return {name.replace("optimizer/m", "weights"): -after[name] / rate for name in names}


def check_gradients(settings: Settings, make=numpy_network) -> None:
    settings = replace(settings, optimizer="sgd", clip_norm=None, learning_rate=1.0)
    network = shaken(settings, make)
    here, rows = network.snapshot(), reviews(settings)
    masks = draw_masks(settings, 0, 1, 0)

    def loss_with(name: str, weights: np.ndarray) -> float:
        network.restore(here | {name: weights})
        return network.train_pass(rows[None], MARKS[None], masks)

    loss_with("weights/0", here["weights/0"])
    found = {
        name: -network.snapshot()[name.replace("weights", "optimizer/m")]
        for name in here
        if name.startswith("weights")
    }
    for name, gradient in found.items():
        slopes = central_differences(partial(loss_with, name), here[name])
        assert relative_error(gradient, slopes) < 1e-6, name


@pytest.mark.parametrize("both_ways", [False, True], ids=["one way", "both ways"])
@pytest.mark.parametrize("pooling", POOLINGS)
def test_gradients_of_every_way_and_pooling_are_those_of_central_differences(both_ways, pooling):
    """Through padding, embedding and dropout, of reviews in one row and in several."""
    settings = replace(REVIEWS, both_ways=both_ways, pooling=pooling, dropout=0.3)
    check_gradients(settings)


@pytest.mark.parametrize("cell", CELLS)
def test_through_every_cell_padding_lets_the_right_gradients_pass(cell):
    settings = replace(REVIEWS, cell=cell, both_ways=True, pooling="mean", units=(2,))
    check_gradients(settings)


def test_the_readable_lstm_computes_what_the_fast_one_computes():
    settings = replace(REVIEWS, both_ways=True, pooling="max", embedding=0)
    fast, readable = shaken(settings), NumpyNetwork(settings)
    readable.restore(fast.snapshot())
    rows = reviews(settings)
    found, expected = (gradients(network, rows, MARKS) for network in (readable, fast))
    check_alike(found, expected, atol=1e-12)


CHOICES = [
    pytest.param(
        {"both_ways": both, "pooling": pooling, "embedding": embedding, "cell": cell},
        id=f"{cell}, {'both ways' if both else 'one way'}, {pooling}, {embedding}",
    )
    for both, pooling, embedding, cell in (
        (False, "last", 3, "lstm"),
        (True, "last", 3, "lstm"),
        (True, "mean", 3, "lstm"),
        (True, "max", 0, "lstm"),
        (True, "max", 3, "gru"),
        (False, "mean", 0, "peephole"),
    )
]


@pytest.mark.parametrize("choice", CHOICES)
def test_padding_has_no_effect_to_the_bit(choice):
    """What padding would be read as is of no account, nor how much of it stands in front."""
    settings = replace(REVIEWS, optimizer="sgd", clip_norm=None, dtype="float32", **choice)
    network, rows = shaken(settings), reviews(settings)
    said, slopes = network.evaluate_pass(rows[None], MARKS[None]), gradients(network, rows, MARKS)
    first = network.snapshot()["weights/0"].copy()
    first[0] = 100.0
    network.restore(network.snapshot() | {"weights/0": first})
    np.testing.assert_array_equal(network.evaluate_pass(rows[None], MARKS[None]), said)
    check_alike(gradients(network, rows, MARKS), slopes)
    assert not slopes["weights/0"][0].any()
    longer = restored(replace(settings, window=9), network.snapshot())
    further = np.concatenate([np.zeros((6, 5, 1), np.float32), rows], axis=1)
    np.testing.assert_array_equal(longer.evaluate_pass(further[None], MARKS[None]), said)
    check_alike(gradients(longer, further, MARKS), slopes, rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("choice", CHOICES)
def test_rows_behind_the_last_that_is_asked_have_no_effect_to_the_bit(choice):
    settings = replace(REVIEWS, optimizer="sgd", clip_norm=None, dtype="float32", **choice)
    network, rows = shaken(settings), reviews(settings)
    other = rows.copy()
    other[-1] = 3
    said = [network.evaluate_pass(each[None], MARKS[None])[0] for each in (rows, other)]
    asked = ~np.isnan(MARKS[:, 0])
    np.testing.assert_array_equal(said[0][asked], said[1][asked])
    assert np.isfinite(said).all()
    one, another = (gradients(network, each, MARKS) for each in (rows, other))
    check_alike(one, another)


def test_where_nothing_is_asked_nothing_is_learned():
    settings = replace(REVIEWS, both_ways=True, pooling="mean", optimizer="sgd")
    network = shaken(settings)
    here = network.snapshot()
    nothing = np.full_like(MARKS, NAN)
    assert network.train_pass(reviews(settings)[None], nothing[None]) == 0
    check_alike(network.snapshot(), here, only="weights")


def test_where_nothing_is_asked_an_optimizer_goes_on_by_what_it_remembers_alone():
    settings = replace(REVIEWS, both_ways=True, pooling="mean", optimizer="adam")
    network, nothing = shaken(settings), np.full_like(MARKS, NAN)
    rows = reviews(settings)[None]
    network.train_pass(rows, MARKS[None])
    before = network.snapshot()
    network.train_pass(rows, nothing[None])
    for name, array in network.snapshot().items():
        if name.startswith("optimizer/m"):
            np.testing.assert_allclose(array, MOMENTUM * before[name], rtol=1e-12)
            assert array.any()


def test_the_loss_is_the_mean_over_the_rows_that_are_asked():
    network = shaken(replace(REVIEWS, pooling="mean", both_ways=True))
    rows, asked = reviews(network.settings), ~np.isnan(MARKS[:, 0])
    p = network.evaluate_pass(rows[None], MARKS[None])[0]
    expected = -np.log(np.where(MARKS[:, 0] == 1, p, 1 - p)[asked]).mean()
    assert network.train_pass(rows[None], MARKS[None]) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("pooling", ["mean", "max"])
def test_a_sequence_in_pieces_is_answered_from_all_its_states(pooling):
    network = shaken(replace(REVIEWS, units=(3,), pooling=pooling, both_ways=True))
    rows = reviews(network.settings)
    states = network.last_states(rows)
    taken = np.concatenate([states[row, 4 - LENGTHS[row] :] for row in (1, 2, 3)])
    read = taken.mean(axis=0) if pooling == "mean" else taken.max(axis=0)
    weights, bias = network.output_weights
    p = network.evaluate_pass(rows[None], MARKS[None])[0, 3]
    assert p == pytest.approx(1 / (1 + np.exp(-(read @ weights + bias))), rel=1e-9)


def test_the_way_back_reads_from_the_end_and_the_last_state_is_at_the_first_word():
    """A twin that reads each sequence turned round shows the same, with weights exchanged."""
    network = shaken(replace(REVIEWS, units=(3,), both_ways=True))
    rows = reviews(network.settings)
    turned = rows.copy()
    for row, length in enumerate(LENGTHS):
        turned[row, 4 - length :] = rows[row, 4 - length :][::-1]
    named = network.snapshot()
    there, back = ([named[f"weights/{1 + 3 * way + k}"] for k in range(3)] for way in (0, 1))
    swapped = {f"weights/{1 + k}": array for k, array in enumerate([*back, *there])}
    swapped["weights/7"] = np.roll(named["weights/7"], 3, axis=0)
    twin = restored(network.settings, named | swapped)
    said = network.evaluate_pass(rows[None], MARKS[None])
    np.testing.assert_allclose(twin.evaluate_pass(turned[None], MARKS[None]), said, atol=1e-12)


@pytest.mark.parametrize("choice", CHOICES)
def test_contributions_add_up_to_the_answer(choice):
    network = shaken(replace(REVIEWS, **choice))
    rows = reviews(network.settings)
    z, parts, bias = network.contributions(rows, MARKS)
    of_reviews = parts[0].sum(), parts[1:4].sum(), parts[4].sum()
    np.testing.assert_allclose(z, bias + np.array(of_reviews), atol=1e-12)
    p = network.evaluate_pass(rows[None], MARKS[None])[0, [0, 3, 4]]
    np.testing.assert_allclose(p, 1 / (1 + np.exp(-z)), atol=1e-12)
    assert not parts[rows[..., 0] == 0].any()
    if network.settings.pooling == "last":
        assert not parts[1:3].any()  # Nothing of these rows reaches the answer.


@pytest.mark.parametrize("choice", CHOICES)
def test_gradient_times_input_is_what_comes_of_more_of_a_word(choice):
    """Of an embedded word as of one in its place: its line is stretched a little."""
    network = shaken(replace(REVIEWS, units=(3,), **choice))
    here, rows = network.snapshot(), reviews(network.settings)
    rows[rows == 6] = 5
    rows[4, 1] = 6  # It stands nowhere else.
    found = network.gradient_times_input(rows, MARKS)
    z = []
    ways = 2 if network.settings.both_ways else 1
    kernels = (
        [0]
        if network.settings.embedding
        else [way * (len(here_of(here)) - 2) // ways for way in range(ways)]
    )
    for sign in (1, -1):
        stretched = {f"weights/{k}": here[f"weights/{k}"].copy() for k in kernels}
        for line in stretched.values():
            line[6] *= 1 + sign * 1e-5
        network.restore(here | stretched)
        z.append(network.contributions(rows, MARKS).z[2])
    assert found[4, 1] == pytest.approx((z[0] - z[1]) / 2e-5, rel=1e-6)
    assert not found[rows[..., 0] == 0].any()


def here_of(snapshot: dict[str, np.ndarray]) -> list[str]:
    return [name for name in snapshot if name.startswith("weights")]


def test_of_very_many_words_that_are_not_embedded_the_lines_are_looked_up():
    """The layer made for them reads as the one that multiplies by columns."""
    many = replace(
        REVIEWS, embedding=0, both_ways=True, units=(3,), ports=replace(WORDS, features=300)
    )
    found, expected = shaken(many), NumpyNetwork(many)
    expected.restore(found.snapshot())
    rows = reviews(many)
    check_alike(gradients(found, rows, MARKS), gradients(expected, rows, MARKS), atol=1e-12)
    pairs = (network.gradient_times_input(rows, MARKS) for network in (found, expected))
    np.testing.assert_allclose(*pairs, atol=1e-12)


@pytest.mark.parametrize("pooling", POOLINGS)
def test_what_is_answered_after_each_word_costs_no_more_for_words_far_before(pooling, monkeypatch):
    """Each stretch that is over is read once, however many words follow it."""
    network = shaken(replace(REVIEWS, both_ways=True, pooling=pooling))
    steps = []
    forward = network._forward

    def counted(weights, tapes, x):
        steps.append(x.shape[0] * x.shape[2])
        return forward(weights, tapes, x)

    monkeypatch.setattr(network, "_forward", counted)
    words = np.random.default_rng(0).integers(1, WORDS.features, 32 * REVIEWS.window)
    read = []
    for length in (len(words) // 4, len(words)):
        network.trace(words[:length])
        read.append(sum(steps))
        steps.clear()
    assert read[1] == 4 * read[0]
