"""Is this version worse than an older one, measured in one run by a benchmark that both have?

``python -m benchmarks.two_versions TREE closing 0.3 3`` runs ``python -m benchmarks.closing 0.3 3``
here and in the working tree of the older version, which ``git worktree add --detach TREE COMMIT``
makes, one after the other and as often as asked. It prints what each of them says, and what both
have taken: the processor time is that which a busy machine changes least.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks._app import median

HERE = Path(__file__).parent.parent


class Effort(NamedTuple):
    """What a benchmark has taken with all processes that it began, and its exit status.

    Attributes:
        seconds: from its start to its end.
        processor: seconds on all processors together.
        status: 1 if it misses an aim, or could not be measured.
    """

    seconds: float
    processor: float
    status: int


def run_in(tree: Path, benchmark: str, arguments: list[str]) -> Effort:
    """Run it in this working tree; what it says, and why it fails, is printed as it comes."""
    command = [sys.executable, "-m", f"benchmarks.{benchmark}", *arguments]
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=tree)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begun
    return Effort(seconds, used.ru_utime + used.ru_stime, process.returncode)


def ratio_told(what: str, now: list[float], before: list[float]) -> str:
    """The medians, and how they stand to each other."""
    ours, theirs = median(now), median(before)
    return f"{what}: {ours:.1f} s here, {theirs:.1f} s there, ratio {ours / theirs:.2f}"


def main() -> int:
    """Measure and print; exit status 1 if a run of either ended otherwise than it should."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.two_versions")
    parser.add_argument("tree", type=Path, help="working tree of the other version")
    parser.add_argument("benchmark", help="its name, as python -m benchmarks lists it")
    parser.add_argument("--times", type=int, default=1, help="runs of each (default: 1)")
    options, arguments = parser.parse_known_args()
    trees = {"here": HERE, "there": options.tree}
    runs: dict[str, list[Effort]] = {where: [] for where in trees}
    for _ in range(options.times):
        for where, tree in trees.items():
            print(f"{where}: {tree}", flush=True)
            runs[where].append(run_in(tree, options.benchmark, arguments))
            print(f"{where}: ended with status {runs[where][-1].status}", flush=True)
    for what in ("seconds", "processor"):
        figures = ([getattr(run, what) for run in runs[where]] for where in trees)
        print(ratio_told(what, *figures))
    return int(any(run.status for of_tree in runs.values() for run in of_tree))


if __name__ == "__main__":
    sys.exit(main())
