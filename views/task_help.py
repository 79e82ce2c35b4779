"""What am I looking at, where another task than the pattern is chosen? Made of what it declares."""

from __future__ import annotations

from html import escape

from PyQt5.QtWidgets import QWidget

from tasks.heads import NEAR_ENOUGH
from tasks.registry import task_of
from tasks.task import Problem
from views.help import Topic, show_help, show_topic
from views.others_help import others_topic

_OF_CLASSES = (
    "how much the right answers surprised the network, in <b>nats</b>",
    "the share of answers that are right",
)
_OF_NUMBERS = (
    "half the mean squared error",
    f"the share of answers that are off by less than {NEAR_ENOUGH:g}",
)
_OF_DRAWN = """It counts as <b>learned</b> once {learned_when}.</p>
<p><b>Fresh</b>: every epoch has sequences of its own, drawn from the seed and its number. As long
as there are enough of them, what is asked afterwards was never trained on.<br>
<b>Loss</b>: {loss}.<br>
<b>Accuracy</b>: {accuracy}.<br>
<b>Predict</b> lets the network answer one more fresh sequence, or the one that you type."""
_OF_WRITTEN = """</p>
<p><b>Held out</b>: the last tenth of the book is never trained on. By how many <b>bits</b> each of
its characters surprises the network is the figure that counts. <b>Beside it</b> stands what
simpler means need: behind an n-gram, not much is learned yet.<br>
<b>Accuracy</b>: the share that is said rightly.<br>
<b>Predict</b> lets the network write on after what you type; the stronger the colour, the surer
it was.</p>
<p><b>Open</b>, drop or paste any text."""


_OF_JUDGED = """</p>
<p><b>Held out</b>: a tenth, never trained on, to choose by (numbered files: film by film); the
<b>test set</b> is asked once, at the end. <b>Beside it</b> stands what a bag of words and n-grams
reach.<br>
<b>Loss</b>: {loss}. <b>Accuracy</b>: {accuracy}.<br>
<b>Predict</b> judges what you type: blue words speak for positive, orange ones for negative.</p>
<p><b>Open</b> or drop archive, table or folder. <b>Below</b> stands what is done to it."""


def show_main_help(parent: QWidget, problem: Problem | None) -> None:
    """Explain the main window, and what is learned there; of a pattern all at once."""
    if problem is None or not task_of(problem).is_drawn:
        show_help(parent, "main")
    else:
        show_topic(parent, "main", task_topic(problem))


def show_others(parent: QWidget, problem: Problem | None) -> None:
    """Tell what others have reached on the task of a problem, if that is known."""
    others = task_of(problem).others if problem else None
    if others is not None:
        show_topic(parent, "others", others_topic(others))


def task_topic(problem: Problem) -> Topic:
    """What the task of a problem is, and what it takes to learn it."""
    task = task_of(problem)
    fields = "; ".join(f"<b>{field.title}</b>: {_begun_small(field.tip)}" for field in task.fields)
    loss, accuracy = _OF_NUMBERS if task.is_number else _OF_CLASSES
    of_kind = _OF_WRITTEN if task.writing else _OF_JUDGED if task.explaining else _OF_DRAWN
    text = f"""
<p>{escape(task.summary)}.</p>
<p>{fields}.</p>
<p><b>Shape</b>: {task.shape}. <b>From</b>: {escape(task.source)}.</p>
<p><b>A blind guess</b> reaches {task.guess_told(problem)}.
{of_kind.format(loss=loss, accuracy=accuracy, **task.words._asdict())}</p>
"""
    return Topic(f"What is the task {task.title}?", text)


def _begun_small(tip: str) -> str:
    return tip[:1].lower() + tip[1:]
