"""How many reviews are judged rightly by simpler means: a network has to judge more."""

from __future__ import annotations

from dataclasses import dataclass

from formatting import listed

AHEAD, LEVEL, BEHIND = "ahead of", "level with", "behind"


@dataclass(frozen=True)
class Accuracies:
    """Shares of reviews that simpler means judge rightly; None is not known yet.

    Attributes:
        majority: who always says the label that is commoner in the training part.
        words: a bag of words: each word speaks for or against, wherever it stands.
        ngrams: the same of words and of pairs of words that follow each other.
        of_test: the same on the test set, to be shown where a network was asked it, too; None
            where there is none.
    """

    majority: float | None = None
    words: float | None = None
    ngrams: float | None = None
    of_test: Accuracies | None = None

    def facts(self) -> dict[str, float | None]:
        """Shares by the names that files and the terminal have for them."""
        return {"majority": self.majority, "words": self.words, "ngrams": self.ngrams}

    def told(self) -> tuple[tuple[str, float], ...]:
        """Those that are known, as windows call them."""
        titles = {"majority": "majority", "words": "bag of words", "ngrams": "n-grams"}
        facts = self.facts().items()
        return tuple((titles[name], share) for name, share in facts if share is not None)

    def verdict(self, figure: float) -> str:
        """Who is ahead, if a network judges such a share rightly; empty: not known yet."""
        if self.words is None:
            return ""
        rivals = [("a bag of words", self.words), ("n-grams", self.ngrams)]
        known = [(f"{name} ({share:.1%})", share) for name, share in rivals if share is not None]
        if self.majority is not None and _standing(figure, self.majority) != AHEAD:
            guess = f"a blind guess, always the commoner label ({self.majority:.1%})"
            beside = listed([name for name, _ in known], "and")
            return f"The network is no better than {guess}. Beside it: {beside}."
        groups = [
            (standing, [name for name, share in known if _standing(figure, share) == standing])
            for standing in (AHEAD, LEVEL, BEHIND)
        ]
        parts = [f"{standing} {listed(names, 'and')}" for standing, names in groups if names]
        learned = ", learned in seconds" if groups[0][1] != [name for name, _ in known] else ""
        return f"The network is {', but '.join(parts)}{learned}."


def _standing(figure: float, share: float) -> str:
    """How it stands beside another one: level where both are written as the same."""
    if f"{figure:.1%}" == f"{share:.1%}":
        return LEVEL
    return AHEAD if figure > share else BEHIND
