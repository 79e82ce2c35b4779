"""The task of its module keeps what every task and every drawn one promises."""

import numpy as np
import pytest
from drawn_contract import DrawnContract

from tasks.lag import Lag


class TestLag(DrawnContract):
    problem = Lag(lag=3)
    other = Lag(lag=5)
    asked = "0 1 0 0 0 1", "0"

    @pytest.mark.parametrize(("steps", "place"), [(4, 0), (7, 3)])
    def test_the_place_that_is_asked_for_is_known_in_any_window(self, steps, place):
        assert self.problem.asked_place(steps) == place

    def test_an_epoch_goes_on_where_the_bits_of_the_one_before_ended(self):
        """As if all had been drawn at once, so that what was measured stays what it was."""
        lessons = [self.lesson(epoch=epoch).inputs for epoch in (1, 2, 3)]
        at_once = np.random.default_rng(3).integers(0, 2, np.stack(lessons).shape)
        assert np.array_equal(lessons, at_once)

    def test_it_is_asked_as_many_bits_whatever_is_trained(self):
        """The states that asking leaves are those with which training goes on."""
        asked = self.lesson().asked
        assert asked.shape[0] * asked.shape[1] == 64

    @pytest.mark.parametrize("text", ["0 1 1", "0 1 2 1"])
    def test_too_few_bits_and_other_symbols_are_refused(self, text):
        with pytest.raises(ValueError, match=r"4 to 200 symbols|Symbol 3 is `2`: only 0 to 1"):
            self.problem.read(text)
