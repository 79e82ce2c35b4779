"""Whether gates win, in words."""

from __future__ import annotations

from experiments.gate_runs import ERROR_LEARNED, GatePoint
from experiments.gate_sweep import GateSweep
from experiments.gates import RATES, Contest, Questions, Verdict
from formatting import counted, listed, share_text
from tasks.drawn_answers import LEARNED_AT
from tasks.registry import task_named, task_of
from tasks.task import Problem
from views.sweep_words import points_done

_RATES = listed([f"{rate:g}" for rate in RATES], "and")
_SOLVED = (
    f"Solved means {100 * LEARNED_AT:.0f} % right answers to sequences that it was never trained "
    f"on, where there are enough; of numbers a mean squared error below {ERROR_LEARNED:g}."
)
_FIELD = (
    "A field says how many seeds solved it, and after how many weight updates, the median of those"
)
ASKED = (
    f"Each network learns each problem from several seeds, at its own best of {len(RATES)} "
    f"learning rates ({_RATES}). {_SOLVED} {_FIELD}; the best of a row is bold."
)
CAPTION = f"{_SOLVED}\n{_FIELD}, at the best of {len(RATES)} learning rates ({_RATES})."
"""Under the picture, beside what the set asked for."""
OPEN_IT = "Click or press Return to see the run in the middle on the shelf"
NOTHING_YET = "not measured yet"
FETCHED_AGAIN = "Training this run once more for the shelf, the same to the last bit"


def effort(questions: Questions, left: int) -> str:
    """What a set of questions asks for."""
    sizes = (
        f"{counted(len(questions.problems), 'problem')}, "
        f"{counted(len(questions.contestants), 'network')}, {counted(questions.seeds, 'seed')}"
    )
    chosen = f"the rate is chosen with {counted(questions.rate_seeds, 'seed')}"
    budget = f"at most {questions.updates:,} updates each"
    rest = f"{counted(left, 'run')} to do" if left else "all is measured"
    return f"{sizes} ({chosen}), {budget}: {rest}."


def problem_text(problem: Problem) -> str:
    """A problem at the head of a row."""
    return task_of(problem).heading(problem, 60)


def guess_text(problem: Problem) -> str:
    """What a blind guess reaches."""
    return _reached(problem, task_of(problem).guess(problem))


def field_text(verdict: Verdict | None) -> str:
    """What stands in a field."""
    if verdict is None:
        return ""
    solved = f"{len(verdict.solved)} of {len(verdict.points)}"
    if not verdict.is_whole:
        solved += " …"
    return solved if verdict.median_updates is None else f"{solved}, {verdict.median_updates:,}"


def field_sentence(contest: Contest, verdict: Verdict | None) -> str:
    """The same as a sentence, with what it depends on."""
    subject = f"{contest.contestant.title} on {contest.problem.title}"
    if verdict is None:
        return f"{subject}: {NOTHING_YET}."
    settings = verdict.learner.settings
    made = f"{counted(settings.units[0], 'unit')}, rate {settings.learning_rate:g}"
    seeds = f"{len(verdict.solved)} of {counted(len(verdict.points), 'seed')}"
    if verdict.median_updates is not None:
        told = f"solved, after {verdict.median_updates:,} updates (median of those)"
    else:
        reached = _reached(contest.problem, verdict.typical.reached)
        told = f"solved within {verdict.updates:,} updates; the one in the middle came to {reached}"
    return f"{subject} ({made}): {seeds} {told}. A guess reaches {guess_text(contest.problem)}."


def under_way(sweep: GateSweep) -> str:
    """What is being measured right now."""
    step = sweep.under_way
    if step is None:
        return points_done(sweep, "runs")
    point: GatePoint = step.point
    problem = task_named(point.task).from_text(point.problem)
    return (
        f"{step.learner.title} on {problem.short}, rate {step.learner.settings.learning_rate:g}, "
        f"seed {point.seed}: {_reached(problem, point.reached)} after {point.updates:,} updates "
        f"({points_done(sweep, 'runs')})"
    )


def _reached(problem: Problem, reached: float | None) -> str:
    if reached is None:
        return "no numbers"
    return f"error {reached:.3f}" if task_of(problem).is_number else share_text(reached, 0)
