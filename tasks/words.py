"""What sentences say of a problem where its task is not known to who writes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from formatting import listed


class Words(NamedTuple):
    """The words of a task; the usual ones fit every task.

    Attributes:
        problem: what a problem is called.
        label: of it in a form, with ``&`` before the letter that leads to it.
        another: that another one is set than was learned.
        ask: what a network is let do that is asked.
        asking: what it is doing then.
        has: what stands before the symbol that should have been said.
        keeps: that nothing that was said is wrong.
        leaves: of a symbol that it is wrong.
        first_to_leave: of a symbol that no other was wrong before it.
        achieve: what a network does that has learned a problem; so do the next two.
        achieves: the same of one that does it now.
        achieved: the same of one that has done it.
        learned: what such a network is called.
        first_learned: that one is so for the first time.
        learned_tip: what is counted until then.
        learned_when: the same within a sentence of the help, after “until”.
        right_for: over a column of how much it gets right. This and the next may hold
            ``{most:,}``, how much there is at most.
        right_tip: what is counted there.
        right_told: the same in a sentence of the help.
        same: what is the same for all who race, likewise.
        beyond: what stands behind a count that is as large as can be, if it may be larger.
        given: over the symbols that are given.
        answer: what a network says to them.
        data: what a network is fed with.
        one: what a probability is that of, where one alone is answered.
        symbol: what it reads at a step, where that is one of many.
        lines: what stands before the three lines that tell a problem, and what is answered.
    """

    problem: str = "problem"
    label: str = "Pr&oblem"
    another: str = "Another problem is set"
    ask: str = "answer a sequence"
    asking: str = "answering a sequence"
    has: str = "right is"
    keeps: str = "all of it is right"
    leaves: str = "wrong"
    first_to_leave: str = "the first that is wrong"
    achieve: str = "learn the problem"
    achieves: str = "knows the problem"
    achieved: str = "learned the problem"
    learned: str = "learned"
    first_learned: str = "first learned"
    learned_tip: str = "Epochs until the problem was learned"
    learned_when: str = "the network had learned the problem"
    right_for: str = "Right of {most:,}"
    right_tip: str = "How much is right, of {most:,} at most"
    given: str = "given"
    answer: str = "Answer to a sequence"
    lines: tuple[str, str, str] = ("Given sequence", "Expected answer", "Predicted answer")
    right_told: str = "how much it gets right, of {most:,} at most."
    same: str = "<b>the same problem</b>, on the same fresh sequences"
    beyond: str = ""
    data: str = "random sequences"
    one: str = "a 1"
    symbol: str = "symbol"


ANY_PROBLEM = Words()
"""Those that fit every task."""


def common_words(of_each: Mapping[str, Words]) -> Words:
    """What fits all of several problems, given the words of each task by its title."""
    if len({*of_each.values()}) == 1:
        return next(iter(of_each.values()))
    return Words(
        learned_tip=_told(of_each, "learned_tip"),
        right_tip=_told(of_each, "right_tip"),
        right_told=f"{ANY_PROBLEM.right_told} Point at a title to read what that is in which task.",
    )


def _told(of_each: Mapping[str, Words], name: str) -> str:
    """What the tasks have to say of one thing: a line for each, after those whose it is."""
    whose: dict[str, list[str]] = {}
    for title, words in of_each.items():
        whose.setdefault(getattr(words, name), []).append(f"“{title}”")
    return "\n".join(f"{listed(titles, 'and')}: {told}" for told, titles in whose.items())
