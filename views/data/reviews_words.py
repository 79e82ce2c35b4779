"""What the window says about reviews."""

from __future__ import annotations

import numpy as np

from formatting import counted
from tasks.reviews.corpus import UNREAD
from tasks.reviews.reviews import Reviews


def facts_of(problem: Reviews) -> str:
    """Which reviews they are: how many of which label, how many have stars, what is missing."""
    corpus = problem.corpus
    positive = int(np.count_nonzero(corpus.labels))
    starred = int(np.count_nonzero(corpus.stars))
    stars = f", {'all' if starred == len(corpus) else f'{starred:,}'} with stars" if starred else ""
    unread = sum(step.count for step in corpus.done if step.title == UNREAD)
    missing = f"; {counted(unread, 'file')} could not be read" if unread else ""
    return (
        f"{corpus.name}: {len(corpus):,} reviews, {positive:,} positive and "
        f"{len(corpus) - positive:,} negative{stars}{missing}."
    )
