"""The task of its module keeps what every task and every drawn one promises."""

from drawn_contract import DrawnContract

from tasks.order import Order


class TestOrder(DrawnContract):
    name = Order.TASK
    problem = Order(length=12)
    same = Order(length=12)
    other = Order(length=12, marks=3)
    asked = "a X b c d a Y b c d a a", "XY"
