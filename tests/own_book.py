"""English sentences that belong to nobody, as many as a test needs."""

import random

from tasks.text.book import Book

_WHO = ("the old captain", "a child", "my neighbour", "the miller's daughter", "nobody", "the cat")
_DOES = ("watched", "remembered", "carried", "would not sell", "painted", "forgot")
_WHAT = ("the river", "a small lamp", "two boats", "the long road home", "every word of it")
_WHEN = ("at night", "in the first snow", "before the bell rang", "for many years", "alone")


def sentences(characters, seed=0):
    """A text of at least so many characters, in lines, with capitals, commas and quotations."""
    rng = random.Random(seed)
    text = ""
    while len(text) < characters:
        who, does, what, when = map(rng.choice, (_WHO, _DOES, _WHAT, _WHEN))
        said = f"{who} {does} {what} {when}"
        text += rng.choice([f"{said.capitalize()}. ", f'"{said}," he said.\n', f"{said};\n\n"])
    return text.strip()


def own_book(characters=4_000, **values):
    """The same as a book, in small letters."""
    return Book(sentences(characters).lower(), **{"name": "Own sentences", **values})
