"""Facts as JSON in a file of their own: bounded before they are read, and before they are built."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from file_parts import FileProblem
from files import read_regular, replace_file


def read_facts(path: Path, at_most: int, most_parts: int, writer: str = "LSTM Lab") -> Any:
    """What the JSON in a file says.

    Args:
        path: where it is.
        at_most: bytes.
        most_parts: lists, objects and names in objects. Of these a file of few bytes has enough
            to fill the memory, as it has not of numbers and words.
        writer: who writes such files.

    Raises:
        OSError: it cannot be read, or has more bytes.
        FileProblem: it has more parts, or is no JSON.
    """
    content = read_regular(path, at_most)
    if sum(map(content.count, (b"[", b"{", b":"))) > most_parts:
        raise FileProblem("It says more than a file of its kind can have to say.")
    try:
        return json.loads(content.decode())
    except (ValueError, RecursionError) as error:
        raise FileProblem(f"It is torn, or was not written by {writer}.") from error


def save_facts(path: Path, facts: Any) -> None:
    """Write them to a file, whole or not at all.

    Raises:
        OSError: the file cannot be written.
    """
    text = json.dumps(facts, indent=1)
    replace_file(path, lambda beside: beside.write_text(text, encoding="utf-8"))
