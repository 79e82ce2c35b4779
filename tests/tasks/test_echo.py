"""The task of its module keeps what every task and every drawn one promises."""

import numpy as np
import pytest
from drawn_contract import DrawnContract

from networks.fields import FieldError
from tasks.echo import Echo


class TestEcho(DrawnContract):
    problem = Echo(length=4, integers=5, place=3)
    other = Echo(length=4, integers=5, place=2)
    asked = "3 1 4 0", "4"

    def test_the_place_that_is_asked_for_is_known(self):
        assert self.problem.asked_place(4) == 2

    def test_digits_need_nothing_between_them_where_each_is_a_symbol(self):
        assert np.array_equal(self.problem.read("3140"), self.problem.read("3, 1 4 0"))
        with pytest.raises(FieldError, match="Symbol 2 is `9`"):
            self.problem.read("3940")
        with pytest.raises(FieldError, match="has 4 symbols here, not 1"):
            Echo(length=4, integers=20).read("3140")
