"""The widgets in which fields are set: made, read and filled by what the field declares."""

from __future__ import annotations

from typing import Any

from PyQt5.QtWidgets import QCheckBox, QWidget

from networks.fields import Field, Number, OneOf, OnOff, WholeNumber
from views.calm_wheel import CalmComboBox
from views.log_spin_box import LogSpinBox
from views.number_field import DecimalField, WholeField


def make_widget(field: Field, name: str = "") -> Any:
    """The widget of a field, at its default; ``name`` is that for tests and style sheets."""
    widget = _made(field)
    widget.setObjectName(name or f"{field.name}Field")
    widget.setAccessibleName(field.title)
    widget.setToolTip(field.tip)
    show_value(widget, field, field.default)
    return widget


def _made(field: Field) -> QWidget:
    kind = field.kind
    if isinstance(kind, OnOff):
        return QCheckBox()
    if isinstance(kind, OneOf):
        combo = CalmComboBox()
        for name, title in kind.titles.items():
            combo.addItem(title, name)
        return combo
    assert isinstance(kind, WholeNumber | Number), f"{field.name} is set in no widget"
    number = WholeField() if isinstance(kind, WholeNumber) else _decimal(kind.step)
    if field.unit:
        number.setSuffix(f" {field.unit}")
    return number


def _decimal(step: float | None) -> DecimalField:
    return LogSpinBox() if step is None else DecimalField(singleStep=step)


def changed(widget: Any) -> Any:
    """The signal of what the user has changed."""
    if isinstance(widget, CalmComboBox):
        return widget.activated
    return widget.toggled if isinstance(widget, QCheckBox) else widget.valueChanged


def value_of(widget: Any) -> Any:
    """What is set."""
    if isinstance(widget, CalmComboBox):
        return widget.currentData()
    return widget.isChecked() if isinstance(widget, QCheckBox) else widget.value()


def show_value(widget: Any, field: Field, value: Any) -> None:
    """Show a value without taking it for one that the user has put, and offer what there is."""
    widget.blockSignals(True)
    if isinstance(widget, CalmComboBox):
        widget.setCurrentIndex(widget.findData(value))
    elif isinstance(widget, QCheckBox):
        widget.setChecked(value)
    elif isinstance(field.kind, WholeNumber | Number):
        widget.setRange(field.kind.least, field.kind.largest)
        if widget.value() != value:  # If it is the same, somebody may be typing it.
            widget.setValue(value)
    widget.blockSignals(False)
