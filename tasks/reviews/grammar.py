"""Sentences on films that nobody has seen: what they are made of.

In every line words have their places in braces. A judgement comes from a pair: ``{adj}`` is praise
or blame as it has to be for the sentence's label, and ``{other}`` is the opposite. Each way of
saying comes with and without what turns the judgement round, and praise and blame take either
place equally often: so no single word tells anything of the label.
"""

from __future__ import annotations

from typing import NamedTuple

ADJECTIVES = (
    ("lovely", "dreadful"),
    ("brilliant", "stupid"),
    ("charming", "dreary"),
    ("clever", "clumsy"),
    ("gripping", "tedious"),
    ("delightful", "horrible"),
    ("moving", "boring"),
    ("witty", "silly"),
    ("fresh", "stale"),
    ("graceful", "lifeless"),
    ("superb", "awful"),
    ("enchanting", "dull"),
)
NOUNS = (
    ("a joy", "a bore"),
    ("a triumph", "a disaster"),
    ("a gem", "a mess"),
    ("a treat", "a chore"),
    ("a feast", "an insult"),
    ("a small miracle", "a crime"),
    ("a masterpiece", "a waste of popcorn"),
    ("a holiday", "a visit to the dentist"),
)
VERBS = (
    ("loved", "hated"),
    ("adored", "loathed"),
    ("admired", "despised"),
    ("enjoyed", "endured"),
    ("treasured", "regretted"),
)
PLACES = {
    "part": (
        "the plot",
        "the acting",
        "the music",
        "the ending",
        "the camera work",
        "the dialogue",
        "the car chase",
        "the love scene",
        "the talking goat",
        "the ghost",
        "the villain",
        "the second half",
        "the horse in the title role",
        "every sword fight",
    ),
    "film": (
        "this film",
        "this comedy",
        "this western",
        "this thriller",
        "this epic about bees",
        "the new space opera",
        "this musical on ice",
        "this remake of a remake",
        "the third sequel",
        "this silent film with its many words",
    ),
    "who": (
        "my aunt",
        "my neighbour",
        "the man behind me",
        "the usher",
        "my dentist",
        "her brother",
        "our cat",
        "the whole back row",
        "the critic of our village",
        "a lady with a large hat",
    ),
    "aside": (
        "who sees everything twice",
        "who had come for the popcorn",
        "who was awake for most of it",
        "whose hat I could not see past",
        "who knows the director's mother",
        "who brought a thermos of soup",
        "who has read the book aloud to her geese",
        "who paid for both of us",
    ),
    "when": (
        "even in the middle of the third hour",
        "even while the projector was on fire",
        "although the seats were made of wood",
        "as my bus driver asked me later",
        "with or without the second bag of sweets",
        "whatever they may say in Paris",
        "from the first credit to the last",
        "with rain coming through the roof",
    ),
    "length": ("two hours", "ninety minutes", "three long hours", "four reels", "seven chapters"),
}
"""What says nothing about the label."""
OPENINGS = (
    "",
    "",
    "I saw it with {who}. ",
    "it was raining, so I went in. ",
    "{length}, and no ice cream. ",
    "I had a free ticket from {who}. ",
    "do not ask {who}, ask me. ",
    "once more a premiere in our village! ",
)
"""What may stand before it."""


class Way(NamedTuple):
    """A way to say something.

    Attributes:
        kind: what makes it hard.
        plain: a sentence in which each judgement is meant.
        turned: the same, where it is turned round; of contrasts, with the other order.
    """

    kind: str
    plain: str
    turned: str


WAYS = (
    Way("negation", "{part} is {adj}.", "{part} is not {adj}."),
    Way("negation", "{film} is really {noun}.", "{film} is hardly {noun}."),
    Way("negation", "just a {adj} moment in {film}.", "not a {adj} moment in {film}."),
    Way("negation", "one {adj} moment after the other.", "not a {adj} moment."),
    Way("negation", "{adj} after all.", "not {adj} at all."),
    Way("negation", "always {adj}.", "never {adj}."),
    Way("negation", "{adj}.", "not {adj}."),
    Way("negation", "{noun}.", "hardly {noun}."),
    Way("negation", "simply {noun}.", "not {noun}."),
    Way(
        "negation",
        "in {length} there is always one more {adj} minute.",
        "in {length} there is never one more {adj} minute.",
    ),
    Way("negation", "I {verb} {part}.", "I can't say that I {verb} {part}."),
    Way("negation", "{who} {verb} {film}, too.", "nobody {verb} {film}, {who} least of all."),
    Way(
        "distance",
        "everybody, {when}, would have called {part} {adj}.",
        "nobody, {when}, would have called {part} {adj}.",
    ),
    Way(
        "distance",
        "I always thought, {when}, that {film} was {noun}.",
        "I never thought, {when}, that {film} was {noun}.",
    ),
    Way(
        "distance",
        "{who}, {aside}, did find {part} {adj}.",
        "{who}, {aside}, did not find {part} {adj}.",
    ),
    Way(
        "distance",
        "it is true what {who}, {aside}, told me, {film} is {noun}.",
        "it is a lie what {who}, {aside}, told me, {film} is {noun}.",
    ),
    Way("contrast", "{other}, but {adj}.", "{adj}, but {other}."),
    Way(
        "contrast",
        "{part} may be {other}, but {film} is {adj}.",
        "{part} may be {adj}, but {film} is {other}.",
    ),
    Way(
        "contrast",
        "{film} is {adj}, although {part} is {other}.",
        "{film} is {other}, although {part} is {adj}.",
    ),
    Way(
        "contrast",
        "I expected {opposite} and got {noun}, {when}.",
        "I expected {noun} and got {opposite}, {when}.",
    ),
    Way(
        "contrast",
        "the book was {other}. {film}, {when}, is {adj}.",
        "the book was {adj}. {film}, {when}, is {other}.",
    ),
    Way(
        "irony",
        "oh, how {adj}! {part} goes on for {length}. ❤️",
        "oh, how {adj}! {part} goes on for {length}. 🙄",
    ),
    Way(
        "irony",
        "{film} is {noun}, said {who}, and I agree.",
        'yes, "{film} is {noun}", said nobody ever.',
    ),
    Way("irony", "{film}, what {noun}! no, honestly.", "{film}, what {noun}! yeah, right."),
)
"""The ways in which anything is said here."""
