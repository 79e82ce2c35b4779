"""What others have reached on film reviews, and what they stopped at."""

from __future__ import annotations

from tasks.others import Others, Reached

REACHED = {
    "reviews-one-hot": Reached(
        "LSTM on one-hot words",
        99.85,
        82.96,
        15,
        (
            (89.9, 85.7),
            (92.1, 85.6),
            (93.5, 85.6),
            (96.8, 86.1),
            (97.3, 83.9),
            (98.4, 84.9),
            (98.8, 83.3),
            (99.4, 81.9),
            (99.6, 84.8),
            (99.6, 83.5),
            (99.7, 83.4),
            (97.2, 81.2),
            (99.9, 83.7),
            (99.8, 83.6),
            (99.8, 82.7),
        ),
    ),
    "reviews-lstm": Reached(
        "LSTM on Keras' IMDB", 93.12, 85.96, 3, ((87.9, 83.8), (91.0, 85.2), (92.4, 85.6))
    ),
    "reviews-two-ways": Reached(
        "two LSTM layers, both ways",
        89.98,
        86.89,
        2,
        ((90.7, 83.6), (97.0, 85.6)),
        by="F. Chollet 2020",
        is_of_test=True,
    ),
    "reviews-embedding": Reached(
        "embedding 100, LSTM, Adam",
        99.25,
        85.40,
        8,
        (
            (81.8, 77.4),
            (75.5, 71.7),
            (86.5, 80.1),
            (94.1, 86.3),
            (96.4, 86.5),
            (97.8, 86.4),
            (96.8, 84.9),
            (98.7, 85.2),
        ),
        is_of_test=True,
    ),
}
"""By the names of the presets by which they are had here. What these reach is from seed 0; other
films are held out than those that are trained on."""
OTHERS = Others(
    title="What have others reached on film reviews?",
    reached=tuple(REACHED.values()),
    lessons=(
        (
            "Overfitting",
            "Soon reviews are learned by heart: the training part nears 100 %, the held-out loss "
            "rises. Fewer epochs or Patience end it there; Best Epoch goes back.",
        ),
        (
            "Why is the test set asked once?",
            "Who chooses by it has learned it by heart himself, and its figure says too much: "
            "the 85.40 % are the best of eight epochs on it.",
        ),
        (
            "Here, held out",
            "are other films. Of the test set (*) the four reach 84.2, 86.3, 86.4 and 85.2 %.",
        ),
        (
            "Why not always both ways?",
            "A network that is to say the next symbol would be shown it from the other end.",
        ),
        (
            "Without a network?",
            "A bag of words judges 88–89 % of the test set rightly, n-grams (S. Wang and "
            "C. Manning 2012) 91–92 %. The network that suits so many reviews here reaches 89.8 % "
            "after its four epochs (three seeds).",
        ),
        (
            "Whose?",
            "Reviews: A. Maas et al. 2011. Both ways: Keras' example. Of the others, from "
            "lecture notes and a report, no author is known.",
        ),
    ),
)
