"""The learning rate falls epoch by epoch, and then stays; what asks for another graph."""

from dataclasses import replace

import pytest

from training.settings import Settings

FALLING = replace(
    Settings(),
    updates=3,
    passes=2,
    learning_rate=0.5,
    final_learning_rate=0.1,
    decay_epochs=4,
)


def test_the_rate_falls_in_equal_steps_from_the_first_epoch_to_the_final_rate():
    rates = [FALLING.rate_after(6 * epochs) for epochs in range(6)]
    assert rates == pytest.approx([0.5, 0.4, 0.3, 0.2, 0.1, 0.1])


def test_the_rate_is_the_same_for_all_updates_of_an_epoch():
    assert {FALLING.rate_after(updates) for updates in range(6, 12)} == {FALLING.rate_after(6)}


def test_what_a_network_can_be_given_later_asks_for_no_other_graph():
    other = replace(Settings().at_rate(0.1), forget_bias=2.0, decay_epochs=3)
    assert other.graph == Settings().graph
    assert replace(other, clip_norm=None).graph != Settings().graph
