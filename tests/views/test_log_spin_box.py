"""A field for rates: it steps by ratios, writes few digits and takes only what is in range."""

import pytest
from PyQt5.QtCore import Qt

from views.number_field import LogSpinBox


@pytest.fixture
def box(qtbot):
    box = LogSpinBox()
    box.setRange(1e-6, 10)
    box.setValue(0.006)
    qtbot.addWidget(box)
    box.show()
    return box


@pytest.mark.parametrize(
    ("start", "up", "down"),
    [
        (0.006, "0.01", "0.005"),
        (0.001, "0.002", "0.0005"),
        (0.2, "0.5", "0.1"),
        (5, "10", "2"),
        (10, "10", "5"),
        (1e-6, "2e-06", "1e-06"),
    ],
)
def test_the_arrow_keys_go_to_the_next_round_number(qtbot, box, start, up, down):
    box.setValue(start)
    qtbot.keyClick(box, Qt.Key_Up)
    assert box.text() == up
    box.setValue(start)
    qtbot.keyClick(box, Qt.Key_Down)
    assert box.text() == down


def test_steps_up_and_down_again_meet_the_same_numbers(qtbot, box):
    box.setValue(0.001)
    upwards = []
    for _ in range(6):
        upwards.append(box.text())
        qtbot.keyClick(box, Qt.Key_Up)
    downwards = []
    for _ in range(6):
        qtbot.keyClick(box, Qt.Key_Down)
        downwards.append(box.text())
    assert upwards == downwards[::-1] == ["0.001", "0.002", "0.005", "0.01", "0.02", "0.05"]


@pytest.mark.parametrize(
    ("typed", "value"), [("0.0025", 0.0025), ("2e-4", 2e-4), ("1", 1.0), (".5", 0.5)]
)
def test_a_number_is_typed_in_any_way_of_writing_it(qtbot, box, typed, value):
    box.selectAll()
    qtbot.keyClicks(box, typed)
    qtbot.keyClick(box, Qt.Key_Return)
    assert box.value() == pytest.approx(value)
