"""How a network goes on with a pattern, told apart from how the pattern itself goes on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from training.network import Network
from training.record import THRESHOLD
from utils import repeat_pattern, shortest_period

PERIODS_HEARD = 2
SYMBOLS_HEARD = 256
"""What a net hears before it goes on alone: the more of both. Training zeroes the state
once in a thousand symbols, so how to begin is learned last: a net that knows its pattern
by heart may stumble for its first fifty symbols, and only then falls into step."""


def confidence_text(confidence: float) -> str:
    """A confidence in percent; never 100 %, which no network reaches, by rounding alone."""
    return "more than 99.9 %" if confidence > 0.999 else f"{100 * confidence:.1f} %"


def short_confidence_text(confidence: float) -> str:
    """The same where there is room for few characters."""
    return ">99 %" if confidence > 0.99 else f"{100 * confidence:.0f} %"


@dataclass(frozen=True, eq=False)
class Continuation:
    """A pattern and the symbols that a network predicts after it.

    Attributes:
        pattern: uint8 ``(length,)``, what the user typed; at least one symbol.
        probabilities: float32 ``(predicted,)``, the probability of a 1 for each
            predicted symbol; may be empty.
    """

    pattern: np.ndarray
    probabilities: np.ndarray

    @property
    def symbols(self) -> np.ndarray:
        """The predicted symbols, uint8: a 1 where its probability is above one half."""
        return (self.probabilities > THRESHOLD).astype(np.uint8)

    @property
    def confidences(self) -> np.ndarray:
        """Probability of each symbol that was chosen, 0.5 to 1."""
        return np.maximum(self.probabilities, 1 - self.probabilities)

    @property
    def expected(self) -> np.ndarray:
        """The symbols that the endless repetition of the pattern has there, uint8."""
        return repeat_pattern(self.pattern, len(self.probabilities), start=len(self.pattern))

    @property
    def first_departure(self) -> int | None:
        """Index of the first predicted symbol that leaves the pattern, or None."""
        departures = np.flatnonzero(self.symbols != self.expected)
        return int(departures[0]) if departures.size else None


def continue_pattern(network: Network, pattern: np.ndarray, steps: int) -> Continuation:
    """Let ``network`` go on after ``pattern`` for ``steps`` symbols, fed with its own predictions.

    Before that it hears whole periods of the pattern, from zero state, until its
    state has settled into their rhythm; one that carries no state needs no more of it than
    a window.
    """
    period = shortest_period(pattern)
    heard = max(PERIODS_HEARD * period, SYMBOLS_HEARD)
    whole_periods = -(-heard // period) * period
    lead_in = repeat_pattern(pattern, whole_periods)
    if not network.settings.stateful:
        lead_in = lead_in[-network.settings.window :]
    probabilities = network.run(lead_in, free_steps=steps - 1)[-steps:]
    return Continuation(pattern, probabilities)
