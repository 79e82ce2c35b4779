"""What takes too long for a window to wait for, computed beside it: the last that was asked."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any

from PyQt5.QtCore import QObject, pyqtSignal

from training.stepper import OneAtATime


class Inquiry(OneAtATime):
    """Answers one question at a time, and of those asked meanwhile the last one alone.

    Whoever asks for something else all the time still sees something: what is under way is
    finished and told first.

    Attributes:
        asked: the question that is being answered, or was last.

    Signals:
        answered: a question, and what came of it, or as much as is known of that so far.
        failed: why nothing came of one, in one sentence.
    """

    answered = pyqtSignal(object, object)
    failed = pyqtSignal(str)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(name, parent)
        self.asked: Hashable = None
        self._next: tuple[Hashable, Iterator[Any]] | None = None

    def ask(self, question: Hashable, compute: Callable[[], Any]) -> None:
        """Let ``compute`` find it out in another thread, unless that was asked last."""

        def steps() -> Iterator[Any]:
            yield compute()

        self.ask_in_steps(question, steps())

    def ask_in_steps(self, question: Hashable, steps: Iterator[Any]) -> None:
        """The same of what is found out step by step, and given up between two if need be.

        Each step gives an answer, or None.
        """
        if self._next is not None and self._next[0] == question:
            return
        if not self._stepper.is_running:
            self._begin(question, steps)
        else:
            self._next = None if question == self.asked else (question, steps)

    def cancel(self) -> None:
        """Nobody wants to know any more."""
        self._next = None
        super().cancel()

    def _begin(self, question: Hashable, steps: Iterator[Any]) -> None:
        self.asked = question
        self._stepper.start(steps)

    def _on_yielded(self, answer: Any) -> None:
        self.answered.emit(self.asked, answer)

    def _on_ended(self, problem: str) -> None:
        if problem:
            self.failed.emit(problem)
        if self._next is not None:
            (question, steps), self._next = self._next, None
            self._begin(question, steps)
