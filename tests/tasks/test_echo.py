"""The task of its module keeps what every task and every drawn one promises."""

from drawn_contract import DrawnContract

from tasks.echo import Echo


class TestEcho(DrawnContract):
    name = Echo.TASK
    problem = Echo(length=4, integers=5, place=3)
    same = Echo(length=4, integers=5, place=3)
    other = Echo(length=4, integers=5, place=2)
    asked = "3 1 4 0", "4"
