"""The row of the registry for reviews: a network that reads one and says whether it is positive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from file_parts import FileProblem
from networks.network import Network
from networks.steps import Steps, finished
from tasks.examining import LABELS
from tasks.heads import SIGMOID, accuracies
from tasks.lesson import Lesson
from tasks.reviews.brief import ReviewsBrief
from tasks.reviews.corpus import HELD_OUT
from tasks.reviews.explaining import EXPLAINING
from tasks.reviews.fitting import SUITS_SENTENCES, epochs_of, fit
from tasks.reviews.judging import EXAMINING
from tasks.reviews.lessons import calls, reviews_lesson
from tasks.reviews.looks import answering, right_for, sample, stretches
from tasks.reviews.others import OTHERS
from tasks.reviews.parts import corpus_from, corpus_parts
from tasks.reviews.reviews import Reviews
from tasks.reviews.setting_up import OF_A_FILE, reviews_like
from tasks.shapes import MANY_TO_ONE
from tasks.simpler import ACCURACY, Baselines
from tasks.task import PartsTaken, ProblemParts, Task, refused
from tasks.words import Words

LEARNED_AT = 0.95
"""Of the held-out reviews, so large a share has to be right; of long ones nobody reaches it."""
_SHARE = f"{100 * LEARNED_AT:.0f} % of the held-out reviews"
_WORDS = Words(
    problem="reviews",
    label="&Reviews",
    another="Another reading of reviews is set",
    ask="judge a review",
    asking="judging a review",
    has="it is",
    achieve=f"judge {_SHARE} rightly",
    achieves=f"judges {_SHARE} rightly",
    achieved=f"judged {_SHARE} rightly",
    learned_tip=f"Epochs until the network first judged {_SHARE} rightly",
    learned_when=f"the network first judged {_SHARE} rightly",
    right_tip="Held-out reviews, of {most:,} or all if there are fewer, that are judged rightly",
    right_told="how many of {most:,} held-out reviews, or of all if there are fewer, it judges "
    "rightly.",
    same="<b>the same reviews</b>, cut in the same way",
    given="review",
    data="reviews",
    one=LABELS[1],
    symbol="word",
    answer="What the network says",
    lines=("Review", "Judged", "Compared"),
)


def _knows(
    _network: Network, _problem: Reviews, lesson: Lesson, answers: np.ndarray
) -> Steps[bool]:
    """Whether nearly all that was held out is judged rightly."""
    yield from ()
    kept = lesson.kept(answers)[: -lesson.seen]
    return bool(accuracies(SIGMOID, kept, lesson.expected[: -lesson.seen]) >= LEARNED_AT)


# The two below import what they need when they are asked: the main window comes before it.


def _made_example() -> Reviews:
    from tasks.reviews.sentences import own_sentences

    return Reviews(own_sentences())


def _baselines(problem: Reviews) -> Iterator[Baselines | None]:
    from tasks.reviews.baselines import baselines

    return baselines(problem)


def _parts(problem: Reviews) -> ProblemParts:
    of_corpus = corpus_parts(problem.corpus)
    return replace(of_corpus, facts={**of_corpus.facts, "read": problem.values})


def _from_parts(taken: PartsTaken) -> Reviews:
    read = taken.facts.get("read")
    if not isinstance(read, Mapping) or {*read} != {each.name for each in Reviews.FIELDS}:
        raise FileProblem("The file does not say how its reviews are read.")
    with refused("reviews"):
        return Reviews(corpus_from(taken), **read)


REVIEWS: Task[Reviews] = Task(
    kind=Reviews,
    noun="review",
    words=_WORDS,
    source="A. Maas et al. 2011, and courses that use it",
    sees="First it counts words of praise and of blame, then it learns what “not” and “but” do "
    "to them.",
    made_example=_made_example,
    settings=SUITS_SENTENCES,
    set_up=lambda problem, values: finished(reviews_like(problem, values)),
    setting_up=reviews_like,
    of_a_file=OF_A_FILE,
    decides=("stateful",),
    lesson=reviews_lesson,
    calls=calls,
    answering=answering,
    held_out=lambda problem: len(problem.corpus.reviews_in(HELD_OUT)),
    explaining=EXPLAINING,
    examining=EXAMINING,
    baselines=_baselines,
    scale=ACCURACY,
    others=OTHERS,
    knows=_knows,
    right_for=right_for,
    sample=sample,
    traced=sample,
    stretches=stretches,
    heading=lambda problem, _most: f"Reviews: {problem.title}, {len(problem.corpus):,} reviews",
    parts=_parts,
    from_parts=_from_parts,
    brief=lambda problem: problem.brief,
    from_text=ReviewsBrief.read,
    fit=fit,
    epochs=epochs_of,
    hint=lambda _problem: "a review, for example “Not a dull moment.”",
    shape=MANY_TO_ONE,
)
