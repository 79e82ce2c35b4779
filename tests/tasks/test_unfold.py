"""The task of its module keeps what every task and every drawn one promises."""

from drawn_contract import DrawnContract

from tasks.unfold import Unfold


class TestUnfold(DrawnContract):
    problem = Unfold(numbers=5, length=6)
    other = Unfold(numbers=5, length=7)
    asked = "2", "d a a b b d"
