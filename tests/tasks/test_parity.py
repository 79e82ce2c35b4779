"""The task of its module keeps what every task and every drawn one promises."""

from drawn_contract import DrawnContract

from tasks.parity import Parity


class TestParity(DrawnContract):
    problem = Parity(length=13)
    other = Parity(length=14)
    asked = "0 1 1 0 0 1 0 1 1 1 0 0 0", "0 1 0 0 0 1 1 0 1 0 0 0 0"
