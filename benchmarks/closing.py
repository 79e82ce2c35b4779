"""How long from closing the window to the end of the process, whatever is going on?

``python -m benchmarks.closing`` starts ``main.py``, presses Start at once and closes the
window some time after it was shown: while TensorFlow is imported, while the network is
compiled, while it trains.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time

from benchmarks._app import choose_screen

AIM_SECONDS = 2.0
MOMENTS = (0.0, 0.3, 1.0, 3.0, 6.0, 12.0)
"""Seconds after the window was shown."""


def close_after(seconds: float, backend: str) -> tuple[float, int, str]:
    """Seconds from the wish to close to the end, the exit status, and what was going on."""
    command = [sys.executable, "-m", "benchmarks._observed", "close", str(seconds)]
    done = subprocess.run(
        [*command, "--backend", backend], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    ended = time.monotonic()
    facts = json.loads(done.stdout)
    return ended - facts["asked"], done.returncode, facts["state"].lower()


def report(moment: float, backend: str) -> bool:
    """Measure one moment and print; whether the aim is reached."""
    seconds, status, state = close_after(moment, backend)
    reached = status == 0 and seconds <= AIM_SECONDS
    print(
        f"  closed after {moment:4.1f} s ({state:8})  {seconds:5.2f} s  exit status {status}"
        f"  {'reached' if reached else 'missed'}",
        flush=True,
    )
    return reached


def main() -> int:
    """Measure and print; exit status 1 if the aim is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.closing")
    parser.add_argument("moments", type=float, nargs="*", help=f"seconds (default: {MOMENTS})")
    parser.add_argument("--backend", default="keras", help="what trains (default: keras)")
    options = parser.parse_args()
    print(f"Screen: {choose_screen()}")
    print(f"From closing to the end of the process; aim {AIM_SECONDS:.0f} s and status 0:")
    reached = [report(moment, options.backend) for moment in options.moments or MOMENTS]
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main())
