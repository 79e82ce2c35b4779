"""Sequences known as a whole on Keras: as the network from scratch says, and plain Keras opens."""

import zipfile
from dataclasses import replace

import numpy as np
import pytest
from alike import check_alike
from test_sequences import MARKS, REVIEWS, reviews, shaken
from test_text_networks import check_that_they_are_the_same, opened_by_plain_keras, trained_alike

import model
from training.keras_config import read_network
from training.keras_file import read_weights_alone

pytestmark = pytest.mark.slow

SMALL = replace(REVIEWS, units=(3,), learning_rate=0.02)
KINDS = {
    "lstm": replace(SMALL, units=(3, 2), updates=2, dropout=0.3, both_ways=True, pooling="mean"),
    "largest": replace(SMALL, both_ways=True, pooling="max", dropout=0.3),
    "one-hot": replace(SMALL, both_ways=True, embedding=0),
    "gru": replace(SMALL, cell="gru", both_ways=True, dropout=0.3),
    "simple_rnn": replace(SMALL, cell="simple_rnn", units=(3, 2), pooling="mean"),
    "peephole": replace(SMALL, cell="peephole", both_ways=True, pooling="max"),
    "coupled": replace(SMALL, cell="coupled", embedding=0, pooling="max"),
    "lstm_1997": replace(SMALL, cell="lstm_1997", pooling="mean", dropout=0.3),
}
"""Every cell, and every way and pooling."""


def a_pass(settings, seed=0):
    """As many updates as a call has, among them reviews in several rows and rows of padding."""
    places = range(settings.window_shape.updates_at_once)
    rows = np.stack([reviews(settings, 10 * seed + place) for place in places])
    return rows, np.stack([np.roll(MARKS, -3 * place, axis=0) for place in places])


@pytest.mark.usefixtures("float64_keras")
@pytest.mark.parametrize("kind", KINDS)
def test_both_backends_train_and_answer_alike(kind):
    settings = KINDS[kind]
    keras, numpy = trained_alike(settings, a_pass, calls=4, rel=1e-7)
    rows, marks = a_pass(settings, 9)
    asked = np.isfinite(marks[..., 0])
    for targets in (marks, None):
        said = [each.evaluate_pass(rows, targets) for each in (keras, numpy)]
        assert all(np.isfinite(each).all() for each in said)
        counts = asked if targets is marks else np.ones_like(asked)
        np.testing.assert_allclose(said[0][counts], said[1][counts], rtol=1e-7)
    check_that_they_are_the_same(keras, numpy, atol=1e-9)
    graphs = keras._graphs.train, keras._graphs.evaluate
    assert [graph.experimental_get_tracing_count() for graph in graphs] == [1, 1]


# Of the largest state Keras says that padding is not masked there.
@pytest.mark.filterwarnings("ignore:.*Layer 'pooling'")
@pytest.mark.parametrize("kind", ["lstm", "one-hot", "peephole"])
def test_plain_keras_opens_the_file_and_answers_a_whole_review_in_one_row_the_same(tmp_path, kind):
    settings = replace(KINDS[kind], dtype="float32", updates=1, window=9)
    network = shaken(settings)
    opened = opened_by_plain_keras(tmp_path / "M.keras", network)
    words = reviews(settings)
    ours = network.evaluate_pass(words[None])[0]

    def said(symbols):
        given = symbols.astype(int)
        if not settings.embedding:
            given = np.eye(settings.ports.features, dtype=np.float32)[given]
            given[symbols == 0] = 0
        return np.asarray(opened(given))[:, 0]

    for row, expected in zip(words[..., 0], ours, strict=True):
        if row.any():
            alone = row[row > 0][None]
            np.testing.assert_allclose(said(alone), expected, atol=1e-6)
    if settings.pooling != "max":
        not_empty = words[..., 0].any(axis=1)
        np.testing.assert_allclose(said(words[not_empty, :, 0]), ours[not_empty], atol=1e-6)


def test_what_keras_saves_itself_lies_where_our_files_have_it(tmp_path):
    settings = replace(KINDS["gru"], dtype="float32")
    network = model.create_model("keras", settings)
    network.initialise(3)
    network.model.save(tmp_path / "M.keras")
    with zipfile.ZipFile(tmp_path / "M.keras") as archive:
        found, left = read_network(archive, settings.ports)
        opened = read_weights_alone(archive, found, left)
    assert left == "Left behind: optimizer (Adam)."
    not_told = ("rows", "window", "updates", "passes", "learning_rate")
    told = {name: getattr(settings, name) for name in not_told}
    assert replace(found, **told) == settings
    check_alike(opened.state.snapshot, network.snapshot(), only="weights")
