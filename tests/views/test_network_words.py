"""The words of the drawing say what the layers are, and count as they count."""

from dataclasses import replace

import pytest

from cells.registry import CELLS
from model import describe_layers
from networks.network import LayerDescription
from networks.ports import Ports
from networks.settings import Settings
from tasks.registry import TASKS
from views.network_words import (
    Plan,
    answer_lines,
    arithmetic,
    axes_text,
    data_lines,
    describe,
    loop_texts,
    parameters_text,
    shape_text,
    state_text,
)


def recurrent(name: str, inputs: int, units: int, parameters: int) -> LayerDescription:
    return LayerDescription(
        name=f"{name}_1",
        kind=CELLS[name].kind,
        units=units,
        activation="tanh",
        input_shape=(16, 16, inputs),
        output_shape=(16, units),
        parameters=parameters,
        state=CELLS[name].states,
        cell=name,
    )


DENSE = LayerDescription("output", "Dense", 1, "sigmoid", (16, 50), (16, 1), 51)


def test_of_a_book_the_data_are_not_called_random():
    ports = Ports(reads="one-hot", features=40, head="softmax", outputs=40, at_each_step=True)
    plan = Plan((DENSE,), "keras", 16, 16, ports=ports, words=TASKS["text"].words)
    assert data_lines(plan)[0] == "the text of a book"


def test_shapes_are_read_with_what_they_count():
    assert shape_text((16, 16, 1)) == "16 × 16 × 1"
    assert axes_text((16, 16, 1)) == "rows × steps × features"
    assert axes_text((16, 50)) == "rows × features"


@pytest.mark.parametrize(
    ("layer", "numbers"),
    [
        (recurrent("lstm", 1, 50, 10_400), "4·(1 + 50 + 1)·50"),
        (recurrent("lstm", 10, 25, 3_600), "4·(10 + 25 + 1)·25"),
        (recurrent("lstm", 3, 64, 17_408), "4·(3 + 64 + 1)·64"),
        (recurrent("gru", 50, 50, 15_300), "3·(50 + 50 + 2)·50"),
        (recurrent("simple_rnn", 1, 50, 2_600), "(1 + 50 + 1)·50"),
        (recurrent("peephole", 1, 50, 10_550), "4·(1 + 50 + 1)·50 + 3·50"),
        (DENSE, "(50 + 1)·1"),
    ],
)
def test_the_arithmetic_leads_to_the_parameters(layer, numbers):
    assert arithmetic(layer)[1] == numbers
    assert eval(numbers.replace("·", "*")) == layer.parameters


def test_the_arithmetic_of_an_lstm_is_told_in_symbols_numbers_and_sum():
    assert parameters_text(recurrent("lstm", 1, 50, 10_400)) == (
        "Parameters: 4·(n_in + n_units + 1)·n_units = 4·(1 + 50 + 1)·50 = 10,400"
    )


@pytest.mark.parametrize(
    "layer",
    [recurrent("lstm", 1, 50, 10_400)._replace(cell=""), recurrent("lstm", 1, 50, 10_200)],
    ids=["no cell of ours", "an LSTM without biases"],
)
def test_arithmetic_that_would_be_wrong_is_not_told(layer):
    assert arithmetic(layer) is None
    assert parameters_text(layer) == f"Parameters: {layer.parameters:,}"


def test_one_state_is_not_told_as_each():
    assert state_text(recurrent("lstm", 1, 50, 10_400)) == "h, c · 50 numbers each"
    assert state_text(recurrent("gru", 1, 50, 7_950)) == "h · 50 numbers"


def test_an_unknown_backend_is_called_by_its_name():
    assert "Computed by jax." in Plan((DENSE,), "jax", 16, 16).footnote


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
def test_the_arithmetic_of_every_cell_leads_to_its_parameters(cell):
    layer = recurrent(cell.name, 7, 5, cell.parameters(7, 5))
    symbols, numbers = arithmetic(layer)
    assert eval(numbers.replace("·", "*")) == layer.parameters
    assert symbols.replace("n_in", "7").replace("n_units", "5") == numbers


def test_a_net_that_carries_no_states_is_not_called_stateful():
    assert "Stateless" in Plan((DENSE,), "keras", 16, 8, stateful=False).footnote
    assert "Stateful" in Plan((DENSE,), "keras", 16, 8).footnote


