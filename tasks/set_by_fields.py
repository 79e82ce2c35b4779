"""What of a problem can be set, each field declared once: as the attribute that keeps its value."""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import Any, ClassVar

from networks.fields import Field, Kind


def setting(label: str, tip: str, kind: Kind, default: Any, **limits: str) -> Any:
    """An attribute of a problem that can be set; all but its name as :class:`Field` has it."""
    declared = partial(Field, label=label, tip=tip, kind=kind, default=default, **limits)
    return dataclasses.field(default=default, metadata={"declared": declared})


class SetByFields:
    """A problem, a frozen dataclass, of which some attributes are made by :func:`setting`.

    Raises:
        FieldError: a value is out of its field's limits.
    """

    FIELDS: ClassVar[tuple[Field, ...]] = ()
    """These attributes, in their order."""

    def __init_subclass__(cls) -> None:
        found = {name: getattr(each, "metadata", {}) for name, each in vars(cls).items()}
        cls.FIELDS = tuple(
            each["declared"](name) for name, each in found.items() if "declared" in each
        )

    def __post_init__(self) -> None:
        for field in self.FIELDS:
            field.among(self.values).check(self.values[field.name])

    @property
    def values(self) -> dict[str, Any]:
        """What each field is set to, by its name."""
        return {field.name: getattr(self, field.name) for field in self.FIELDS}
