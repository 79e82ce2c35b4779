"""The learning rate falls epoch by epoch, and then stays; what asks for another graph."""

from dataclasses import replace

import pytest

from cells.registry import CELLS
from networks.settings import Settings

FALLING = replace(
    Settings(),
    learning_rate=0.5,
    final_learning_rate=0.1,
    decay_epochs=4,
)


def test_the_rate_falls_in_equal_steps_from_the_first_epoch_to_the_final_rate():
    rates = [FALLING.rate_in(epoch) for epoch in range(1, 7)]
    assert rates == pytest.approx([0.5, 0.4, 0.3, 0.2, 0.1, 0.1])


def test_at_its_own_rate_the_default_is_itself_to_the_last_digit():
    assert Settings().at_rate(0.5).at_rate(Settings.learning_rate) == Settings()
    assert Settings.final_learning_rate == 0.0012  # As older files have it.


@pytest.mark.parametrize("name", CELLS)
def test_for_a_cell_what_does_not_matter_to_it_makes_no_difference(name):
    cells = [replace(Settings(), forget_bias=bias).for_cell(name) for bias in (1.0, 3.0)]
    assert {each.cell for each in cells} == {name}
    assert (cells[0] != cells[1]) == bool(CELLS[name].forget_gate)


def test_what_a_network_can_be_given_later_asks_for_no_other_graph():
    other = replace(Settings().at_rate(0.1), forget_bias=2.0, decay_epochs=3)
    assert other.graph == Settings().graph
    assert replace(other, clip_norm=None).graph != Settings().graph
