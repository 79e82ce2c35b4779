"""What sentences say of a problem where its task is not known to who writes them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """The words of a task.

    Attributes:
        problem: what a problem is called.
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
        right_for: over a column of how much it gets right. This and the next may hold
            ``{most:,}``, how much there is at most.
        right_tip: what is counted there.
    """

    problem: str
    another: str
    ask: str
    asking: str
    has: str
    keeps: str
    leaves: str
    first_to_leave: str
    achieve: str
    achieves: str
    achieved: str
    learned: str
    first_learned: str
    learned_tip: str
    right_for: str
    right_tip: str
