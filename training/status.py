"""What the program says of what went wrong."""

from __future__ import annotations

from utils import shown


def sentence_of(error: Exception, begun: str = "") -> str:
    """What to tell the user about an error, in one short line that begins with ``begun``."""
    return shown(f"{begun}{_words_of(error)}")


def _words_of(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "There is not enough memory for this."
    if isinstance(error, OSError) and error.strerror:
        place = f": {error.filename}" if error.filename else ""
        return f"{error.strerror}{place}."
    return str(error) or f"Something went wrong: {type(error).__name__}."
