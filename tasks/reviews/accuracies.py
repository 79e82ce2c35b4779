"""How many reviews are judged rightly by simpler means: a network has to judge more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from formatting import listed
from tasks.measures import chance, chance_told
from tasks.simpler import ACCURACY, AHEAD, Baselines


@dataclass(frozen=True)
class Accuracies(Baselines):
    """Shares of reviews that simpler means judge rightly; None: not known yet.

    Attributes:
        majority: who always says the label that is commoner in the training part.
        words: a bag of words: each word speaks for or against, wherever it stands.
        ngrams: the same of words and of pairs of words that follow each other.
        asked: how many reviews a network is asked beside them, of which its share is; 0: not known.
        of_test: the same on the test set, to be shown where a network was asked it, too; None
            where there is none.
        of_hard: the same on the hard sentences; None: not known yet.
    """

    TITLES: ClassVar = {"majority": "majority", "words": "bag of words", "ngrams": "n-grams"}
    majority: float | None = None
    words: float | None = None
    ngrams: float | None = None
    asked: int = 0
    of_test: Accuracies | None = None
    of_hard: Accuracies | None = None

    def verdict(self, figure: float) -> str:
        """Who is ahead, if a network judges such a share rightly; empty: not known yet."""
        if self.words is None:
            return ""
        rivals = {"a bag of words": self.words, "n-grams": self.ngrams}
        known = {
            f"{name} ({ACCURACY.told(share)})": share
            for name, share in rivals.items()
            if share is not None
        }
        if blind := self._no_better_than_blind(figure):
            return f"{blind} Beside it: {listed(known, 'and')}."
        is_first = all(ACCURACY.standing(figure, share) == AHEAD for share in known.values())
        told = f"{ACCURACY.compared(figure, known)}."
        return told if is_first else f"{told} These simpler means are learned in seconds."

    def _no_better_than_blind(self, figure: float) -> str:
        """That such a share is not more than a blind guess by more than chance; empty if it is."""
        if self.majority is None:
            return ""
        within = ""
        if ACCURACY.standing(figure, self.majority) == AHEAD:
            if figure - self.majority > (chance(figure, self.asked) if self.asked else 0):
                return ""
            within = f", within chance ({chance_told(figure, self.asked)}),"
        guess = f"a blind guess, always the commoner label ({ACCURACY.told(self.majority)})"
        return f"The network is{within} no better than {guess}."
