"""The learning rate falls epoch by epoch, and then stays; what asks for another graph."""

from dataclasses import replace

import pytest

from cells.registry import CELLS
from networks.ports import BITS, Ports
from networks.settings import STARTS, Settings

FALLING = replace(
    Settings(),
    learning_rate=0.5,
    final_learning_rate=0.1,
    decay_epochs=4,
)


def test_the_rate_falls_in_equal_steps_from_the_first_epoch_to_the_final_rate():
    rates = [FALLING.rate_in(epoch) for epoch in range(1, 7)]
    assert rates == pytest.approx([0.5, 0.4, 0.3, 0.2, 0.1, 0.1])


def test_with_a_run_the_rate_falls_to_nearly_nothing():
    """Nearly: an epoch that outlasts its run is not for nothing."""
    falling = replace(FALLING, rate_fall="run")
    rates = [falling.rate_in(epoch=7, of_run=share) for share in (0, 0.25, 0.5, 1, 1.5)]
    assert rates == pytest.approx([0.5, 0.375, 0.25, 0.005, 0.005])
    assert falling.graph == Settings().graph  # It is no other network.


def test_at_its_own_rate_the_default_is_itself_to_the_last_digit():
    assert Settings().at_rate(0.5).at_rate(Settings.learning_rate) == Settings()
    assert Settings.final_learning_rate == 0.0012  # As older files have it.


OTHERWISE = {
    "recurrent_start": "identity",
    "forget_bias": 3.0,
    "input_bias": -2.0,
    "chrono": 30,
}
MATTERS = {
    "simple_rnn": {"recurrent_start"},
    "lstm": {*OTHERWISE},
    "gru": {"recurrent_start"},
    "lstm_1997": {"recurrent_start", "input_bias"},
    "peephole": {*OTHERWISE},
    "coupled": {"recurrent_start", "forget_bias", "chrono"},
}
"""What can be chosen of a cell's start: 1 − f of the coupled LSTM needs no bias of its own."""


@pytest.mark.parametrize("name", CELLS)
def test_for_a_cell_what_does_not_matter_to_it_makes_no_difference(name):
    assert {*STARTS} == {*OTHERWISE}
    usual = Settings().for_cell(name)
    for start, value in OTHERWISE.items():
        other = replace(Settings(), **{start: value})
        assert other.for_cell(name).cell == name
        matters = start in MATTERS[name]
        assert (other.for_cell(name) != usual) == matters
        assert bool(replace(other, cell=name).why_idle(start)) != matters


@pytest.mark.parametrize("name", CELLS)
def test_where_chrono_counts_gate_biases_do_not(name):
    chrono = replace(Settings(), chrono=30).for_cell(name)
    other = replace(Settings(), **OTHERWISE, cell=name)
    if "chrono" in MATTERS[name]:
        assert other.for_cell(name) == replace(chrono, recurrent_start="identity")
        assert other.why_idle("forget_bias") == "chrono sets gate biases"
    else:
        assert other.for_cell(name).chrono == 0
        assert other.why_idle("chrono") == "no forget gate"
    assert other.why_idle("input_bias") == {
        "lstm": "chrono sets gate biases",
        "peephole": "chrono sets gate biases",
        "lstm_1997": "",
    }.get(name, "no input gate")


def test_what_a_network_can_be_given_later_asks_for_no_other_graph():
    other = replace(Settings().at_rate(0.1), **OTHERWISE, decay_epochs=3)
    assert other.graph == Settings().graph
    assert replace(other, clip_norm=None).graph != Settings().graph


def test_symbols_alone_are_embedded():
    symbols, numbers = Ports("one-hot", 46, "softmax", 46, at_each_step=True), BITS
    settings = Settings(embedding=32, ports=symbols)
    assert (settings.why_idle("embedding"), settings.for_cell("gru").embedding) == ("", 32)
    assert settings.for_ports(numbers) == Settings()
    assert replace(settings, ports=numbers).why_idle("embedding") == "numbers are read"


SEQUENCES = Ports("one-hot", 9)


def test_whole_sequences_alone_are_read_both_ways_and_pooled():
    """A pattern has no end, and where the next symbol is asked for, the end would tell it."""
    settings = Settings(both_ways=True, pooling="max", stateful=False, ports=SEQUENCES)
    assert settings.for_cell("lstm") == settings
    for other, why in (
        ({"ports": BITS}, "a pattern has no end"),
        ({"stateful": True}, "states are carried on"),
    ):
        elsewhere = replace(settings, **other)
        assert elsewhere.why_idle("both_ways") == elsewhere.why_idle("pooling") == why
        assert elsewhere.for_cell("lstm") == replace(elsewhere, both_ways=False, pooling="last")
    at_each_step = replace(settings, ports=replace(SEQUENCES, at_each_step=True))
    assert "the symbol that it is to predict" in at_each_step.why_idle("both_ways")
    assert at_each_step.why_idle("pooling") == "it answers after each step"


def test_reading_both_ways_and_pooling_ask_for_another_graph():
    others = {}, {"both_ways": True}, {"pooling": "mean"}, {"pooling": "max"}
    assert len({Settings(**other).graph for other in others}) == 4


def test_of_both_ways_twice_as_much_is_passed_up_and_computed():
    one = Settings(units=(3, 2), ports=SEQUENCES, stateful=False)
    both = replace(one, both_ways=True)
    assert (one.passed_up, both.passed_up) == ((3, 2), (6, 4))
    assert both.seconds_of_update > 1.2 * one.seconds_of_update


def test_embedding_and_dropout_ask_for_another_graph():
    assert len({Settings(**other).graph for other in ({}, {"embedding": 3}, {"dropout": 0.5})}) == 3
