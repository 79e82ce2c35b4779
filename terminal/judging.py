"""What the terminal tells of a network that judges texts."""

from __future__ import annotations

from dataclasses import asdict

from rich.text import Text

from formatting import confidence_text, counted, share_text
from networks.network import Network
from networks.steps import finished
from tasks.drawn_answers import reader_of
from tasks.measures import Measures, measures_of
from tasks.registry import task_of
from tasks.simpler import Baselines
from tasks.task import Problem
from terminal.told import Told
from terminal.writing import simpler_means
from training.checkpoint import Checkpoint
from training.moment import both_best_told
from training.record import History

_UNKNOWN = "[unknown]"
"""Stands behind a word that the network does not know."""


def judging_told(network: Network, problem: Problem, checkpoint: Checkpoint) -> Told:
    """Ask the test set, once, and compare with what simpler means reach there.

    How often it was asked, this time among them, is what the checkpoint says. Without a test set,
    figures of it are None, and the held-out part is told of.
    """
    examining, history = task_of(problem).examining, History()
    assert examining is not None  # Other tasks are told in other ways.
    history.replace(checkpoint.records)
    tested, left_out = None, ""
    if examining.test_set(problem) is not None:
        answered = finished(examining.test(network, problem))
        tested = measures_of(answered.probabilities, answered.labels, answered.stars)
        left_out = examining.left_out(problem, network.settings, answered.reviews)
    baselines = simpler_means(problem)
    agreement, compared = tested and tested.with_labels, baselines.of_test or baselines
    names = ("pearson", "spearman", "mean_deviation", "standard_deviation")
    facts = {
        "parameters": int(network.parameters),
        "best_epoch": history.best_epoch or None,
        "test_accuracy": tested and tested.accuracy,
        "test_asked": checkpoint.times_tested,
        **{name: agreement and getattr(agreement, name) for name in names},
        "with_stars": tested and tested.with_stars and asdict(tested.with_stars),
        "baselines": compared.facts(),
        "held_out_baselines": baselines.facts() if baselines.of_test else None,
    }
    if tested is not None:
        where, figure = f"Of the {tested.count:,} reviews of the test set", tested.accuracy
    elif history.last is not None:
        where, figure = "There is no test set. Of the held-out part", history.last.accuracy
    else:
        return Told("result", facts, [f"{counted(int(network.parameters), 'parameter')}."])
    best = f"Epoch {history.best_epoch:,} was the best" if history.best_epoch else ""
    best = both_best_told(history) or best
    words = f"{where} it judges {_beside(figure, compared)}{_agreement(tested)}"
    return Told("result", facts, [*filter(None, (words, best and f"{best}.", left_out))])


def _beside(figure: float, compared: Baselines) -> str:
    simpler = ", ".join(f"{name} {share_text(share)}" for name, share in compared.told())
    return f"{share_text(figure)} rightly ({simpler}). {compared.verdict(figure)}"


def _agreement(tested: Measures | None) -> str:
    if tested is None:
        return ""
    told = tested.with_labels
    if told.pearson is None or told.spearman is None:
        return ""
    return (
        f" Answers and labels correlate by {told.pearson:.3f} (Pearson) and "
        f"{told.spearman:.3f} (Spearman), and are {told.mean_deviation:.3f} apart on average."
    )


def word_by_word_told(network: Network, problem: Problem, text: str) -> Told:
    """How it reads a text: of each word the probability so far, and what it has added to z.

    Of the facts, ``of`` is how many words were typed, ``counting`` how many of those listed, the
    last, can move the answer.
    """
    explaining = task_of(problem).explaining
    assert explaining is not None  # Other tasks answer in other ways.
    reading = finished(explaining.read(finished(reader_of(network)), problem, text))
    rows = [*zip(reading.words, reading.so_far, reading.contributions, strict=True)]
    marks = ["\n" if is_known else f" {_UNKNOWN}\n" for is_known in reading.is_known]
    p = reading.probability
    facts = {
        "asked": text,
        "probability": p,
        "bias": reading.bias,
        "of": reading.of,
        "counting": reading.counting,
        "words": [[word, float(so_far), float(added)] for word, so_far, added in rows],
    }
    lines = Text("\nprobability  adds\n")
    for (word, so_far, added), mark in zip(rows, marks, strict=True):
        lines.append(f"{so_far:11.3f}  {added:+.3f}  ")
        lines.append(word, "bold cyan").append(mark)
    said = explaining.answers[reading.is_positive]
    lines.append(f"{said}, {confidence_text(max(p, 1 - p))} confident\n")
    for told in filter(None, (reading.left_out_told, reading.unknown_told(_UNKNOWN))):
        lines.append(f"{told}\n")
    return Told("answer", facts, [lines])
