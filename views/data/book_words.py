"""What the window says about a book."""

from __future__ import annotations

from tasks.text.book import Book
from tasks.text.lessons import MOST_ASKED
from views.buttons import plain
from views.data.page import CHOOSE
from views.data.reading import FoundData

KEEP_HEADER = "Keep &header and footer"


def facts_of(book: Book) -> str:
    """Which book it is, in a sentence."""
    size = f"{len(book.text):,} characters"
    if book.by == "words":
        known = f"{len(book.symbols):,} words and marks, {len(book.vocabulary):,} of them known"
    else:
        known = f"{len(book.vocabulary):,} different"
    held_out = len(book.text) - book.held_out_at
    asked = len(book.symbols) - book.held_out_from
    part = f", of which {MOST_ASKED:,} from all over are asked" if asked > MOST_ASKED else ""
    return f"{book.name}: {size}, {known}; the last {held_out:,} characters are held out{part}."


def account_of(found: FoundData) -> str:
    """What was done to it, and how that is had otherwise, in sentences; nothing may be known."""
    prepared, source = found.prepared, found.source
    if prepared is None or source is None:
        return ""
    has_cut = prepared.has_header and not source.keep_header
    keep = f"{CHOOSE} › {plain(KEEP_HEADER)} brings that back." if has_cut else ""
    return " ".join(filter(None, (*prepared.done, keep, *prepared.lost)))


def has_capitals(book: Book) -> bool:
    """Whether there are any in what a network reads."""
    return any(symbol != symbol.lower() for symbol in book.vocabulary)
