"""All that is prepared: an example of every task, and races that show what a gate is good for."""

from __future__ import annotations

from typing import Any

from experiments.counting_example import COUNTING
from experiments.gradient_examples import EXAMPLES
from experiments.prepared_races import RACES
from experiments.prepared_training import PreparedTraining
from experiments.review_presets import REVIEW_PRESETS
from experiments.text_presets import TEXT_PRESETS
from shelf.run import title_of
from tasks.registry import TASKS
from tasks.task import Task
from training.learner import Learner


def _example(task: Task[Any]) -> PreparedTraining:
    """What a task is at when it is chosen, which is to say what suits it."""
    settings = task.fit(task.example, task.settings)
    return PreparedTraining(
        title=task.title,
        says=task.sees,
        problem=task.example,
        learners=(Learner(title_of(settings), settings),),
    )


PRESETS: dict[str, PreparedTraining] = {
    **{name: _example(task) for name, task in TASKS.items()},
    **EXAMPLES,
    "counting": COUNTING,
    **TEXT_PRESETS,
    **REVIEW_PRESETS,
    **RACES,
}
"""By the names that the command line has for them."""
