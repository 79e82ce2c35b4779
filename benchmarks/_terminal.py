"""A training in the terminal, in a process of its own, as a user starts it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any

import psutil

from benchmarks._memory import mib_of

_LOOKS = 5.0
"""Seconds between two looks at the memory: each takes what is measured some milliseconds."""


@dataclass(frozen=True)
class Printed:
    """What a training in the terminal printed.

    Attributes:
        lines: of JSON.
        most_mib: that it held at once, with the processes that it began.
    """

    lines: list[dict[str, Any]]
    most_mib: float

    @property
    def epochs(self) -> list[dict[str, Any]]:
        """Those that tell of an epoch."""
        return [line for line in self.lines if "held_out_loss" in line]

    @property
    def result(self) -> dict[str, Any]:
        """The one that tells what came of all."""
        return next(line for line in self.lines if "baselines" in line)

    @property
    def seconds(self) -> float:
        """That all epochs took."""
        return sum(epoch["seconds"] for epoch in self.epochs)


def trained(options: Iterable[str]) -> Printed:
    """Train with these options, to the end.

    Raises:
        subprocess.CalledProcessError: it fails.
    """
    command = [sys.executable, "main.py", "--headless", "--json", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        most, is_over = [0.0], Event()
        watcher = Thread(target=_watch, args=(process.pid, most, is_over))
        watcher.start()
        try:
            assert process.stdout is not None  # It is piped.
            lines = [json.loads(line) for line in process.stdout]
        finally:
            is_over.set()
            watcher.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Printed(lines, most[0])


def _watch(pid: int, most: list[float], is_over: Event) -> None:
    process = psutil.Process(pid)
    while not is_over.wait(_LOOKS):
        most[0] = max(most[0], mib_of(process))
