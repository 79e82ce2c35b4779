"""What a list of runs keeps of a problem that is much to keep: a line that tells all but that."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, ClassVar, Self

from file_parts import FileProblem


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
