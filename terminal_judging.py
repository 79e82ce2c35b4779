"""What the terminal tells of a network that judges texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from rich.text import Text

from formatting import confidence_text, counted
from networks.network import Network
from networks.steps import finished
from tasks.drawn_answers import reader_of
from tasks.explaining import Reading
from tasks.measures import Measures, measures_of
from tasks.registry import task_of
from tasks.simpler import Baselines
from tasks.task import Problem
from terminal_writing import simpler_means
from training.checkpoint import Checkpoint
from training.record import History


@dataclass(frozen=True, eq=False)
class JudgingResult:
    """A trained network that judges texts.

    Attributes:
        parameters: its trainable numbers.
        best_epoch: that of the least held-out loss; 0 if it was never asked.
        tested: what it says to the test set; None where there is none.
        held_out: share of the held-out part that it judged rightly at last; None if never asked.
        baselines: what simpler means reach there, and on the test set.
    """

    parameters: int
    best_epoch: int
    tested: Measures | None
    held_out: float | None
    baselines: Baselines

    @property
    def facts(self) -> dict[str, Any]:
        """As JSON has it."""
        tested, of_test = self.tested, self.baselines.of_test
        agreement = None if tested is None else tested.with_labels
        names = ("pearson", "spearman", "mean_deviation", "standard_deviation")
        with_stars = tested and tested.with_stars and asdict(tested.with_stars)
        return {
            "parameters": self.parameters,
            "best_epoch": self.best_epoch or None,
            "test_accuracy": tested and tested.accuracy,
            **{name: agreement and getattr(agreement, name) for name in names},
            "with_stars": with_stars,
            "baselines": self._compared.facts(),
            "held_out_baselines": self.baselines.facts() if of_test else None,
        }

    @property
    def _compared(self) -> Baselines:
        """Those of the test set, if the network was asked it."""
        return self.baselines.of_test or self.baselines

    @property
    def sentence(self) -> str:
        """In words, beside what simpler means reach."""
        if self.tested is not None:
            where, figure = (
                f"Of the {self.tested.count:,} reviews of the test set",
                self.tested.accuracy,
            )
        elif self.held_out is not None:
            where, figure = "There is no test set. Of the held-out part", self.held_out
        else:
            return f"{counted(self.parameters, 'parameter')}."
        simpler = ", ".join(f"{name} {share:.1%}" for name, share in self._compared.told())
        best = f" Epoch {self.best_epoch:,} was the best." if self.best_epoch else ""
        return (
            f"{where} it judges {figure:.1%} rightly ({simpler}). "
            f"{self._compared.verdict(figure)}{self._agreement}{best}"
        )

    @property
    def _agreement(self) -> str:
        if self.tested is None:
            return ""
        told = self.tested.with_labels
        if told.pearson is None or told.spearman is None:
            return ""
        return (
            f" Answers and labels correlate by {told.pearson:.3f} (Pearson) and "
            f"{told.spearman:.3f} (Spearman), and are {told.mean_deviation:.3f} apart on average."
        )


def judging_result(network: Network, problem: Problem, checkpoint: Checkpoint) -> JudgingResult:
    """Ask the test set, once, and compare."""
    examining, history = task_of(problem).examining, History()
    assert examining is not None  # Other tasks are told in other ways.
    history.replace(checkpoint.records)
    tested = None
    if examining.test_set(problem) is not None:
        answered = finished(examining.test(network, problem))
        tested = measures_of(answered.probabilities, answered.labels, answered.stars)
    return JudgingResult(
        parameters=int(network.parameters),
        best_epoch=history.best_epoch,
        tested=tested,
        held_out=None if history.last is None else history.last.accuracy,
        baselines=simpler_means(problem),
    )


def reading_of(network: Network, problem: Problem, text: str) -> Reading:
    """A text as the network reads it, word by word."""
    explaining = task_of(problem).explaining
    assert explaining is not None  # Other tasks answer in other ways.
    return finished(explaining.read(finished(reader_of(network)), problem, text))


def reading_facts(reading: Reading) -> Mapping[str, Any]:
    """As JSON has it: of each word the probability so far, and what it has added to z.

    ``of`` is how many words were typed, ``counting`` how many of those listed, the last, can move
    the answer.
    """
    rows = zip(reading.words, reading.so_far, reading.contributions, strict=True)
    return {
        "probability": reading.probability,
        "bias": reading.bias,
        "of": reading.of,
        "counting": reading.counting,
        "words": [[word, float(so_far), float(added)] for word, so_far, added in rows],
    }


def reading_lines(reading: Reading, answers: tuple[str, str]) -> Text:
    """A line for each word, and what is answered."""
    text = Text("\nprobability  adds\n")
    for word, so_far, added in zip(
        reading.words, reading.so_far, reading.contributions, strict=True
    ):
        text.append(f"{so_far:11.3f}  {added:+.3f}  ").append(f"{word}\n", "bold cyan")
    p = reading.probability
    text.append(f"{answers[reading.is_positive]}, {confidence_text(max(p, 1 - p))} confident\n")
    if reading.left_out_told:
        text.append(f"{reading.left_out_told}\n")
    return text
