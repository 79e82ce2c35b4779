"""What can be set, each thing declared once: forms, options, files and tables follow from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from formatting import listed, quoted

NONE = "none"
"""How None is written."""
_WHOLE = re.compile("[0-9]{1,18}")
_DECIMAL = re.compile(
    r"-?([0-9]+[.,]?[0-9]*|[.,][0-9]+)(e[+-]?[0-9]{1,3})?", re.ASCII | re.IGNORECASE
)
_GROUPED = re.compile(r"[0-9]{1,3}([.,'\s][0-9]{3})+")
_MINUS = "\N{MINUS SIGN}"
"""The program itself writes this one."""


class FieldError(ValueError):
    """A value that a field does not take. Its message is one sentence for the user."""


class Kind:
    """What a field can be set to; ``types`` are those of its values."""

    types: ClassVar[tuple[type, ...]]

    def read(self, text: str) -> Any:
        """The value that is written so.

        Raises:
            ValueError: it is none, said in a sentence.
        """
        raise NotImplementedError

    def write(self, value: Any) -> str:
        """A value as it is read again."""
        return str(value)

    def shown(self, value: Any) -> str:
        """A value as windows show it."""
        return self.write(value)

    def takes(self, value: Any) -> bool:
        """Whether it can be this, which may be of any type: true is not taken for a one."""
        try:
            return type(value) in self.types and self.read(self.write(value)) == value
        except (ValueError, OverflowError):
            return False

    def refusal(self, text: str) -> str:
        """Why a text is no such value, in a sentence; empty if it is one."""
        try:
            self.read(text)
        except ValueError as error:
            return str(error)
        return ""


@dataclass(frozen=True)
class WholeNumber(Kind):
    """A whole number, not below zero; both limits can be chosen.

    Attributes:
        zero: what 0 is called where it stands for something else; it is read either way.
    """

    least: int
    largest: int
    zero: str = ""
    types = (int,)

    def read(self, text: str) -> int:
        """In plain digits, in no groups.

        Not what else Python takes for a number, such as digits of other scripts or 1_0; and one
        of thousands of digits it would refuse with an error of its own.
        """
        if text and text == self.zero:
            return 0
        if not _WHOLE.fullmatch(text) or not self.least <= int(text) <= self.largest:
            other = f", and not {self.zero}." if self.zero else "."
            end = ": write it in digits alone." if _GROUPED.fullmatch(text) else other
            limits = f"{self.least:,} to {self.largest:,}"
            raise FieldError(f"{quoted(text)} is not a whole number from {limits}{end}")
        return int(text)

    def write(self, value: int) -> str:
        """In digits, unless it is 0 and that has a name."""
        return str(value) if value else self.zero or "0"


@dataclass(frozen=True)
class Number(Kind):
    """A number with a fraction; both limits can be chosen.

    Attributes:
        step: from one to the next that is offered; None where numbers are compared by their
            ratio, as 1, 2, 5, 10.
        or_none: whether there may be no number, which is then None.
    """

    least: float
    largest: float
    step: float | None = None
    or_none: bool = False
    types = (int, float, type(None))

    def read(self, text: str) -> float | None:
        """Such as ``0.003``, ``0,003`` or ``3e-3``, whatever the language of the computer.

        So 1,000 is 1: nothing groups digits.
        """
        if self.or_none and text == NONE:
            return None
        plain = text.replace(_MINUS, "-")
        number = float(plain.replace(",", ".")) if _DECIMAL.fullmatch(plain) else float("nan")
        if not self.least <= number <= self.largest:
            limits = f"{self.least:g} to {self.largest:g}"
            other = f", and not {NONE}." if self.or_none else "."
            raise FieldError(f"{quoted(text)} is not a number from {limits}{other}")
        return number

    def write(self, value: float | None) -> str:
        """With a point, in the fewest digits that are read as just this number."""
        return NONE if value is None else repr(float(value)).removesuffix(".0")

    def shown(self, value: float | None) -> str:
        """With few digits."""
        return NONE if value is None else f"{value:g}"


@dataclass(frozen=True)
class OneOf(Kind):
    """One of a few names.

    Attributes:
        noun: what they are names of.
        titles: what windows call each of them.
    """

    noun: str
    titles: Mapping[str, str]
    types = (str,)

    def read(self, text: str) -> str:
        """The name itself."""
        if text not in self.titles:
            known = listed(self.titles, "and")
            raise FieldError(f"There is no {self.noun} {quoted(text)}, only {known}.")
        return text

    def shown(self, value: str) -> str:
        """Its title; a name of elsewhere as it is."""
        return self.titles.get(value, value)


class OnOff(Kind):
    """Something that is done or not."""

    types = (bool,)

    def read(self, text: str) -> bool:
        """Of the two words."""
        if text not in ("on", "off"):
            raise FieldError(f"{quoted(text)} is neither on nor off.")
        return text == "on"

    def write(self, value: bool) -> str:
        """One of the two words."""
        return "on" if value else "off"


@dataclass(frozen=True)
class Units(Kind):
    """Units of each layer, first layer first.

    Attributes:
        each: what those of one layer can be.
        most: layers.
    """

    each: WholeNumber
    most: int
    types = (tuple,)

    def read(self, text: str) -> tuple[int, ...]:
        """With commas between them."""
        numbers = text.split(",")
        if len(numbers) > self.most:
            raise FieldError(f"{quoted(text)} is units for more than {self.most} layers.")
        return tuple(map(self.each.read, numbers))

    def write(self, value: tuple[int, ...]) -> str:
        """As ``50,50``."""
        return ",".join(map(str, value))

    def shown(self, value: tuple[int, ...]) -> str:
        """As ``50 + 50``."""
        return " + ".join(map(str, value))


class FileName(Kind):
    """The name of a file."""

    types = (str,)

    def read(self, text: str) -> str:
        """The name itself."""
        if not text.strip():
            raise FieldError("The name of a file is missing.")
        return text


@dataclass(frozen=True, eq=False)
class Field:
    """One thing that can be set.

    Attributes:
        name: in options, files and the code.
        label: beside it in a form, with ``&`` before the letter that leads to it.
        tip: what it does, in one sentence.
        kind: what it can be.
        default: what it is until it is set.
        unit: what stands after its number; may be empty.
        not_below: name of another field, a number that it is at least; may be empty.
        not_above: name of another field, a number that it is at most; may be empty.
    """

    name: str
    label: str
    tip: str
    kind: Kind
    default: Any
    unit: str = ""
    not_below: str = ""
    not_above: str = ""

    @property
    def title(self) -> str:
        """What it is called in a sentence."""
        return self.label.replace("&", "")

    def parse(self, text: str) -> Any:
        """The value that is written so.

        Raises:
            FieldError: it is none; the sentence names the field and what it can be.
        """
        try:
            return self.kind.read(text)
        except ValueError as error:
            raise FieldError(f"{self.title}: {error}") from error

    def check(self, value: Any) -> None:
        """Let a value pass that it can be, whatever a file has in its place.

        Raises:
            FieldError: it cannot; the sentence names the field and what it can be.
        """
        if not self.kind.takes(value):
            text = str(value)
            why = self.kind.refusal(text) or f"{quoted(text)} is of another kind."
            raise FieldError(f"{self.title}: {why}")

    def among(self, values: Mapping[str, Any]) -> Self:
        """The same field with the limits, and the default, that others' values leave it."""
        kind = self.kind
        if not isinstance(kind, WholeNumber):
            return self
        least = _within(kind, values.get(self.not_below, kind.least))
        largest = max(least, _within(kind, values.get(self.not_above, kind.largest)))
        kind = replace(kind, least=least, largest=largest)
        return replace(self, kind=kind, default=_within(kind, self.default))


def parsed(
    owner: str, fields: Iterable[Field], values: Iterable[tuple[str, str]]
) -> dict[str, Any]:
    """What is typed for some of these fields, by their names.

    Raises:
        FieldError: ``owner`` has no such field, or it cannot have this value.
    """
    known = {field.name: field for field in fields}
    read = {}
    for name, text in values:
        if name not in known:
            raise FieldError(f"{owner} has no field `{name}`, only {', '.join(known)}.")
        read[name] = known[name].parse(text)
    return read


def _within(kind: WholeNumber, value: int) -> int:
    return min(max(value, kind.least), kind.largest)
