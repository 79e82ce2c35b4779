"""Do gates win? The quick set of that window with more seeds, as the table of the README.

    python -m benchmarks.gates [SEEDS]

It takes about three minutes with five seeds. A run repeats to the last bit, so the first seeds are
those of the window.
"""

from __future__ import annotations

import sys
from dataclasses import replace

from experiments.gate_sweep import measure_contests
from experiments.gates import QUICK, Contest
from experiments.sweep import Measured
from experiments.sweep_file import Curves, put_point
from views.gates.words import field_text, guess_text, problem_text


def main(seeds: int) -> None:
    """Print the table row by row, as each is known."""
    questions, curves = replace(QUICK, seeds=seeds), Curves()
    titles = [contestant.title for contestant in questions.contestants]
    print(" | ".join(["", "", "guess", *titles]), "|")
    print("|---" * (2 + len(titles)) + "|")
    for row in questions.rows:
        told = [_measured(contest, curves) for contest in row]
        problem = row[0].problem
        print(" | ".join(["", problem_text(problem), guess_text(problem), *told]), "|", flush=True)


def _measured(contest: Contest, curves: Curves) -> str:
    for step in measure_contests([contest], curves):
        if isinstance(step, Measured):
            put_point(curves, step.learner, step.point)
    return field_text(contest.verdict(curves))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
