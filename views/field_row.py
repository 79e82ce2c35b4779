"""The fields of a problem side by side, each after the words before it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QWidget

from networks.fields import Field, WholeNumber
from views.field_widgets import changed, make_number, make_widget, show_value, value_of
from views.number_field import NumberField, first_refusal
from views.rows import fill, label_of, row_of
from views.wrapping_row import WrappingRow

BETWEEN = 22
"""Pixels from one field to the words before the next."""


class FieldRow(QWidget):
    """Sets fields one by one.

    Attributes:
        numbers: the fields in which numbers are typed.

    Signals:
        put: the name of a field, and the value that the user has put into it.
        refusal_changed: what is typed for a number is refused, or not any more.
    """

    put = pyqtSignal(str, object)
    refusal_changed = pyqtSignal()

    def __init__(
        self,
        prefix: str,
        fields: Iterable[Field],
        before: Iterable[QWidget] = (),
        after: Iterable[QWidget] = (),
    ) -> None:
        """Make a row, in which other widgets may stand ``before`` and ``after`` the fields.

        ``prefix`` begins the names of the widgets.
        """
        super().__init__()
        self._fields = tuple(fields)
        self._widgets = {field.name: self._make(prefix, field) for field in self._fields}
        self._labels = {
            field.name: label_of(f"{field.label}:", self._widgets[field.name])
            for field in self._fields
        }
        self.numbers = tuple(w for w in self._widgets.values() if isinstance(w, NumberField))
        for number in self.numbers:
            number.refusal_changed.connect(self.refusal_changed)
        pairs = (row_of(self._labels[name], widget) for name, widget in self._widgets.items())
        fill(self, WrappingRow(*before, *pairs, *after, between=BETWEEN))

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """The fields from left to right."""
        return tuple(self._widgets.values())

    @property
    def refusal(self) -> str:
        """What is wrong with a number that is typed, in a sentence; empty if nothing is."""
        return first_refusal(*self.numbers)

    def show_values(self, values: Mapping[str, Any], idle: Collection[str] = ()) -> None:
        """Show what each is set to, within the limits that others leave it, but for those idle."""
        for field in self._fields:
            for widget in (self._labels[field.name], self._widgets[field.name]):
                widget.setVisible(field.name not in idle)
            show_value(self._widgets[field.name], field.among(values), values[field.name])

    def set_editable(self, editable: bool) -> None:
        """Let the user change the fields, or only read them."""
        for widget in self._widgets.values():
            widget.setEnabled(editable)

    def _make(self, prefix: str, field: Field) -> Any:
        name = f"{prefix}{field.name.capitalize()}Field"
        is_whole = isinstance(field.kind, WholeNumber)
        widget = make_number(field, name) if is_whole else make_widget(field, name)
        changed(widget).connect(lambda: self.put.emit(field.name, value_of(widget)))
        return widget
