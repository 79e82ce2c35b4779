"""What does the progress show? Of each task what its plots have, as its answers are drawn."""

from __future__ import annotations

import math
from typing import Any

from tasks.heads import LINEAR, NEAR_ENOUGH, SIGMOID
from tasks.registry import FIRST_TASK, TASKS, task_of
from tasks.task import Problem, Task
from views.help import Topic

_OF_A_PATTERN = """a stretch of the sequence. For each symbol you see
what really came, 0 or 1, and the probability of a 1 given just before. Above one half counts as
a 1.<br>
The state begins at zero, so the <b>first symbols</b> are the hardest. A dotted line stands where
no mistake comes any more."""
_OF_BITS = """answers, one after the other. For each you
see what was right, 0 or 1, and the probability of a 1 that was given. Above one half counts as
a 1."""
_OF_CLASSES = """answers, one after the other. Each that there
can be has a line of its own. A frame stands where the right one is, a dot in it where that was
said, and a cross where another one was said."""
_OF_NUMBERS = f"""each mark is an answer: across which number was
wanted, upwards which one was said. On the line both are the same; a cross is off by
{NEAR_ENOUGH:g} or more."""
_OF_WRITTEN = """the beginning of what is held out. Below stands
what came in the text; the bar over it is how probable the network held that just before. A dot:
it held nothing likelier. A cross: it would have said something else."""
_OF_JUDGED = """each held-out {noun}, the least probable first:
how probable the network holds <b>{one}</b>. Above one half it answers that. A dot is right, a
cross is wrong; the further from the middle, the surer it was."""

_ON_ONE_SIDE = """Accuracy only asks on which side
of one half a prediction lies; loss also asks how far. Where {one} is right, 0.60 and 0.99 are
both right, but the loss is {losses}."""
_LIKELIEST = """Accuracy only asks whether what is right was
held the likeliest; loss also asks how likely. With 0.60 and with 0.99 it is right, but the loss
is {losses}."""
_NEAR = f"""Accuracy only asks whether an answer is off by less
than {NEAR_ENOUGH:g}; loss, half the mean squared error, also asks how far."""

_TEXT = """
<p><b>The bar</b>: how many of the epochs you asked for are done.</p>
<p><b>Left, predictions vs. actual values</b>: {plotted}</p>
<p><b>Right, loss and accuracy</b> of all {answers}: one point for every epoch. On a <b>log
scale</b> small losses can be told apart.</p>
<p><b>Why can the loss still fall while accuracy stays?</b> {why}</p>
<p><b>Stepping</b>: with slider, buttons or arrow keys you go back to any epoch, also while training
runs. Follow brings you back to the newest.</p>
"""
_OVERFITTING = """<p><b>Overfitting</b>: held-out loss rises while that of what is trained on falls.
Best Epoch and Patience go back to its least, perhaps before most is right.</p>
"""


def progress_topic(problem: Problem | None) -> Topic:
    """What the plots show of a problem; of none, what they show of a pattern."""
    problem = problem or TASKS[FIRST_TASK].example
    task = task_of(problem)
    plotted, why = _told_of(task)
    why = why.format(one=task.words.one, losses=_losses(problem))
    answers = "answers" if task.is_drawn else "symbols"
    text = _TEXT.format(
        plotted=plotted, why=why, answers=f"{answers} held out" if task.holds_out else answers
    )
    return Topic("What does the progress show?", text + _OVERFITTING * task.holds_out)


def _losses(problem: Problem) -> str:
    """Of what was held probable by 0.60 and by 0.99 and is right, as the plots show them."""
    unit = task_of(problem).loss_unit(problem)
    return " and ".join(f"{unit.of(-math.log(p)):.2f}" for p in (0.60, 0.99)) + unit.suffix


def _told_of(task: Task[Any]) -> tuple[str, str]:
    """What the left plot shows, and what a loss asks that an accuracy does not."""
    if task.writing is not None:
        return _OF_WRITTEN, _LIKELIEST
    if task.explaining is not None:
        return _OF_JUDGED.format(noun=task.noun, one=task.words.one), _ON_ONE_SIDE
    if task.head is LINEAR:
        return _OF_NUMBERS, _NEAR
    if task.head is not SIGMOID:
        return _OF_CLASSES, _LIKELIEST
    return _OF_BITS if task.is_drawn else _OF_A_PATTERN, _ON_ONE_SIDE
