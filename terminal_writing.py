"""What the terminal tells of a network that writes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from formatting import counted
from networks.network import Network
from tasks.registry import task_of
from tasks.simpler import NOTHING_KNOWN, Baselines
from tasks.task import Answer, Problem
from training.checkpoint import Checkpoint


@dataclass(frozen=True, eq=False)
class WritingResult:
    """A trained network that writes.

    Attributes:
        parameters: its trainable numbers.
        bits: that a character of the held-out part costs it; None if it was never asked.
        told: the same in words.
        perplexity: of a word, where it reads words; likewise.
        characters_per_second: that it learned from, while it was trained; None likewise.
        baselines: what simpler means need.
        answer: what it writes.
    """

    parameters: int
    bits: float | None
    told: str
    perplexity: float | None
    characters_per_second: float | None
    baselines: Baselines
    answer: Answer

    @property
    def facts(self) -> dict[str, Any]:
        """As JSON has it."""
        trouble = {"problem": self.answer.trouble} if self.answer.trouble else {}
        remark = {"remark": self.answer.remark} if self.answer.remark else {}
        of_words = {} if self.perplexity is None else {"perplexity": self.perplexity}
        return {
            "parameters": self.parameters,
            "bits_per_character": self.bits,
            **of_words,
            "characters_per_second": self.characters_per_second,
            "beginning": self.answer.spelled(self.answer.given),
            "text": self.answer.spelled(self.answer.said),
            "baselines": self.baselines.facts(),
            **trouble,
            **remark,
        }

    @property
    def sentence(self) -> str:
        """In words, beside what simpler means reach."""
        if self.bits is None:
            return f"{counted(self.parameters, 'parameter')}."
        simpler = ", ".join(f"{name} {bits:.3f}" for name, bits in self.baselines.told())
        return (
            f"On the held-out part it needs {self.told} ({simpler}). "
            f"{self.baselines.verdict(self.bits)}"
        )


def writing_result(
    network: Network, problem: Problem, checkpoint: Checkpoint, answer: Answer
) -> WritingResult:
    """What there is to tell of a network, given what it has just written."""
    task = task_of(problem)
    unit, loss = task.loss_unit(problem), next((r.loss for r in checkpoint.records[-1:]), None)
    return WritingResult(
        parameters=int(network.parameters),
        bits=None if loss is None else unit.of(loss),
        told="" if loss is None else unit.told_in_full(loss),
        perplexity=None if loss is None else unit.perplexity(loss),
        characters_per_second=_characters_per_second(problem, checkpoint),
        baselines=simpler_means(problem),
        answer=answer,
    )


@lru_cache(maxsize=1)
def simpler_means(problem: Problem) -> Baselines:
    """What they need, once for all that is told of a problem; nothing if nothing is compared."""
    find_out, known = task_of(problem).baselines, NOTHING_KNOWN
    for further in find_out(problem) if find_out else ():
        known = further or known
    return known


def _characters_per_second(problem: Problem, checkpoint: Checkpoint) -> float | None:
    """Over all epochs, what was asked after each of them included in the time."""
    records, task = checkpoint.records, task_of(problem)
    seconds = sum(record.seconds for record in records)
    if not seconds or task.writing is None:
        return None
    lesson = task.lesson(problem, checkpoint.settings, checkpoint.seed, 1)
    return len(records) * lesson.learned_from * task.writing.characters(problem) / seconds
