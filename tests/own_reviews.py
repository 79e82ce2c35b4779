"""Small corpora of reviews, as many as a test needs, and files of the layouts they come in."""

from networks.steps import finished
from tasks.reviews.corpus import PreparationStep
from tasks.reviews.preparing import Labelled, Preparation

READ = PreparationStep("Read", "Read from nowhere.", 0)


def review(number, label):
    """A text that is no other's."""
    kind = "lovely" if label else "dreadful"
    return f"Film no. {number}{'x' * (number % 7 + 1)} was {kind}!<br /><br />Yes, it was."


def corpus_of(reviews, name="Reviews"):
    """Of ``(text, label, stars, part)``, the last two if there are any."""
    preparation = Preparation()
    for each in reviews:
        preparation.add(Labelled(*each))
    return finished(preparation.corpus(name, READ))


def small_corpus(size=200, **further):
    """Half of it positive."""
    return corpus_of([(review(n, n % 2), n % 2) for n in range(size)], **further)
