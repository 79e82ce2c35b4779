"""What others have reached on a task, as it is read beside the main window."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from tasks.others import Others, Reached
from views.help import Topic

_THEIRS = "Network", "training", "held out or test*", "epochs"
_OURS = "here, held out", "best after"
_NOTHING = "–"


def others_topic(others: Others) -> Topic:
    """A table of what they reached, beside what is reached here if that is known, and what it
    teaches. Of one that overfits here it is told epoch by epoch."""
    is_known = any(reached.ours is not None for reached in others.reached)
    heads = (*_THEIRS, *_OURS) if is_known else _THEIRS
    rows = [_row(heads, "th"), *(_row(_cells(each)[: len(heads)]) for each in others.reached)]
    told = (f"<p><b>{escape(name)}</b> {escape(words)}</p>" for name, words in others.lessons)
    by_epoch = [_by_epoch(each) for each in others.reached if _overfits(each)][-1:]
    return Topic(others.title, "".join([_table(rows), *by_epoch, *told]))


def _overfits(reached: Reached) -> bool:
    return reached.best_after is not None and reached.best_after < len(reached.here)


def _by_epoch(reached: Reached) -> str:
    """What it reaches here after each epoch, so that one sees where overfitting begins."""
    epochs, shares = range(1, len(reached.here) + 1), zip(*reached.here, strict=True)
    lines = [_row(["epoch", *map(str, epochs)], "th")]
    for name, of_each in zip(("training", "held out"), shares, strict=True):
        lines.append(_row([f"{name}, %", *(f"{share:.1f}" for share in of_each)]))
    begins = f"{reached.network}, here: after epoch {reached.best_after} overfitting begins."
    return f"<p>{escape(begins)}</p>{_table(lines)}"


def _table(rows: Iterable[str]) -> str:
    return f"<table cellspacing='4'>{''.join(rows)}</table>"


def _cells(reached: Reached) -> tuple[str, ...]:
    return (
        escape(f"{reached.network} ({reached.by})" if reached.by else reached.network),
        _percent(reached.training),
        f"{_percent(reached.held_out)}{'*' if reached.is_of_test else ''}",
        str(reached.after),
        f"<b>{_percent(reached.ours, 1)}</b>",
        _NOTHING if reached.best_after is None else f"epoch {reached.best_after}",
    )


def _row(cells: Iterable[str], tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag} align='left'>{cell}&nbsp;</{tag}>" for cell in cells) + "</tr>"


def _percent(share: float | None, decimals: int = 2) -> str:
    return _NOTHING if share is None else f"{share:.{decimals}f} %"
