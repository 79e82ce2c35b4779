"""A field is set in a widget that follows from what it declares."""

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QCheckBox, QComboBox, QSpinBox

from networks.fields import Field, WholeNumber
from networks.settings_table import CELL, CLIPS, FORGET_BIAS, LEARNING_RATE, PREDICTED, ROWS, SEED
from tasks.writing import TOP_K
from views.field_widgets import changed, make_number, make_widget, show_value, value_of
from views.number_field import DecimalField, LogSpinBox


@pytest.mark.parametrize(
    ("field", "kind", "other"),
    [
        (CELL, QComboBox, "gru"),
        (CLIPS, QCheckBox, False),
        (ROWS, QSpinBox, 40),
        (FORGET_BIAS, DecimalField, -0.5),
        (LEARNING_RATE, LogSpinBox, 0.1),
    ],
)
def test_it_begins_at_the_default_and_takes_a_value_without_telling(qtbot, field, kind, other):
    widget = qtbot.added(make_widget(field))
    assert isinstance(widget, kind)
    assert value_of(widget) == field.default
    assert (widget.accessibleName(), widget.toolTip()) == (field.title, field.tip)
    with qtbot.assertNotEmitted(changed(widget)):
        show_value(widget, field, other)
    assert value_of(widget) == other


def test_a_default_that_is_the_widgets_own_is_shown_too(qtbot):
    """Of zero, a field would not see that it is new, and would stay empty."""
    seed = qtbot.added(make_widget(SEED))
    assert (seed.text(), seed.refusal) == ("0", "")


def test_a_number_tells_what_it_counts_and_keeps_to_the_limits_that_others_leave(qtbot):
    steps = qtbot.added(make_widget(PREDICTED, "steps", "Steps", "How many"))
    assert steps.text() == "8 symbols"
    assert (steps.objectName(), steps.accessibleName()) == ("steps", "Steps")
    place = Field("place", "&Place", "Which", WholeNumber(1, 50), 2, not_above="length")
    widget = qtbot.added(make_widget(place))
    show_value(widget, place.among({"length": 5}), 2)
    widget.selectAll()
    qtbot.keyClicks(widget, "6")
    assert widget.refusal == "`6` is not a whole number from 1 to 5."


@pytest.mark.parametrize("typed", ["all", "0"])
def test_a_zero_that_has_a_name_is_shown_and_typed_by_it(qtbot, typed):
    top_k = qtbot.added(make_widget(TOP_K))
    assert (top_k.text(), top_k.refusal) == ("all", "")
    qtbot.keyClick(top_k, Qt.Key_Up)
    assert (top_k.text(), value_of(top_k)) == ("1", 1)
    qtbot.type_over(top_k, typed)
    qtbot.keyClick(top_k, Qt.Key_Return)
    assert (top_k.text(), top_k.refusal, value_of(top_k)) == ("all", "", 0)


def test_what_is_being_typed_stays_when_the_same_value_is_shown_again(qtbot):
    seed = qtbot.added(make_number(SEED, "seedSpin"))
    seed.selectAll()
    qtbot.keyClicks(seed, "12")
    show_value(seed, SEED, 0)
    qtbot.keyClicks(seed, "3")
    with qtbot.waitSignal(changed(seed)):
        qtbot.keyClick(seed, Qt.Key_Return)
    assert value_of(seed) == 123
