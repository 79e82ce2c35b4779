"""What a list of runs keeps of a problem that is much to keep: a line that tells all but that."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, ClassVar, Self

from file_parts import FileProblem
from formatting import shorten

_LONGEST_SHORT = 12


class Named:
    """How that is called which is much to keep.

    Attributes:
        name: its own; may be empty.
        NOUN: what it is called without one.
    """

    name: str
    NOUN: ClassVar[str]

    @property
    def title(self) -> str:
        """Its name, as it stands in a sentence."""
        return self.name or self.NOUN

    @property
    def short(self) -> str:
        """As much of it as stands beside another."""
        return shorten(self.name or self.NOUN, _LONGEST_SHORT)

    @property
    def file_name(self) -> str:
        """As much of it as a file's takes."""
        return re.sub(r"\W+", "-", self.name.lower())[:16].strip("-") or self.NOUN


class InOneLine:
    """A frozen dataclass of texts and numbers that is written as ``name=value name=value``.

    Attributes:
        PARTS: what each value is written like, by name, in the order of the dataclass; the last
            one may hold spaces.
        NOUN: what a file calls that which it is of.
    """

    PARTS: ClassVar[Mapping[str, str]]
    NOUN: ClassVar[str]

    def __str__(self) -> str:
        return " ".join(f"{name}={value}" for name, value in asdict(self).items())  # type: ignore[call-overload]

    @classmethod
    def read(cls, text: str) -> Self:
        """That of which this is the ``str``.

        Raises:
            FileProblem: it is of none.
        """
        pattern = " ".join(f"{name}=(?P<{name}>{part})" for name, part in cls.PARTS.items())
        found = re.fullmatch(pattern, text)
        if found is None:
            raise FileProblem(f"The file does not say which {cls.NOUN} it is of.")
        kinds = {each.name: _KINDS[str(each.type)] for each in fields(cls)}  # type: ignore[arg-type]
        return cls(**{name: kinds[name](value) for name, value in found.groupdict().items()})


_KINDS: dict[str, Any] = {"str": str, "int": int, "float": float}
"""By what annotations call them."""
