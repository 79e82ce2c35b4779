"""Thirty sentences that are hard to judge, and how a network judges them.

Each is hard in one way. A bag of words has nothing to go by in them: what counts is which word
stands where, or how it is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from cells.activations import SIGMOID
from formatting import share_text
from networks.steps import Steps
from tasks.examining import LABELS
from tasks.explaining import ChosenText
from tasks.reviews.rows import UNKNOWN, rows_of

if TYPE_CHECKING:
    from networks.numpy_network import NumpyNetwork

NEGATIVE, POSITIVE = 0, 1
NEUTRAL_WITHIN = 0.3
"""A probability from so much to as much below 1 leaves it open, as a neutral sentence does."""
KNOWS_NOTHING = 0.49
"""Said to each, it judges the neutral ones rightly and all that are negative."""


@dataclass(frozen=True)
class HardSentence:
    """One of them.

    Attributes:
        text: the sentence.
        kind: what makes it hard.
        label: NEGATIVE or POSITIVE; None where it says neither.
    """

    text: str
    kind: str
    label: int | None

    @property
    def meant(self) -> str:
        """Which answer is right."""
        return "neutral" if self.label is None else LABELS[self.label]

    @property
    def chosen(self) -> ChosenText:
        """The sentence, to be explained."""
        return ChosenText(self.text, f"{self.kind}, meant {self.meant}")

    def is_right(self, probability: float) -> bool:
        """Whether a review that is positive with this probability is judged as it is meant."""
        if self.label is None:
            return NEUTRAL_WITHIN <= probability <= 1 - NEUTRAL_WITHIN
        return (probability > 0.5) == (self.label == POSITIVE)


def _all(kind: str, label: int | None, *texts: str) -> tuple[HardSentence, ...]:
    return tuple(HardSentence(text, kind, label) for text in texts)


HARD = (
    *_all(
        "irony",
        NEGATIVE,
        "Oh great, another two hours of my life that I will never get back.",
        "A masterpiece, if you need help to fall asleep.",
        "The best thing about this film is that it ends.",
        "Brilliant idea: a thriller without a single thrill.",
        "I loved every minute of it that I slept through.",
        "Congratulations to everyone who managed to stay until the credits.",
    ),
    *_all(
        "negation",
        POSITIVE,
        "Not a dull moment.",
        "I could not find one thing that I did not like.",
        "You will not regret a single minute of it.",
        "It is never boring, and nowhere near as bad as people say.",
    ),
    *_all(
        "negation",
        NEGATIVE,
        "This is not a good film, and nobody in it can act.",
        "I cannot recommend it, and I do not know anyone who enjoyed it.",
    ),
    *_all(
        "contrast",
        POSITIVE,
        "The story is thin and the effects are cheap, but I enjoyed all of it.",
        "Long and slow, yet wonderful.",
        "I expected a terrible waste of time, and was proved wrong.",
    ),
    *_all(
        "contrast",
        NEGATIVE,
        "Great actors, beautiful pictures, a fine score, and still it bored me to tears.",
        "It could have been a wonderful film, but it is a mess.",
        "The first hour is excellent; the rest ruins everything.",
    ),
    *_all(
        "emoji",
        POSITIVE,
        "Watched it with my sister last night 😍😍😍",
        "What an ending 👏👏 I am still crying 😭❤️",
        "Popcorn, my brother and this ⭐⭐⭐⭐⭐",
    ),
    *_all(
        "emoji",
        NEGATIVE,
        "Two hours and twenty minutes 😴😴😴",
        "And they made a second one 🤮",
        "My face during the whole film: 🙄 👎",
    ),
    *_all(
        "neutral",
        None,
        "The film was shot in Canada and runs for two hours.",
        "It is the second part of a trilogy.",
        "A man comes home after many years and meets his brother.",
        "It is neither good nor bad.",
        "The story is set in the nineteenth century.",
        "I saw it on a plane from London to New York.",
    ),
)


@dataclass(frozen=True)
class HardAnswer:
    """What a network says to one of them.

    Attributes:
        sentence: which one.
        probability: that it is positive.
        unknown: how many of its words the network does not know.
        of: how many it has.
    """

    sentence: HardSentence
    probability: float
    unknown: int
    of: int

    @property
    def is_right(self) -> bool:
        """Whether it is judged as it is meant."""
        return self.sentence.is_right(self.probability)


def score(reader: NumpyNetwork, problem: Any) -> Steps[tuple[HardAnswer, ...]]:
    """What a network from scratch, which has learned this problem, says to each of them."""
    answers = []
    for sentence in HARD:
        symbols = problem.read(sentence.text)
        z = reader.contributions(*rows_of(symbols, reader.settings.window)).z
        unknown = int((symbols == UNKNOWN).sum())
        answers.append(HardAnswer(sentence, float(SIGMOID(z)[0]), unknown, len(symbols)))
        yield
    return tuple(answers)


def share_right(probabilities: np.ndarray) -> float:
    """How many of them are judged as they are meant, given of each that it is positive."""
    told = zip(HARD, probabilities.tolist(), strict=True)
    return sum(sentence.is_right(p) for sentence, p in told) / len(HARD)


def right_by_kind(answers: Sequence[HardAnswer]) -> dict[str, tuple[int, int]]:
    """Of each kind how many are judged rightly, of how many."""
    kinds = dict.fromkeys(answer.sentence.kind for answer in answers)
    rights = {kind: [a.is_right for a in answers if a.sentence.kind == kind] for kind in kinds}
    return {kind: (sum(each), len(each)) for kind, each in rights.items()}


def knowing_nothing_told() -> str:
    """What no network has to learn anything for, in a sentence."""
    right = [sentence.label for sentence in HARD if sentence.is_right(KNOWS_NOTHING)]
    said, open_until = (share_text(p, digits=0) for p in (KNOWS_NOTHING, 1 - NEUTRAL_WITHIN))
    return (
        f"Who knows nothing and says {said} positive to each gets {len(right)} right: all "
        f"{right.count(NEGATIVE)} that are meant negative, and the {right.count(None)} neutral "
        f"ones, for which {share_text(NEUTRAL_WITHIN, digits=0)} to {open_until} is right."
    )


def unknown_told(answers: Sequence[HardAnswer]) -> str:
    """How much of the sentences such a network cannot read, in a sentence; empty where it can."""
    unknown, of = sum(a.unknown for a in answers), sum(a.of for a in answers)
    if not unknown:
        return ""
    return (
        f"Of their {of:,} words {unknown:,} are unknown to the network: all it has to judge by are "
        f"the other {of - unknown:,}."
    )
