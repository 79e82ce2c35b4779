"""The widgets in which fields are set: made, read and filled by what the field declares."""

from __future__ import annotations

from typing import Any

from PyQt5.QtCore import QSignalBlocker
from PyQt5.QtWidgets import QCheckBox, QWidget

from networks.fields import Field, Number, OneOf, OnOff, WholeNumber
from views.calm_wheel import CalmComboBox
from views.number_field import DecimalField, LogSpinBox, NumberField, WholeField


def make_widget(field: Field, name: str = "", title: str = "", tip: str = "") -> Any:
    """The widget of a field, at its default.

    Args:
        field: that it sets.
        name: of the widget.
        title: in place of the field's, where it means something narrower.
        tip: likewise.
    """
    widget = _made(field)
    widget.setObjectName(name or f"{field.name}Field")
    widget.setAccessibleName(title or field.title)
    widget.setToolTip(tip or field.tip)
    show_value(widget, field, field.default)
    return widget


def make_number(field: Field, name: str, title: str = "", tip: str = "") -> WholeField:
    """The same for a whole number that acts at once: 100 must not ask for 1 and 10 on the way."""
    number = make_widget(field, name, title, tip)
    number.setKeyboardTracking(False)
    return number


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
    number = WholeField(kind.zero) if isinstance(kind, WholeNumber) else _decimal(kind.step)
    number.setSuffix(f" {field.unit}" if field.unit else "")
    number.setRange(kind.least, kind.largest)
    number.setValue(field.default)
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
    refusal = widget.refusal if isinstance(widget, NumberField) else ""
    with QSignalBlocker(widget):
        if isinstance(widget, CalmComboBox):
            widget.setCurrentIndex(widget.findData(value))
        elif isinstance(widget, QCheckBox):
            widget.setChecked(value)
        elif isinstance(field.kind, WholeNumber | Number):
            widget.setRange(field.kind.least, field.kind.largest)
            if widget.value() != value:  # If it is the same, another may be being typed.
                widget.setValue(value)
    if isinstance(widget, NumberField) and widget.refusal != refusal:
        widget.refusal_changed.emit()
