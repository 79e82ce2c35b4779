"""What is raised where a process that others ask does not answer any more.

It stands by itself: who only listens for it waits for nothing that begins a process.
"""

from __future__ import annotations


class ProcessEnded(RuntimeError):
    """The process is no more, and what it held is lost. Its message is one sentence."""


class ProcessGivenUp(ProcessEnded):
    """It was ended since it did not answer."""
