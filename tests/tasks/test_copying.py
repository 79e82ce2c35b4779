"""The task of its module keeps what every task and every drawn one promises."""

from drawn_contract import DrawnContract

from tasks.copying import Copy


class TestCopy(DrawnContract):
    problem = Copy(symbols=3, wait=2)
    other = Copy(symbols=3, wait=4)
    asked = "7 1 2", "7 1 2"
    learned_in = 14
