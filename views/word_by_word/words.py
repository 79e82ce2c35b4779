"""What the window of a review says in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from formatting import confidence_text, counted, listed
from tasks.explaining import CONTRIBUTIONS, GRADIENT_TIMES_INPUT, OCCLUSION, Explained
from views.word_by_word.scene import NAMES, ReviewScene

NO_EXPLAINING = (
    "The answers of this network are not explained: its task is another one.\n"
    "Choose Reviews in the main window."
)
MEASURING = "The deletion test leaves out word after word…"


TITLES = {
    CONTRIBUTIONS: "Contribution of each word: with the bias they add up to z",
    OCCLUSION: "Occlusion: what z lacks without the word",
    GRADIENT_TIMES_INPUT: "Gradient × input: how z moves as what is read grows",
}
"""Over the bars of each way of explaining."""


def signed(number: float) -> str:
    """A number with its sign, in few digits."""
    return "0.00" if abs(number) < 0.005 else f"{number:+.2f}".replace("-", "−")


def answer_words(scene: ReviewScene) -> str:
    """What was answered, how it adds up, and what of the text the network could not read."""
    reading = scene.reading
    share = reading.probability if reading.is_positive else 1 - reading.probability
    # What is shown adds up, too: rounding each by itself would leave a last digit over.
    of_words = round(reading.z, 2) - round(reading.bias, 2)
    parts = (
        f"Epoch {scene.epoch:,}: {scene.answer}, {confidence_text(share)}.",
        f"z = {signed(reading.z)} = bias {signed(reading.bias)} and "
        f"{counted(scene.words, 'word')} {signed(of_words)}; p = σ(z).",
        reading.left_out_told,
        reading.unknown_told("underlined"),
    )
    return " ".join(part for part in parts if part)


def verdict_words(explained: Explained | None) -> str:
    """Which explanation tells the truth best."""
    if explained is None:
        return MEASURING
    truest = [NAMES[name] for name in explained.truest]
    others = [NAMES[name] for name in explained.explanations if name not in explained.truest]
    if not others:
        said = "all three are equally true on this review"
    elif len(truest) > 1:
        said = f"{listed(truest, 'and')} are equally true on this review, {others[0]} is less"
    else:
        said = f"{truest[0]} is the truest on this review"
    if not explained.says_something:
        said = f"{said}, yet no truer than to leave words out as they stand"
    return f"Deletion test: {said}. The smaller the area under its curve, the truer."


def word_words(scene: ReviewScene, word: int) -> str:
    """What is known of one word."""
    reading = scene.reading
    before = reading.so_far[word - 1] if word else None
    unknown = "" if reading.is_known[word] else ", unknown"
    moved = confidence_text(reading.so_far[word])
    if before is not None:
        moved = f"{confidence_text(before)} → {moved}"
    told = [
        f"{NAMES[name]} {signed(values[word])}"
        for name in NAMES
        if len(values := scene.values(name))
    ]
    return (
        f"Word {word + 1:,}, “{reading.words[word]}”{unknown}: {scene.answers[1]} {moved}; "
        f"{', '.join(told)}."
    )


class WordTips(Sequence[str]):
    """What is known of each word, said when it is asked for."""

    def __init__(self, scene: ReviewScene) -> None:
        self._scene = scene

    def __len__(self) -> int:
        return self._scene.words

    def __getitem__(self, word: Any) -> Any:
        return word_words(self._scene, word)
