"""What others have reached on a task, as it is read beside the main window."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from tasks.others import Others, Reached
from views.help import Topic

_THEIRS = "Network", "training", "held out or test", "epochs"
_OURS = "here, held out", "best after"
_NOTHING = "–"


def others_topic(others: Others) -> Topic:
    """A table of what they reached, beside what is reached here if that is known, and what it
    teaches."""
    is_known = any(reached.ours is not None for reached in others.reached)
    heads = (*_THEIRS, *_OURS) if is_known else _THEIRS
    rows = [_row(heads, "th"), *(_row(_cells(each)[: len(heads)]) for each in others.reached)]
    told = (f"<p><b>{escape(name)}</b> {escape(words)}</p>" for name, words in others.lessons)
    return Topic(others.title, f"<table cellspacing='4'>{''.join(rows)}</table>{''.join(told)}")


def _cells(reached: Reached) -> tuple[str, ...]:
    return (
        escape(reached.network),
        _percent(reached.training),
        _percent(reached.held_out),
        str(reached.after),
        f"<b>{_percent(reached.ours)}</b>",
        _NOTHING if reached.best_after is None else f"epoch {reached.best_after}",
    )


def _row(cells: Iterable[str], tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag} align='left'>{cell}&nbsp;</{tag}>" for cell in cells) + "</tr>"


def _percent(share: float | None) -> str:
    return _NOTHING if share is None else f"{share:.2f} %"
