"""How long until the window is on the screen, and is TensorFlow left for later?

``python -m benchmarks.startup`` starts ``main.py`` and an empty PyQt5 window in turn, and
prints the medians of the time from the start of the process to the first painted picture.
The empty window is what Python and Qt cost by themselves, so the ratio of the two stays
meaningful on a busy machine. ``--imports`` also prints which packages the start spends its
imports on.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass

from benchmarks._app import choose_screen, median

AIM_SECONDS = 1.0
PACKAGES_TOLD = 5
IMPORT_LINE = re.compile(r"import time: +(\d+) \| +\d+ \| +(\w+)")
"""A line of ``python -X importtime``: the microseconds of a module alone, and its package."""


@dataclass(frozen=True)
class Start:
    """One start: how long it took, and whether TensorFlow's process had begun by its end."""

    seconds: float
    tensorflow: bool
    log: str


def start(what: str, *python_options: str) -> Start:
    """Start a process and wait for the first picture of its window."""
    command = [sys.executable, *python_options, "-m", "benchmarks._observed", what]
    started = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    facts = json.loads(done.stdout)
    return Start(facts["painted"] - started, facts["tensorflow"], done.stderr)


def import_microseconds(log: str) -> Counter[str]:
    """What each package took to import, without what it imported itself."""
    own: Counter[str] = Counter()
    for microseconds, package in IMPORT_LINE.findall(log):
        own[package] += int(microseconds)
    return own


def report_imports() -> None:
    """Print the packages that take longest, over all their modules."""
    own = import_microseconds(start("first", "-X", "importtime").log)
    print(f"Imports before the first picture: {sum(own.values()) / 1e6:.2f} s, of which")
    for package, microseconds in own.most_common(PACKAGES_TOLD):
        print(f"  {microseconds / 1e6:5.2f} s  {package}")


def report(rounds: int) -> bool:
    """Measure both windows in turn and print; whether the aim is reached."""
    empty, whole = zip(*((start("bare"), start("first")) for _ in range(rounds)), strict=True)
    empty_median = median([one.seconds for one in empty])
    whole_median = median([one.seconds for one in whole])
    imported = any(one.tensorflow for one in whole)
    on_time = whole_median <= AIM_SECONDS
    print(f"First picture after the start of the process, median of {rounds}, in turn:")
    print(f"  an empty PyQt5 window  {empty_median:5.2f} s")
    print(
        f"  python3 main.py        {whole_median:5.2f} s, {whole_median / empty_median:.1f} times"
    )
    print(f"  aim {AIM_SECONDS:.1f} s: {'reached' if on_time else 'missed'}")
    print(f"  TensorFlow's process begun by then (it must not be): {'yes' if imported else 'no'}")
    return on_time and not imported


def main() -> int:
    """Measure and print; exit status 1 if the aim is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.startup")
    parser.add_argument("--rounds", type=int, default=5, help="starts of each (default: 5)")
    parser.add_argument("--imports", action="store_true", help="tell what the imports cost")
    options = parser.parse_args()
    print(f"Screen: {choose_screen()}")
    start("first")  # The first one warms the disk cache.
    reached = report(options.rounds)
    if options.imports:
        report_imports()
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
