"""What the terminal tells of a network that writes."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rich.text import Text

from formatting import counted
from networks.network import Network
from tasks.answer import Answer
from tasks.registry import task_of
from tasks.simpler import NOTHING_KNOWN, Baselines
from tasks.task import Problem
from terminal.told import Told
from training.checkpoint import Checkpoint


def writing_told(
    network: Network, problem: Problem, checkpoint: Checkpoint, answer: Answer
) -> Told:
    """How well it foretells a text, beside what simpler means reach, and what it has just written.

    Figures are of the held-out part, and None where it was never asked; the perplexity is told
    where words are read.
    """
    unit, baselines = task_of(problem).loss_unit(problem), simpler_means(problem)
    loss = next((record.loss for record in checkpoint.records[-1:]), None)
    bits, perplexity = (None, None) if loss is None else (unit.of(loss), unit.perplexity(loss))
    facts = {
        "parameters": int(network.parameters),
        "bits_per_character": bits,
        **_those_told({"perplexity": perplexity}),
        "characters_per_second": _characters_per_second(problem, checkpoint),
        "beginning": answer.spelled(answer.given),
        "text": answer.spelled(answer.said),
        "baselines": baselines.facts(),
        **_those_told({"problem": answer.trouble, "remark": answer.remark}),
    }
    if loss is None or bits is None:
        words = f"{counted(int(network.parameters), 'parameter')}."
    else:
        simpler = ", ".join(f"{name} {bits:.3f}" for name, bits in baselines.told())
        needed = f"On the held-out part it needs {unit.told_in_full(loss)} ({simpler})."
        words = f"{needed} {baselines.verdict(bits)}"
    return Told("result", facts, [words, *_written_lines(answer)])


def written_told(asked: str, answer: Answer) -> Told:
    """What it writes after a beginning that was typed."""
    facts = {
        "asked": asked,
        "text": answer.spelled(answer.said),
        **_those_told({"remark": answer.remark}),
    }
    return Told("answer", facts, _written_lines(answer))


def _those_told(facts: dict[str, Any]) -> dict[str, Any]:
    """Those that there are."""
    return {name: value for name, value in facts.items() if value}


def _written_lines(answer: Answer) -> list[str | Text]:
    """The beginning, what goes on from it in another colour, and what is to be told of it."""
    given, said = answer.spelled(answer.given), answer.spelled(answer.said)
    text = Text.assemble("\n", given, (said, "bold cyan"), "\n")
    return [text, *filter(None, (answer.remark, answer.trouble))]


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
