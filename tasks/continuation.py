"""How a network goes on with a pattern, told apart from how the pattern itself goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tasks.heads import THRESHOLD
from tasks.pattern import Pattern
from training.burst import burst_sentence, steps_before
from training.cost import steps_at_once
from training.network import Network, answered
from training.steps import Steps

PERIODS_HEARD = 2
SYMBOLS_HEARD = 256
"""What a net hears before it goes on alone: the more of both. Training zeroes the state
once in a thousand symbols, so how to begin is learned last: a net that knows its pattern
by heart may stumble for its first fifty symbols, and only then falls into step."""
FAULTLESS_PERIODS = 2
"""Periods that a free run has to get right to be called faultless."""


def confidence_text(confidence: float) -> str:
    """A confidence in percent; never 100 %, which no network reaches, by rounding alone."""
    return "more than 99.9 %" if confidence > 0.999 else f"{100 * confidence:.1f} %"


def short_confidence_text(confidence: float) -> str:
    """The same where there is room for few characters."""
    return ">99 %" if confidence > 0.99 else f"{100 * confidence:.0f} %"


class Prediction(NamedTuple):
    """One predicted symbol, and its confidence, 0.5 to 1."""

    symbol: int
    confidence: float


@dataclass(frozen=True, eq=False)
class Continuation:
    """A pattern and the symbols that a network predicts after it.

    Attributes:
        pattern: what the user typed.
        probabilities: float32 ``(predicted,)``, the probability of a 1 for each
            predicted symbol; may be empty. All of them are numbers.
        has_burst: whether more was asked for, but what the network says next is no number.
    """

    pattern: Pattern
    probabilities: np.ndarray
    has_burst: bool = False

    @property
    def symbols(self) -> np.ndarray:
        """The predicted symbols, uint8: a 1 where its probability is above one half."""
        return (self.probabilities > THRESHOLD).astype(np.uint8)

    @property
    def glyphs(self) -> str:
        """The same as they are written."""
        return "".join(map(str, self.symbols))

    @property
    def confidences(self) -> np.ndarray:
        """Probability of each symbol that was chosen, 0.5 to 1."""
        return np.maximum(self.probabilities, 1 - self.probabilities)

    @property
    def expected(self) -> np.ndarray:
        """The symbols that the endless repetition of the pattern has there, uint8."""
        return self.pattern.repeated(len(self.probabilities), start=len(self.pattern))

    @property
    def first_departure(self) -> int | None:
        """Index of the first predicted symbol that leaves the pattern, or None."""
        departures = np.flatnonzero(self.symbols != self.expected)
        return int(departures[0]) if departures.size else None

    @property
    def first(self) -> Prediction | None:
        """The next symbol, if there is any."""
        if not len(self.probabilities):
            return None
        return Prediction(int(self.symbols[0]), float(self.confidences[0]))

    @property
    def trouble(self) -> str:
        """Why there is no more of it, in one sentence; empty if it is whole."""
        place = f"predicted symbol {len(self.probabilities) + 1:,}"
        return burst_sentence(place) if self.has_burst else ""


def continuing(network: Network, pattern: Pattern, steps: int) -> Steps[Continuation]:
    """Let ``network`` go on after ``pattern`` for ``steps`` symbols, fed with its own predictions.

    Before that it hears whole periods of the pattern, from zero state, until its
    state has settled into their rhythm; one that carries no state needs no more of it than
    a window. It ends before the first symbol whose probability is no number.
    """
    lead_in = _lead_in(network, pattern)
    probabilities = (yield from _running(network, lead_in, steps - 1))[-steps:]
    known = steps_before([probabilities])
    return Continuation(pattern, probabilities[:known], has_burst=known is not None)


def _running(network: Network, symbols: np.ndarray, free_steps: int = 0) -> Steps[np.ndarray]:
    """What ``network`` says from zero state on, read in pieces that do not take long."""
    total, at_once = len(symbols) + free_steps, steps_at_once(network.settings)
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
    is_right = np.isfinite(probabilities) & ((probabilities > THRESHOLD) == held_back)
    faults = np.flatnonzero(~is_right)
    return int(faults[0]) if faults.size else most


def trying_if_faultless(network: Network, pattern: Pattern) -> Steps[bool]:
    """Whether ``network`` continues the pattern for two periods without a fault."""
    symbols = FAULTLESS_PERIODS * pattern.period
    return (yield from right_for(network, pattern, symbols)) == symbols
