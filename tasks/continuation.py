"""How a network goes on with a pattern, told apart from how the pattern itself goes on."""

from __future__ import annotations

import numpy as np

from networks.burst import burst_sentence, steps_before
from networks.network import Network, answered
from networks.steps import Steps
from tasks.answer import Answer
from tasks.heads import SIGMOID
from tasks.pattern import Pattern

ASKED_MORE_OFTEN = "Accuracy asks only after each window; here it is asked after every symbol."
"""Why a continuation may leave the pattern though all that an epoch asks is answered rightly."""
PERIODS_HEARD = 2
SYMBOLS_HEARD = 256
"""What a net hears before it goes on alone: the more of both. Training zeroes the state
once in a thousand symbols, so how to begin is learned last: a net that knows its pattern
by heart may stumble for its first fifty symbols, and only then falls into step."""
FAULTLESS_PERIODS = 2
"""Periods that a free run has to get right to be called faultless."""


def continuation(pattern: Pattern, probabilities: np.ndarray, has_burst: bool = False) -> Answer:
    """What a network says after ``pattern``, beside what the endless repetition has there.

    Args:
        pattern: that was asked about.
        probabilities: float32 ``(predicted,)``, of a 1 for each predicted symbol.
        has_burst: whether more was asked for, but what the network says next is no number.
    """
    said = SIGMOID.said(probabilities)
    expected = pattern.repeated(len(said), start=len(pattern))
    place = f"predicted symbol {len(said) + 1:,}"
    return Answer(
        problem=pattern,
        given=pattern.glyphs,
        said="".join(map(str, said)),
        expected="".join(map(str, expected)),
        probabilities=probabilities,
        confidences=SIGMOID.p(probabilities, said),
        trouble=burst_sentence(place) if has_burst else "",
        remark="" if np.array_equal(said, expected) else ASKED_MORE_OFTEN,
    )


def continuing(network: Network, pattern: Pattern, steps: int) -> Steps[Answer]:
    """Let ``network`` go on after ``pattern`` for ``steps`` symbols, fed with its own predictions.

    Before that it hears whole periods of the pattern, from zero state, until its
    state has settled into their rhythm; one that carries no state needs no more of it than
    a window. It ends before the first symbol whose probability is no number.
    """
    lead_in = _lead_in(network, pattern)
    probabilities = (yield from _running(network, lead_in, steps - 1))[-steps:]
    known = steps_before([probabilities])
    return continuation(pattern, probabilities[:known], has_burst=known is not None)


def _running(network: Network, symbols: np.ndarray, free_steps: int = 0) -> Steps[np.ndarray]:
    """What ``network`` says from zero state on, read in pieces that do not take long."""
    total, at_once = len(symbols) + free_steps, network.settings.steps_at_once
    pieces: list[np.ndarray] = []
    memory = None
    for start in range(0, total, at_once):
        if pieces:
            yield
        given = symbols[start : start + at_once]
        free = min(at_once, total - start) - len(given)
        piece, memory = yield from answered(network, "read", given, free, memory)
        pieces.append(piece)
    return np.concatenate(pieces)


def _lead_in(network: Network, pattern: Pattern) -> np.ndarray:
    """What ``network`` hears before it goes on alone."""
    lead_in = pattern.repeated(symbols_heard(pattern.period))
    return lead_in if network.settings.stateful else lead_in[-network.settings.window :]


def symbols_heard(period: int) -> int:
    """How many symbols of a pattern of that period a net hears before it goes on alone."""
    return -(-max(PERIODS_HEARD * period, SYMBOLS_HEARD) // period) * period


def right_for(network: Network, pattern: Pattern, most: int) -> Steps[int]:
    """How many symbols ``network``, going on alone, gets right before its first fault.

    As long as it is right, what is fed back to it is the pattern itself. So it is fed
    the pattern, which every backend can do in one go. What is no number is a fault.

    Returns:
        ``most`` if there is no fault as far as that.
    """
    lead_in, held_back = _lead_in(network, pattern), pattern.repeated(most)
    heard = np.concatenate([lead_in, held_back[:-1]])
    probabilities = (yield from _running(network, heard))[len(lead_in) - 1 :]
    is_right = np.isfinite(probabilities) & (SIGMOID.said(probabilities) == held_back)
    faults = np.flatnonzero(~is_right)
    return int(faults[0]) if faults.size else most


def trying_if_faultless(network: Network, pattern: Pattern) -> Steps[bool]:
    """Whether ``network`` continues the pattern for two periods without a fault."""
    symbols = FAULTLESS_PERIODS * pattern.period
    return (yield from right_for(network, pattern, symbols)) == symbols
