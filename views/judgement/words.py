"""What the window says of a network that judges."""

from __future__ import annotations

from formatting import counted, share_text
from tasks.examining import HardJudged
from tasks.measures import Agreement, chance_told
from tasks.simpler import Baselines
from views.judgement.scene import PartJudged

HELD_OUT, TEST = "held out", "test set"
NO_JUDGE = "This network judges nothing.\nChoose a task that reads reviews, and train a network."
OTHER_REVIEWS = "These epochs were on other reviews.\nChoose one of the newest."
NOT_ASKED = "What this network says to the test set is not known: ask it."
ASKED_BEFORE = (
    "The test set was asked before; what this network says to it is not known.\n"
    "Go on choosing by what is held out."
)
NOT_OF_THIS = "The test set was not asked after epoch {:,}, which is chosen below."
NO_TEST_SET = "These reviews have no test set."
NOT_KEPT = "The weights of these epochs were not kept, so no sentence can be asked."
NOT_KNOWN = "–"
ROWS = {
    "pearson": "Correlation (Pearson)",
    "spearman": "of the ranks (Spearman)",
    "mean_deviation": "Mean deviation",
    "standard_deviation": "Its standard deviation",
}
"""The figures of :class:`tasks.measures.Agreement`, as the table names them."""
COLUMNS = "Labels", "Stars", "Reported of films"
REPORTED = "By a report, its author unknown, on a network that judges film reviews"
_OF_ANSWERS = COLUMNS[:2]


def told(judged: PartJudged, baselines: Baselines, chosen: int) -> str:
    """How good a network is on a part, who is ahead, and what else is to be known of that.

    Args:
        judged: what it said.
        baselines: what simpler means reach.
        chosen: the epoch that the student has chosen; the test set may be asked after another.
    """
    measures = judged.measures
    of = counted(measures.count, "held-out review")
    if judged.part == TEST:
        of = f"{counted(measures.count, 'review')} of the test set"
    sentence = (
        f"After epoch {judged.epoch:,} it judges {share_text(measures.accuracy)} of {of} "
        f"rightly; "
        f"{chance_told(measures.accuracy, measures.count)} more or less could be chance."
    )
    rivals = baselines.of_test if judged.part == TEST else baselines
    verdict = "" if rivals is None else rivals.verdict(measures.accuracy)
    other = "" if judged.epoch == chosen else NOT_OF_THIS.format(chosen)
    return " ".join(filter(None, (sentence, verdict, judged.left_out, other)))


def columns_of(epoch: int) -> list[str]:
    """The heads of the table, which say after which epoch there were the answers."""
    return [f"{each}, epoch {epoch:,}" if each in _OF_ANSWERS else each for each in COLUMNS]


def figures(agreement: Agreement | None) -> dict[str, str]:
    """Each of them, by its name, as the table has it."""
    values = {name: getattr(agreement, name, None) for name in ROWS}
    return {name: NOT_KNOWN if v is None else f"{v:.3f}" for name, v in values.items()}


def hard_told(epoch: int, judged: HardJudged, baselines: Baselines) -> str:
    """How many of the sentences that are hard to judge are judged rightly, here and beside it."""
    right, of = (sum(each) for each in zip(*judged.kinds.values(), strict=True))
    each = ", ".join(f"{kind} {n} of {m}" for kind, (n, m) in judged.kinds.items())
    told = f"Hard sentences after epoch {epoch:,}: {right} of {of} right ({each})."
    simpler = baselines.of_hard.told() if baselines.of_hard else ()
    beside = ", ".join(f"{name} {round(share * of)}" for name, share in simpler)
    return " ".join(filter(None, (told, beside and f"Beside it: {beside}.", judged.told)))
