"""The task of its module keeps what every task and every drawn one promises."""

from drawn_contract import DrawnContract

from tasks.adding import Adding


class TestAdding(DrawnContract):
    problem = Adding(length=6)
    other = Adding(length=8)
    asked = "0.25 0.5* 1 0 0.25* 1", "0.75"
