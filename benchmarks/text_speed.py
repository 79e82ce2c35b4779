"""How fast is a book learned and written? Rows against the lecture's windows, and writing on.

``python -m benchmarks.text_speed [REPEATS]`` trains the network that suits text, in rows, and that
of the lecture, in windows of which each has one target, update by update in turn, and prints the
targets a second of both on each backend. Then it lets the first one write, as the window does. For
PyTorch beside it there is ``python -m benchmarks.against_pytorch``.
"""

from __future__ import annotations

import sys
import time

from benchmarks._pytorch import median_seconds
from benchmarks.against_pytorch import call_of, own_pass
from experiments.presets import PRESETS
from networks.numpy_network import numpy_network
from networks.settings import BACKEND_NAMES
from tasks.text.writing import writing
from tasks.writing import ToWrite

DEFAULT_REPEATS = 5
ROWS, WINDOWS = "text", "lecture"
AIM_TARGETS = 30
"""Times as many targets a second in rows as in windows."""
AIM_WRITTEN = 2_000
"""Characters a second."""
WRITTEN = 5_000


def targets_a_second(backend: str, repeats: int) -> dict[str, float]:
    """Of both ways to cut a book, from calls made in turn."""
    passes, targets = {}, {}
    for name in (ROWS, WINDOWS):
        prepared = PRESETS[name]
        call = call_of(prepared.problem, prepared.learners[0].settings)
        passes[name] = own_pass(backend, call)
        targets[name] = call.number
    return {
        name: targets[name] / seconds for name, seconds in median_seconds(passes, repeats).items()
    }


def report_targets(backend: str, repeats: int) -> bool:
    """Measure and print; whether the aim is reached."""
    rates = targets_a_second(backend, repeats)
    ratio = rates[ROWS] / rates[WINDOWS]
    print(
        f"{BACKEND_NAMES[backend]}: {rates[ROWS]:,.0f} targets a second in rows, "
        f"{rates[WINDOWS]:,.0f} in the lecture's windows: {ratio:.0f} times as many "
        f"(aim: {AIM_TARGETS})",
        flush=True,
    )
    return ratio >= AIM_TARGETS


def report_writing() -> bool:
    """The same of what is written by a network from scratch, as it is in the window."""
    prepared = PRESETS[ROWS]
    reader = numpy_network(prepared.learners[0].settings)
    reader.initialise(seed=0)
    started = time.perf_counter()
    for _ in writing(reader, prepared.problem, ToWrite("", WRITTEN)):
        pass
    a_second = WRITTEN / (time.perf_counter() - started)
    print(f"Written: {a_second:,.0f} characters a second (aim: {AIM_WRITTEN:,})")
    return a_second >= AIM_WRITTEN


def main() -> int:
    """Measure and print; exit status 1 if an aim is missed."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_REPEATS
    reached = [report_targets(backend, repeats) for backend in BACKEND_NAMES]
    return 0 if all([*reached, report_writing()]) else 1


if __name__ == "__main__":
    sys.exit(main())
