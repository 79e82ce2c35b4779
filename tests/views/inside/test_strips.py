"""What stands over the steps, and how much of it."""

import pytest
from matplotlib.figure import Figure

from views.inside.strips import name_rows, name_steps


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ([*"abXcd"], [*"abXcd"]),
        # Every third letter of these would be read as a sequence, but of another one.
        ([*"abXcd"] * 40, []),
        (["0.10", "0.25*"] * 15, ["0.10", "0.25*"] * 3),
        ([*"70267"] * 16, ([*"70267"] * 16)[::4]),
        ([*"a7, b"] * 16, []),
    ],
)
def test_letters_are_all_written_or_none_and_numbers_as_far_as_there_is_room(names, told):
    axes = Figure(figsize=(4, 1)).subplots()
    name_steps(axes, names)
    assert [label.get_text() for label in axes.get_xticklabels()] == told


def test_the_name_of_a_row_has_room_beside_the_axes():
    axes = Figure(figsize=(4, 4)).subplots()
    name_rows(axes, ["a", "mark", "U+200B"])
    assert [label.get_text() for label in axes.get_yticklabels()] == ["a", "mark", "…200B"]
