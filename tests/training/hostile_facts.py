"""Facts as no program writes them: values of every wrong kind, and files that are torn."""

import json
import random
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

STRANGE_VALUES = (
    *(None, True, False, "", [], {}, [[]], [None], {"a": 1}, "0.5", "NaN", -1, -0.5, 2**31, 2**64),
    *(10**400, 1e300, 1.7e308, float("nan"), float("inf"), float("-inf"), "\ud800", "a\0b", "a\nb"),
    *("\u2028\x07", "x" * 100_000, "0" * 100_000, "../../a", [True] * 3, [0.5, "0.5"], [1e308] * 3),
    *([float("nan")] * 3, [-1.0] * 3, list(range(100_000))),
)


def damaged(facts: Any, seed: int) -> bytes:
    """The facts as a file, with up to two of them replaced, and sometimes a byte or the rest."""
    chance = random.Random(seed)
    facts = json.loads(json.dumps(facts))
    for _ in range(chance.choice((0, 1, 1, 1, 2))):
        where, name = chance.choice(list(_places(facts)))
        where[name] = deepcopy(chance.choice(STRANGE_VALUES))
    content = bytearray(
        json.dumps(facts, ensure_ascii=chance.random() < 0.9, default=str).encode(
            "utf-8", "surrogatepass"
        )
    )
    if chance.random() < 0.2:
        content[chance.randrange(len(content))] = chance.randrange(256)
    if chance.random() < 0.1:
        del content[chance.randrange(len(content)) :]
    return bytes(content)


def _places(facts: Any) -> Iterator[tuple[Any, Any]]:
    """Everything within the facts, as where it is and what it is called there."""
    if isinstance(facts, dict | list):
        for name, value in list(facts.items() if isinstance(facts, dict) else enumerate(facts)):
            yield facts, name
            yield from _places(value)
