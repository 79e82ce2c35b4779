"""What stands over the steps, and how much of it."""

import pytest
from matplotlib.figure import Figure

from views.inside.strips import name_steps


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
