"""The whole job without a window: train, answer what is asked, save what was asked for.

Nothing here needs Qt, so it runs where Qt's libraries are missing.
"""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count, product
from pathlib import Path
from typing import Any

from file_parts import FileProblem
from files import replace_file
from formatting import listed, sentence_of
from inspection.trace_file import save_trace, trace_of
from networks.burst import trouble_in
from networks.network import BackendUnavailable, Elsewhere, Network
from networks.process_ended import ProcessEnded
from networks.settings import DEFAULT_PREDICTED
from networks.steps import finished
from program.requests import Requested, Requests
from program.streams import FAILED, INTERRUPTED
from tasks.pattern import Pattern
from tasks.registry import FIRST_TASK, TASKS, task_of
from tasks.sampling import Sampling
from tasks.task import Problem
from tasks.writing import USUAL_COUNT, ToWrite
from terminal.judging import judging_told, word_by_word_told
from terminal.options import Options
from terminal.reports import ASKING, Announcement, JsonReport, Report, TableReport
from terminal.run import Ended, RunInTerminal
from terminal.task_options import misfits
from terminal.told import Told, answered_told, continued_told, judged_told
from terminal.writing import simpler_means, writing_told, written_told
from training import checkpoint_file
from training.checkpoint import Checkpoint
from training.learner import Learner
from training.loop import Exploded, PassDone, RunOfEpochs
from training.record import History
from training.tested import TimesTested, times_told
from training.together import EpochTrained, Explosion, Training, together
from views.own_matplotlib import FOR_FILES, PlotsUnavailable, import_matplotlib
from workshop import create_model, load_backend

BAD_COMMAND_LINE = 2
BY_SIGNAL = 128
"""A shell reports so a program that a signal has ended, whose number is added."""
OF_ONE_TRAINING = (Exploded, MemoryError, ProcessEnded)
"""What ends a training, while others can go on."""
PATIENCE = 10.0
"""Seconds without a sign of life of the process that computes until that is told."""
NOT_ANSWERING = (
    "The process that computes the network does not answer. It may go on by itself; Ctrl+C ends it."
)


def run_headless(options: Options) -> int:
    """Do the job and print it; the exit status.

    Raises:
        BrokenPipeError: the reader of what is printed has gone.
    """
    try:
        return _Terminal(options).run()
    except Requested as request:
        return BY_SIGNAL + request.number
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        raise  # Nobody reads any more what could be said.
    except _NotOpened as error:
        print(error, file=sys.stderr)
        return BAD_COMMAND_LINE
    except (BackendUnavailable, FileProblem, OSError, PlotsUnavailable, *OF_ONE_TRAINING) as error:
        print(sentence_of(error), file=sys.stderr)
        return FAILED


@dataclass(frozen=True)
class Job:
    """A problem to be learned.

    Attributes:
        place: from 1, as its files are numbered.
        problem: what is learned.
        contestant: name of who learns it; empty where it is no race.
    """

    place: int
    problem: Any
    contestant: str


