"""What is asked of every task: its test file names the task and two problems, and is done."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from alike import check_alike
from trained_epochs import begun, train_epochs

from file_parts import FileProblem
from networks.settings import Settings
from networks.steps import finished
from tasks.lesson import Lesson
from tasks.registry import TASKS, task_named, task_of
from tasks.task import ProblemParts, Task, on_problem
from training.record import EpochRecord

SEED = 3


class TakenFrom:
    """The parts of a problem as they were written."""

    def __init__(self, parts: ProblemParts) -> None:
        self.facts, self._parts = parts.facts, parts

    def array(self, name: str, check: Any) -> np.ndarray:
        array = self._parts.arrays[name]
        check(array.shape, array.dtype)
        return array

    def text(self, at_most: int) -> str:
        assert len(self._parts.text.encode()) <= at_most
        return self._parts.text


class TaskContract:
    """To be inherited by a class that names its task; pytest collects none but such."""

    problem: Any
    other: Any
    same: Any
    """Made in another way, and equal to ``problem``."""

    @property
    def task(self) -> Task[Any]:
        """The row of the registry."""
        return task_of(self.problem)

    @property
    def settings(self) -> Settings:
        """Those that suit it, of a net that learns in no time."""
        small = replace(self.task.settings, units=(5,), rows=8, window=4, updates=4, passes=2)
        return self.task.fit(self.problem, small)

    def lesson(self, problem: Any = None, epoch: int = 1) -> Lesson:
        problem = self.problem if problem is None else problem
        return self.task.lesson(problem, self.settings, SEED, epoch)

    def network(self) -> Any:
        return begun(self.settings)

    def records(self, count: int, seed: int = SEED) -> list[EpochRecord]:
        return train_epochs(self.network(), self.problem, count, seed=seed)

    def test_a_problem_is_a_value_of_its_task(self):
        assert self.problem == self.same != self.other
        assert len({self.problem, self.same, self.other}) == 2
        assert pickle.loads(pickle.dumps(self.problem)) == self.problem
        assert task_of(self.task.example) is self.task is TASKS[self.task.name]

    def test_the_words_are_there(self):
        assert self.task.title
        assert self.task.source
        assert not self.task.summary.endswith(".")
        assert self.task.heading(self.problem, 20)

    def test_a_lesson_follows_from_problem_settings_seed_and_epoch_alone(self):
        for epoch in (1, 2):
            one, again = self.lesson(epoch=epoch), self.lesson(self.same, epoch)
            for name in ("inputs", "targets", "asked", "expected"):
                pair = np.asarray(getattr(one, name)), np.asarray(getattr(again, name))
                assert np.array_equal(*pair, equal_nan=True)

    def test_its_targets_pass_the_check_of_files_and_strange_ones_do_not(self):
        lesson, settings = self.lesson(), self.settings
        self.task.check_targets(lesson.expected, lesson.period, settings)
        for strange in (lesson.expected.astype(np.float64), np.full_like(lesson.expected, 251)):
            with pytest.raises(FileProblem):
                self.task.check_targets(strange, 2, settings)

    def test_the_parts_of_a_lesson_fit_each_other_and_the_settings(self):
        lesson, shape = self.lesson(), self.settings.window_shape
        assert lesson.calls == self.task.calls(self.problem, self.settings)
        assert self.task.holds_out == (lesson.seen > 0)
        sizes = (lesson.calls, shape.updates_at_once, shape.rows, shape.window)
        assert lesson.inputs.shape[:4] == sizes
        ports = self.settings.ports
        assert lesson.inputs.shape[4] == ports.channels
        assert lesson.targets.shape == (*sizes[:3], ports.answers(shape.window))
        assert lesson.asked.shape[1] == sizes[1]
        assert lesson.asked.shape[3:] == lesson.inputs.shape[3:]
        assert lesson.asked_targets.shape == (*lesson.asked.shape[:3], lesson.targets.shape[3])
        kept = lesson.kept(np.concatenate([*lesson.asked_targets]))
        assert np.array_equal(kept, lesson.expected)
        answers = np.zeros((*self.asked_windows(lesson), *ports.shape(shape.window)))
        of_answer = (2,) if ports.outputs > 1 else ()
        assert lesson.kept(answers).shape == (*lesson.expected.shape, *of_answer)
        assert lesson.kept(answers).dtype == np.float32

    def asked_windows(self, lesson: Lesson) -> tuple[int, int]:
        """Windows one after the other, and rows side by side."""
        calls, updates, rows = lesson.asked.shape[:3]
        return calls * updates, rows

    def test_what_is_kept_belongs_to_its_target(self):
        """Who knows every target is right everywhere, and has next to no loss."""
        lesson, head = self.lesson(), self.task.head
        outputs = self.settings.ports.outputs
        wanted = np.eye(outputs)[lesson.expected] if outputs > 1 else lesson.expected[:, None]
        answers = head.kept(wanted.astype(np.float32), lesson.expected)
        assert np.array_equal(head.said(answers), lesson.expected)
        assert head.rights(answers, lesson.expected).all()
        assert head.can_be(answers)
        assert head.losses(answers, lesson.expected) == pytest.approx(0, abs=1e-6)

    def test_training_repeats_exactly_and_its_record_follows_from_what_it_holds(self):
        head = self.task.head
        for record, again in zip(self.records(3), self.records(3), strict=True):
            assert (record.loss, record.training_loss) == (again.loss, again.training_loss)
            if self.settings.ports.head == "linear":
                expected = np.mean((record.said - record.targets) ** 2) / 2
            else:
                expected = -np.mean(np.log(record.p))
                assert record.accuracy == np.mean(record.said == record.targets)
            assert record.loss == pytest.approx(expected, rel=1e-5)
            assert record.head is head

    def test_it_is_learned(self):
        first, *_, last = self.records(8)
        assert last.loss < first.loss

    def test_the_student_s_question_is_answered_and_training_does_not_notice(self):
        network = self.network()
        before = network.snapshot()
        answer = finished(self.task.answering(network, self.problem, 5))
        assert len(answer.probabilities) == len(answer.said) == len(answer.expected) > 0
        assert not answer.trouble
        check_alike(network.snapshot(), before)

    def test_whether_it_is_known_is_said_of_a_network_that_knows_nothing(self):
        assert self.task.is_tried(self.problem)
        network, lesson = self.network(), self.lesson()
        shape = self.settings.ports.shape(self.settings.window)
        answers = np.full((*self.asked_windows(lesson), *shape), 1e-3)
        assert finished(self.task.knows(network, self.problem, lesson, answers)) is False
        assert 0 <= finished(self.task.right_for(network, self.problem, 10)) <= 10

    def test_a_file_gives_the_problem_back(self):
        for problem in (self.problem, self.other):
            assert self.task.from_parts(TakenFrom(self.task.parts(problem))) == problem
            assert len(problem.file_name) <= 16
            assert problem.title in on_problem("Loss", problem)

    def test_a_list_of_runs_knows_it_by_its_brief(self):
        """Of which a text is enough, and by which losses and guesses are told as by itself."""
        brief = self.task.brief(self.problem)
        assert self.task.from_text(str(self.problem)) == brief == self.task.brief(self.same)
        assert self.task.from_text(str(self.other)) == self.task.brief(self.other) != brief
        assert task_of(brief) is self.task
        assert self.task.guessed(brief) == self.task.guessed(self.problem)
        assert self.task.loss_unit(brief) == self.task.loss_unit(self.problem)
        assert (brief.title, brief.short) == (self.problem.title, self.problem.short)

    def test_a_file_that_holds_no_problem_is_refused(self):
        with pytest.raises(FileProblem):
            self.task.from_text("!")
        with pytest.raises(FileProblem):
            task_named(f"no {self.task.name}")

    def test_a_sample_can_be_read_step_by_step(self):
        sample = self.task.sample(self.problem)
        assert len(sample.given) == len(sample.targets)
        assert 0 <= sample.look_at < len(sample.given)
        assert sample.words
        for read in (sample, self.task.traced(self.problem)):
            assert len(self.network().trace(read.given).output) == len(read.given)
            assert len(read.shown) == len(read.given)
        ports = self.settings.ports
        assert len(sample.features) == ports.features
        assert len(sample.classes) == (0 if ports.head == "linear" else max(2, ports.outputs))
        assert all(map(sample.glyph, sample.targets))

    def test_gradients_can_be_followed_through_its_stretches(self):
        given, targets = self.task.stretches(self.problem, 7)
        assert len(given) == len(targets)
        assert np.isfinite(self.network().hidden_gradients(given, targets).norm)
