"""What memory a process holds, and those that it has begun."""

from __future__ import annotations

import gc
from contextlib import suppress

import psutil

from program.garbage import give_back

MIB = 2**20


def own_mib() -> float:
    """What this process and those it has begun hold for themselves."""
    gc.collect()
    give_back()  # As the program does every few seconds.
    return mib_of(psutil.Process())


def mib_of(process: psutil.Process) -> float:
    """The same of any process; 0 when it has ended.

    Pages of libraries do not count, since the system drops and reads them as it
    likes; what it has swapped out does.
    """
    with suppress(psutil.NoSuchProcess):
        return sum(map(_mib_of, [process, *process.children(recursive=True)]))
    return 0.0


def _mib_of(process: psutil.Process) -> float:
    with suppress(psutil.NoSuchProcess):  # It may end at any moment.
        memory = process.memory_full_info()
        return (memory.rss - getattr(memory, "shared", 0) + getattr(memory, "swap", 0)) / MIB
    return 0.0