class _Terminal:
    """The job that options describe.

    Attributes:
        options: what is to be done.
        report: is told what comes of it.
        tested: how often test sets were asked, whichever training did: all may be compared by the
            answers.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self.report: Report = JsonReport() if options.json else TableReport()
        self.tested = TimesTested()
        self._requests = Requests()
        self._has_failed = False

    def run(self) -> int:
        """Do it; the exit status."""
        start = self._start()
        problems = self._patterns(start)
        self._refuse_what_does_not_fit(start, problems)
        if self.options.told:
            print(self.options.told, file=sys.stderr)
        with self.report.preparing():
            if self.options.picture is not None:
                # It takes half a second, which most jobs do not need; that it fails is told early.
                import_matplotlib(FOR_FILES)
            load_backend(start.backend)
        places = count(1)
        for learner in self.options.contestants or (Learner("", start.settings),):
            jobs = [
                Job(next(places), learner.learns(problem), learner.title) for problem in problems
            ]
            trainings = deque(product(jobs, self.options.seeds or (start.seed,)))
            while trainings:
                self._train_network(replace(start, settings=learner.settings), trainings)
        return FAILED if self._has_failed else 0

    def _train_network(self, start: Checkpoint, trainings: deque[tuple[Job, int]]) -> None:
        """Let one network learn what there is, from each of the seeds, as long as it is there."""
        network = create_model(start.backend, start.settings)
        with _silence_told(network):
            with self.report.preparing():
                network.compile()
            while trainings:
                job, seed = trainings.popleft()
                try:
                    with self._requests:
                        self._train(replace(start, seed=seed), network, job)
                except OF_ONE_TRAINING as error:
                    self._has_failed = True
                    which = f"Seed {seed}: " if self.options.seeds else ""
                    print(sentence_of(error, which), file=sys.stderr)
                    if isinstance(error, ProcessEnded):
                        return

    def _train(self, start: Checkpoint, network: Network, job: Job) -> None:
        """Train on from ``start``, say what has come of it, and write what was asked for.

        Whatever ends it before, where the last whole epoch led is written.
        """
        trained, ended = RunInTerminal(start, self.options.seconds, self.options.patience), None
        try:
            # A request that comes later waits until all is written.
            with self._requests.interrupting():
                ended = self._learn(start, network, job, trained)
                if ended.told:
                    print(ended.told, file=sys.stderr)
                    network.restore(ended.checkpoint.state.snapshot)
                if task_of(job.problem).examining is not None and not self.options.only_asks:
                    told, checkpoint = self._examined(network, job.problem, ended)
                    ended = ended._replace(checkpoint=checkpoint)
                    self.report.tell(told)
                self._tell(network, job.problem, ended.checkpoint)
        except _NotOpened:
            raise
        except BaseException as why:
            when = "Ended before all was told."
            if ended is None:
                ended = Ended(trained.newest, trained.newest.records, "")
                if not isinstance(why, OSError):
                    when = f"Ended in the midst of epoch {len(ended.records) + 1:,}."
            self._leave(job, network, ended, when)
            raise
        self._save(job, network, ended)

    def _examined(
        self, network: Network, problem: Problem, ended: Ended
    ) -> tuple[Told, Checkpoint]:
        """How good it is on what nothing was chosen by, and the same checkpoint once that is known.

        If there is a test set, it counts how often that was asked.
        """
        self.tested.note(problem, ended.checkpoint.times_tested)
        self.tested.note_once_more(problem)
        checkpoint = replace(ended.checkpoint, times_tested=self.tested.of(problem))
        examining = task_of(problem).examining
        assert examining is not None  # It is, of this task.
        if times := checkpoint.times_tested:
            again = f" {times_told(times)}" if times > 1 else ""
            mean = (
                " The mean over all seeds is one." if 1 < times <= len(self.options.seeds) else ""
            )
            print(f"{examining.why_once}{again}{mean}", file=sys.stderr)
        with self.report.preparing(ASKING):
            return judging_told(network, problem, checkpoint), checkpoint

    def _tell(self, network: Network, problem: Problem, checkpoint: Checkpoint) -> None:
        """What has become of it, and what it says to what was asked."""
        task = task_of(problem)
        if task.writing is not None:
            self._tell_what_is_written(network, problem, checkpoint)
        elif task.examining is not None:
            for text in self.options.asked:
                self.report.tell(word_by_word_told(network, problem, text))
        elif task.judging is None:
            steps = DEFAULT_PREDICTED if self.options.predict is None else self.options.predict
            answer = finished(task.answering(network, problem, steps))
            self.report.tell(continued_told(answer, network.parameters))
        else:
            self.report.tell(judged_told(network, problem, checkpoint))
            for text in self.options.asked:
                self.report.tell(
                    answered_told(text, finished(task.answering(network, problem, text)))
                )

    def _tell_what_is_written(
        self, network: Network, problem: Problem, checkpoint: Checkpoint
    ) -> None:
        """What it writes after each beginning, or one of its own choice, and how good it is."""
        steps = USUAL_COUNT if self.options.predict is None else self.options.predict
        sampling = self.options.sampling or Sampling()
        beginnings = self.options.asked or ("",)
        answers = [
            finished(task_of(problem).answering(network, problem, ToWrite(each, steps, sampling)))
            for each in beginnings
        ]
        self.report.tell(writing_told(network, problem, checkpoint, answers[0]))
        for asked, answer in zip(beginnings[1:], answers[1:], strict=True):
            self.report.tell(written_told(asked, answer))

    def _start(self) -> Checkpoint:
        """What each training begins with; without weights, those of the seed are drawn."""
        if self.options.open is None:
            asked = self.options
            return Checkpoint(asked.backend, asked.settings, asked.seed, goal=0, run_start=0)
        try:
            opened = checkpoint_file.load(self.options.open)
        except (FileProblem, OSError) as error:
            raise _NotOpened(sentence_of(error)) from error
        if opened.told:
            print(opened.told, file=sys.stderr)
        return replace(opened, backend=self.options.backend)

    def _refuse_what_does_not_fit(self, start: Checkpoint, problems: Sequence[Any]) -> None:
        """What a file cannot be asked, or trained on, is better said before training than after."""
        for problem in problems if self.options.open else ():
            if task_of(problem).fit(problem, start.settings) != start.settings:
                raise _NotOpened(
                    "The file's network is of another task, and cannot learn a pattern."
                )
            for sentence in misfits(problem, vars(self.options)):
                raise _NotOpened(sentence)

    def _patterns(self, start: Checkpoint) -> list[Problem]:
        if self.options.problem is not None:
            return [self.options.problem]
        if self.options.patterns:
            return [Pattern.read(text) for text in self.options.patterns]
        return [start.state.problem or TASKS[FIRST_TASK].example]

    def _learn(
        self, start: Checkpoint, network: Network, job: Job, trained: RunInTerminal
    ) -> Ended:
        """Train on from ``start``, of which ``trained`` keeps every epoch; where that leads."""
        training = _training(start, network, job.problem)
        usual = (
            start.epochs_of_run if self.options.open else task_of(job.problem).epochs(job.problem)
        )
        epochs = usual if self.options.epochs is None else self.options.epochs
        done = len(start.records)
        run = RunOfEpochs(done, done + epochs, self.options.seconds or 0.0)
        with self.report.learning(self._announced(start, job, network, epochs)):
            for step in together([training], run.ends, run) if epochs else ():
                self._requests.check()
                if isinstance(step, Explosion):
                    raise Exploded(step.epoch)
                if isinstance(step, EpochTrained):
                    trained.add(step)
                    self.report.step(step.record)
                    if trained.is_over:
                        break
                elif isinstance(step, PassDone):
                    self.report.step(step)
        return trained.ended(training.state)

    def _save(self, job: Job, network: Network, ended: Ended) -> None:
        """Write what was asked for, and name it."""
        written: list[Path] = []
        try:
            self._write_files(job, network, ended, written)
        finally:
            # All of them before the first is told: perhaps nobody reads any more.
            for path in written:
                self.report.saved(path)

    def _leave(self, job: Job, network: Network, ended: Ended, why: str) -> None:
        """Write what was asked for as it was at the end of the last whole epoch, and say so."""
        if not any((self.options.save, self.options.csv, self.options.picture, self.options.trace)):
            return
        done, written = len(ended.checkpoint.records), list[Path]()
        try:
            if done:
                self._write_files(job, network, ended, written)
        finally:
            told = "Nothing is written."
            if written:
                told = f"Written as after epoch {done:,}: {listed([*map(str, written)], 'and')}."
            print(f"{why} {told}", file=sys.stderr)

    def _announced(
        self, start: Checkpoint, job: Job, network: Network, epochs: int
    ) -> Announcement:
        """What the report is told of a training before it begins."""
        first = len(start.records) + 1
        lesson = task_of(job.problem).lesson(job.problem, network.settings, start.seed, first)
        return Announcement(
            problem=job.problem,
            contestant=job.contestant,
            seed=start.seed if self.options.seeds else None,
            epochs=range(first, first + epochs),
            seconds=self.options.seconds,
            targets=lesson.learned_from,
            holds_out=lesson.seen > 0,
        )

    def _write_files(self, job: Job, network: Network, ended: Ended, written: list[Path]) -> None:
        """Write what was asked for, CSV and picture of all epochs; each comes to ``written``."""
        history, checkpoint = History(), ended.checkpoint
        history.replace(ended.records)
        for path, write in (
            (self.options.save, lambda path: checkpoint_file.save(path, checkpoint)),
            (self.options.csv, lambda path: replace_file(path, history.save_csv)),
            (
                self.options.picture,
                lambda path: _draw(path, history, job.problem, len(checkpoint.records)),
            ),
            (self.options.trace, lambda path: _trace(path, network, checkpoint, job.problem)),
        ):
            if path is not None:
                path = self.options.path_of(path, job.place, checkpoint.seed)
                write(path)
                written.append(path)


@contextmanager
def _silence_told(network: Network) -> Iterator[None]:
    """Say so once if another process computes the network and gives no sign of life."""
    if not isinstance(network, Elsewhere):
        yield
        return
    is_over = threading.Event()

    def watch() -> None:
        while not is_over.wait(PATIENCE / 10):
            if network.silence() >= PATIENCE:
                print(NOT_ANSWERING, file=sys.stderr)
                return

    watcher = threading.Thread(target=watch, name="watch-silence", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        is_over.set()
        watcher.join()


class _NotOpened(Exception):
    """The training to begin with cannot be opened. Its message is a sentence for the user."""


def _training(start: Checkpoint, network: Network, problem: Problem) -> Training:
    training = Training(network, problem, start.seed, start.state)
    try:
        training.begin()
    except ValueError as error:
        raise _NotOpened(sentence_of(error)) from error
    return training


def _draw(path: Path, history: History, problem: Problem, epoch: int) -> None:
    from views.progress_picture import save_progress_picture

    levels = simpler_means(problem).told()
    replace_file(
        path, lambda beside: save_progress_picture(beside, history, problem, levels, epoch)
    )


def _trace(path: Path, network: Network, checkpoint: Checkpoint, problem: Problem) -> None:
    read = task_of(problem).traced(problem)
    snapshot = checkpoint.state.snapshot or network.snapshot()
    trace = trace_of(network.settings, snapshot, read.given)
    replace_file(path, lambda beside: save_trace(beside, read, trace))
    if trouble := trouble_in(trace):
        print(f"{path}: {trouble}", file=sys.stderr)
