"""What windows are given of a session."""

from __future__ import annotations

from networks.settings import Settings
from training.moment import best_epoch_told, undo_told
from training.present import Present, conditions_of
from training.states import Condition, RunState
from training.view import View
from training.worker import TrainingWorker


def _told_settings(present: Present, conditions: frozenset[Condition]) -> Settings:
    """Those of the chosen network, or where it cannot learn what is typed, of one to come."""
    is_to_come = Condition.FITS not in conditions and Condition.NEXT_FITS in conditions
    return present.wanted if is_to_come else present.choice.settings


def view_of(present: Present, worker: TrainingWorker) -> View:
    """The view of a session."""
    choice, next_one, conditions = present.choice, present.next, conditions_of(present, worker)
    told_settings = _told_settings(present, conditions)
    return View(
        state=present.state,
        conditions=conditions,
        epoch=len(present.history),
        current_epoch=present.current_epoch,
        goal=present.goal,
        epochs=present.epochs,
        fraction=present.fraction,
        pace=present.pace,
        exploded_in=present.exploded_in,
        ended_early=present.ended_early,
        last=present.history.last,
        backend=choice.backend,
        settings=choice.settings,
        next_settings=next_one.choice.settings if next_one else None,
        next_seed=next_one.moment.checkpoint.seed if next_one else present.seed,
        told_settings=told_settings,
        layers=worker.describe_layers(told_settings),
        seed=present.seed,
        typed=present.typed,
        refusal=present.refusal,
        trained_problem=present.trained,
        has_opened_weights=present.opened_weights,
        answered=present.answered,
        undo=undo_told(present.left, next_one),
        best_epoch=best_epoch_told(present.history, present.best_kept),
        problem_changed=present.problem_changed,
        task_changed=present.task_changed,
        is_another=worker.in_use is not None and worker.in_use.settings != choice.settings,
        times_tested=present.tested.of(present.trained),
        told=present.told,
        begins_anew=present.snapshots.told_of(len(present.history)),
        why_unavailable=present.why_unavailable,
        file=present.file,
        step_is_next=present.state is RunState.PAUSING and present.asked is not None,
    )