@pytest.mark.parametrize(
    ("name", "units", "read", "said", "arithmetics", "total"),
    [
        (
            "echo",
            25,
            "random sequences, 32 rows side by side, 5 steps each, one of 10 symbols a step",
            "probability of each of 10 answers after the last step of each row",
            ["4·(10 + 25 + 1)·25", "(25 + 1)·10"],
            3_860,
        ),
        (
            "copy",
            64,
            "13 steps each, one of 10 symbols a step, as a 1 in its place",
            "probability of each of 9 answers after every step",
            ["4·(10 + 64 + 1)·64", "(64 + 1)·9"],
            19_785,
        ),
        (
            "adding",
            16,
            "20 steps each, 2 numbers a step",
            "a number after the last step",
            ["4·(2 + 16 + 1)·16", "(16 + 1)·1"],
            1_233,
        ),
        (
            "parity",
            16,
            "12 steps each, one number a step",
            "probability of a 1 after every step",
            ["4·(1 + 16 + 1)·16", "(16 + 1)·1"],
            1_169,
        ),
    ],
)
def test_what_is_read_and_answered_is_told_of_every_task(
    name, units, read, said, arithmetics, total
):
    settings = replace(TASKS[name].settings, units=(units,))
    layers = describe_layers(settings)
    fed = settings.rows, settings.window, settings.stateful, settings.ports
    text = describe(Plan(layers, "numpy", *fed))
    assert read in text
    assert f"Output: {said}" in text
    assert all(each in text for each in arithmetics)
    assert f"{total:,} parameters in total" in text
    assert eval(arithmetics[0].replace("·", "*")) == layers[0].parameters


def test_the_description_leaves_nothing_of_the_drawing_out():
    layers = (recurrent("lstm", 1, 50, 10_400), DENSE)
    text = describe(Plan(layers, "keras", 16, 16))
    for words in ("LSTM, 50 units", "tanh", "in 16 × 16 × 1", "h, c", "10,400", "Dense, 1 unit,"):
        assert words in text
    assert "10,451 parameters in total" in text
    assert "Keras" in text


def test_an_embedded_symbol_is_not_told_to_be_a_1_in_its_place():
    embedding = DENSE._replace(kind="Embedding")
    ports = Ports("one-hot", 2_000, "softmax", 2_000, at_each_step=True)
    plan = Plan((embedding, DENSE), "keras", 16, 8, ports=ports)
    assert data_lines(plan)[-2:] == ["one of 2,000 symbols a step", "by its number"]


def test_of_reviews_words_are_read():
    ports, words = Ports("one-hot", 2_000, padded=True), TASKS["reviews"].words
    plan = Plan((DENSE,), "keras", 16, 8, ports=ports, words=words)
    assert data_lines(plan)[-2] == "one of 2,000 words a step"


def test_what_is_pooled_is_not_answered_after_the_last_step():
    pooled = DENSE._replace(kind="Mean", parameters=0)
    ports = Ports("one-hot", 9, padded=True)
    words = TASKS["reviews"].words
    lines = answer_lines(Plan((pooled, DENSE), "keras", 16, 8, ports=ports, words=words))
    assert lines == ["probability of positive", "over all steps", "of each sequence"]
    (*_, when, _) = answer_lines(Plan((DENSE,), "keras", 16, 8, ports=ports))
    assert when == "after the last step"


def test_a_layer_that_reads_both_ways_is_counted_twice_and_loops_from_both_sides():
    ports = Ports("one-hot", 9, padded=True)
    settings = Settings(
        units=(4,), embedding=3, stateful=False, both_ways=True, pooling="mean", ports=ports
    )
    _, both, pooling, _ = layers = describe_layers(settings)
    assert arithmetic(both)[1] == "2·(4·(3 + 4 + 1)·4)"
    assert both.parameters == 256
    assert loop_texts(both) == ("next step", "step before")
    assert loop_texts(pooling) == ()
    told = describe(Plan(layers, "numpy", 32, 8, False, ports, TASKS["reviews"].words))
    assert "LSTM, 4 units each way, activation tanh (gates: sigmoid), in 32 × 8 × 3" in told
    assert "so does that of a second layer which reads from the end" in told
    assert "Mean, 8 units, over all steps, in 32 × 8 × 8, out 32 × 8." in told
    assert "behind padding" in told


def test_of_one_probability_it_is_said_what_of():
    words = TASKS["reviews"].words
    ports = Ports("one-hot", 40, padded=True)
    plan = Plan((DENSE,), "numpy", 16, 16, False, ports, words)
    assert answer_lines(plan)[0] == "probability of positive"
    assert "probability of positive" in describe(plan)
