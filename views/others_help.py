"""What others have reached on a task, as it is read beside the main window."""

from __future__ import annotations

from html import escape

from tasks.others import Others, Reached
from views.help import Topic

_HEADS = ("Network", "training", "held out", "epochs", "here, held out", "best after")
_NOTHING = "–"


def others_topic(others: Others) -> Topic:
    """A table of what they reached beside what is reached here, and what it teaches."""
    heads = "".join(f"<th align='left'>{head}&nbsp;</th>" for head in _HEADS)
    rows = "".join(map(_row, others.reached))
    lessons = "".join(
        f"<p><b>{escape(name)}</b> {escape(told)}</p>" for name, told in others.lessons
    )
    return Topic(others.title, f"<table cellspacing='4'><tr>{heads}</tr>{rows}</table>{lessons}")


def _row(reached: Reached) -> str:
    cells = (
        escape(reached.network),
        _percent(reached.training),
        _percent(reached.held_out),
        str(reached.after),
        f"<b>{_percent(reached.ours)}</b>",
        _NOTHING if reached.best_after is None else f"epoch {reached.best_after}",
    )
    return "<tr>" + "".join(f"<td>{cell}&nbsp;</td>" for cell in cells) + "</tr>"


def _percent(share: float | None) -> str:
    return _NOTHING if share is None else f"{share:.2f} %"
