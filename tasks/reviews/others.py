"""What others have reached on film reviews, and what they stopped at."""

from __future__ import annotations

from tasks.others import Others, Reached
from tasks.reviews.examination import WHY_ONCE

REACHED = {
    "reviews-one-hot": Reached("LSTM on one-hot words", 99.85, 82.96, 15),
    "reviews-lstm": Reached("LSTM on Keras' IMDB", 93.12, 85.96, 3),
    "reviews-two-ways": Reached("two LSTM layers, both ways", 89.98, 86.89, 2),
    "reviews-embedding": Reached("embedding 100, LSTM, Adam", 99.25, 85.40, 8),
}
"""By the names of the presets by which they are had here."""
OTHERS = Others(
    title="What have others reached on film reviews?",
    reached=tuple(REACHED.values()),
    lessons=(
        (
            "Overfitting",
            "What is held out is judged best after few epochs. From there on the network learns "
            "its reviews by heart: the training part comes near 100 %, and the held-out loss "
            "rises. Patience ends the training there, and Best Epoch goes back to it.",
        ),
        (
            "Why is the test set asked once?",
            f"{WHY_ONCE} The 85.40 % above are the best of eight epochs, looked for on the test "
            "set itself.",
        ),
        (
            "Why not always read both ways?",
            "A whole review lies there before it is judged. A network that is to say the next "
            "symbol would be shown it from the other end, and had learned nothing.",
        ),
        (
            "And without a network?",
            "A bag of words judges 88–89 % of the test set rightly, n-grams 91–92 %. What reads "
            "in order has to be better than what counts. The network that suits so many reviews "
            "here reaches 89.8 % after four epochs, from each of three seeds.",
        ),
    ),
)
