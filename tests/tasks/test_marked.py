"""The task of its module keeps what every task and every drawn one promises."""

from drawn_contract import DrawnContract

from tasks.marked import Marked


class TestMarked(DrawnContract):
    problem = Marked(length=12)
    other = Marked(length=14)
    asked = "0 1 1* 0 1 1 0 0 1 1 0 1", "1"
