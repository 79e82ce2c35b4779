"""The training itself, as a generator that whoever runs it steps at their own pace.

The same loop runs in a test, in a terminal and in the worker's thread.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from networks.dropout import draw_masks
from networks.network import Network, answered
from networks.settings import DEFAULT_SEED
from networks.steps import Steps
from tasks.heads import Head
from tasks.lesson import Lesson
from tasks.registry import task_of
from training.record import EpochRecord


class Exploded(ArithmeticError):
    """Training has left the range of numbers. Its message is a sentence or two for the user."""

    def __init__(self, epoch: int) -> None:
        super().__init__(
            f"Training has exploded in epoch {epoch:,}: the loss is no longer a number. "
            "Begin anew with a smaller learning rate, or clip the gradient."
        )


@dataclass(frozen=True)
class RunOfEpochs:
    """The epochs that were asked for together, over which a learning rate can fall.

    Attributes:
        began: epochs that were done before it.
        ends: the epoch with which it is over; 0 where that is not known.
        seconds: of training after which it is over, where that counts; else 0.
        spent: seconds that its epochs have taken, but for the one under way.
    """

    began: int = 0
    ends: int = 0
    seconds: float = 0.0
    spent: float = 0.0

    def up_to(self, goal: int, done: int) -> RunOfEpochs:
        """The same to another end; once all of it is ``done``, the next one."""
        return replace(self, ends=goal) if done < self.ends else RunOfEpochs(done, goal)


@dataclass
class Position:
    """Where a training stands, exactly enough to go on from there.

    Attributes:
        epoch: the epoch under way, from 1.
        passes: training passes of it that are done; of a network whose pass is made of
            several calls (:attr:`utils.WindowShape.parts`), these calls.
        loss_sum: sum of their losses, in nats.
        seconds: wall time spent on the epoch so far, in which nobody had told it to rest.
        began: the epoch that was the optimizer's first.
        first_faultless: the epoch after which the problem was first learned, as its task has it;
            0 while it was not, None where that is not known.
        run: that the epoch belongs to.
    """

    epoch: int = 1
    passes: int = 0
    loss_sum: float = 0.0
    seconds: float = 0.0
    began: int = 1
    first_faultless: int | None = 0
    run: RunOfEpochs = RunOfEpochs()

    def share_of_run(self, calls: int) -> float:
        """How much of the run is done, given the calls of an epoch; 0 if its end is not known."""
        run = self.run
        if run.seconds:
            return (run.spent + self.seconds) / run.seconds
        done = self.epoch - 1 + self.passes / calls - run.began
        return done / (run.ends - run.began) if run.ends > run.began else 0.0

    def end_run_with(self, epoch: int) -> None:
        """Move the end of the run to that of this epoch."""
        if epoch != self.run.ends:
            self.run = replace(self.run, ends=epoch)

    def begin_next_epoch(self) -> None:
        """Move to the start of the epoch after this one."""
        self.run = replace(self.run, spent=self.run.spent + self.seconds)
        self.epoch += 1
        self.passes, self.loss_sum, self.seconds = 0, 0.0, 0.0

    def on_another_problem(self) -> Position:
        """The epoch under way from its start, on another problem.

        There the optimizer begins anew: its small steps in the end are for what is known.
        """
        return Position(self.epoch, began=self.epoch, run=self.run)


TRAINING_SHARE = 0.9
"""Of the time of an epoch its training takes about so much; the rest is what is asked then."""


class PassDone(NamedTuple):
    """A step within an epoch.

    Attributes:
        epoch: its number.
        fraction: part of what it has to compute that is done, 0 to 1.
        seconds: that it has taken so far.
    """

    epoch: int
    fraction: float
    seconds: float = 0.0


def train(
    network: Network, problem: Any, position: Position, seed: int = DEFAULT_SEED
) -> Iterator[PassDone | EpochRecord | None]:
    """Train without end, one call of the graph a step, from ``position`` on.

    ``position`` is moved along, so that a training left at any step can be taken
    up by a new call with the same network, problem, position and seed.

    Yields:
        :class:`PassDone` after each call, but :class:`EpochRecord` after the last of an epoch;
        and None while another process still computes, or a long free run is under way. Only
        after one that is not None the network stands where ``position`` says.

    Raises:
        Exploded: loss or predictions are not numbers.
    """
    task = task_of(problem)
    if not task.is_tried(problem):
        position.first_faultless = None
    while True:
        lesson = task.lesson(problem, network.settings, seed, position.epoch)
        if position.passes == 0 and not lesson.goes_on:
            yield from answered(network, "reset_states")
        while position.passes < lesson.calls:
            yield from _training_call(network, lesson, position, seed)
            yield _pass_done(position, trained_share(position, lesson.calls))
        answers = yield from _asking(network, lesson, position)
        record = _record(lesson, position, answers, task.head)
        if position.first_faultless == 0:
            knows = yield from task.knows(network, problem, lesson, answers)
            position.first_faultless = record.epoch if knows else 0
        position.begin_next_epoch()
        yield record


def _training_call(network: Network, lesson: Lesson, position: Position, seed: int) -> Steps[None]:
    batch = [lesson.inputs[position.passes], lesson.targets[position.passes]]
    masks = draw_masks(network.settings, seed, position.epoch, position.passes, batch[1])
    if masks is not None:
        batch.append(masks)
    epoch, of_run = position.epoch - position.began + 1, position.share_of_run(lesson.calls)
    rate = network.settings.rate_in(epoch, of_run)
    yield from answered(network, "set_rate", rate)
    loss = yield from _timed(position, answered(network, "train_pass", *batch))
    position.loss_sum += float(_finite(np.array(loss), position))
    position.passes += 1


def _asking(
    network: Network, lesson: Lesson, position: Position
) -> Generator[PassDone | None, None, np.ndarray]:
    """The answers of the network to what is asked after an epoch."""
    yield from answered(network, "reset_states")
    pieces: list[np.ndarray] = []
    for inputs, targets in zip(lesson.asked, lesson.asked_targets, strict=True):
        if pieces:
            asked = len(pieces) / len(lesson.asked)
            yield _pass_done(position, TRAINING_SHARE + (1 - TRAINING_SHARE) * asked)
        answer = yield from _timed(position, answered(network, "evaluate_pass", inputs, targets))
        pieces.append(_finite(answer, position))
    return np.concatenate(pieces)


def trained_share(position: Position, calls: int) -> float:
    """How much of what an epoch of so many calls has to compute is done while it is trained."""
    return TRAINING_SHARE * min(position.passes / calls, 1)


def _pass_done(position: Position, fraction: float) -> PassDone:
    return PassDone(position.epoch, fraction, position.seconds)


def _timed(position: Position, steps: Steps[Any]) -> Steps[Any]:
    """The same, its time added to the epoch's, but not that between two steps."""
    while True:
        started = time.perf_counter()
        try:
            next(steps)
        except StopIteration as end:
            return end.value
        finally:
            position.seconds += time.perf_counter() - started
        yield


def _finite(numbers: np.ndarray, position: Position) -> np.ndarray:
    if not np.isfinite(numbers).all():
        raise Exploded(position.epoch)
    return numbers


def _record(lesson: Lesson, position: Position, answers: np.ndarray, head: Head) -> EpochRecord:
    return EpochRecord.from_evaluation(
        epoch=position.epoch,
        predictions=lesson.kept(answers),
        targets=lesson.expected,
        period=lesson.period,
        training_loss=position.loss_sum / (lesson.calls * lesson.share_with_loss),
        seconds=position.seconds,
        head=head,
        seen=lesson.seen,
        is_first=position.epoch == position.began,
    )
