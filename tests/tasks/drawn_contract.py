"""What is asked besides of every task whose sequences are drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from task_contract import TaskContract
from trained_epochs import begun, train_epochs

from networks.fields import FieldError
from networks.ports import BITS
from networks.settings import DEFAULT_SETTINGS
from networks.settings_facts import check_settings
from networks.steps import finished
from tasks.drawn import problem_from
from tasks.drawn_lessons import FEWEST_TO_PART, is_held_back
from tasks.registry import TASKS
from tasks.shapes import ONE_TO_MANY, ONE_TO_ONE
from training.loop import Position, train
from training.record import EpochRecord


class DrawnContract(TaskContract):
    """To be inherited by a class that names its task."""

    @property
    def same(self) -> Any:
        """From the values of its fields, as they are typed."""
        values = (each.split("=") for each in str(self.problem).split())
        return problem_from(type(self.problem), values)

    asked: tuple[str, str]
    """A sequence as it is typed, and what is to be said."""
    test_it_is_learned = None  # Asked of the settings that suit it, below.
    learned_in = 10
    """Epochs of the settings that suit the example."""

    def test_every_epoch_has_sequences_that_were_never_there(self):
        one, other = self.lesson(epoch=1), self.lesson(epoch=2)
        assert not np.array_equal(one.inputs, other.inputs)
        assert np.array_equal(one.asked, other.asked)

    def test_what_is_asked_is_never_trained_on(self):
        if self.problem.sequences < FEWEST_TO_PART:
            pytest.skip("There are too few sequences to spare any.")
        lesson = self.lesson()
        if self.problem.goes_on:
            trained = {window.tobytes() for window in lesson.inputs.swapaxes(1, 2)}
            assert not trained & {window.tobytes() for window in lesson.asked.swapaxes(1, 2)}
            return
        shape = lesson.inputs.shape[3:]
        assert is_held_back(lesson.asked.reshape(-1, *shape)).all()
        assert not is_held_back(lesson.inputs.reshape(-1, *shape)).any()

    def test_a_typed_sequence_is_answered_and_told_from_a_bad_one(self):
        text, expected = self.asked
        answer = finished(self.task.answering(self.network(), self.problem, text))
        assert answer.spelled(answer.expected) == expected
        assert len(answer.rights) == len(answer.said)
        for bad in ("", "7", "x" * 5000, "0 1 zwei", "²"):
            with pytest.raises(FieldError, match=r"\.$"):
                self.problem.read(bad if bad != text else "")

    def test_it_is_told_whether_each_step_has_its_answer_and_which_place_is_asked_for(self):
        answer = finished(self.task.answering(self.network(), self.problem, self.asked[0]))
        assert answer.at_each_step == (self.task.shape in (ONE_TO_ONE, ONE_TO_MANY))
        assert not answer.at_each_step or len(answer.said) == len(answer.given)
        if answer.place is not None:
            assert answer.expected == (answer.given[answer.place],)

    def test_it_is_judged_by_sequences_and_told_whether_they_were_unseen(self):
        judged = finished(self.task.judging(self.network(), self.problem, 40))
        assert 0 <= judged.accuracy <= 1
        assert (judged.error is None) == (self.settings.ports.head != "linear")
        assert judged.is_unseen == (self.problem.sequences >= FEWEST_TO_PART)

    def test_each_field_has_its_limits_and_says_them(self):
        for field in self.task.fields:
            with pytest.raises(FieldError, match=field.title):
                replace(self.problem, **{field.name: 10**6})
            with pytest.raises(FieldError, match=field.title):
                problem_from(type(self.problem), [(field.name, "many")])
        with pytest.raises(FieldError, match="no field"):
            problem_from(type(self.problem), [("colour", "1")])

    def test_the_smallest_and_the_largest_problem_can_be_learned_from(self):
        for end in ("least", "largest"):
            values = {}
            for field in self.task.fields:
                kind = field.among(values).kind
                values[field.name] = getattr(kind, end, end == "largest")
            problem = type(self.problem)(**values)
            small = replace(self.task.settings, units=(2,), rows=4, updates=2, passes=1)
            settings = self.task.fit(problem, small)
            check_settings(settings)
            (record,) = train_epochs(begun(settings), problem)
            assert np.isfinite(record.loss)

    def test_a_network_is_fitted_to_it_and_back(self):
        fitted = self.task.fit(self.problem, DEFAULT_SETTINGS)
        assert fitted.ports != BITS
        assert self.task.fit(self.problem, fitted) == fitted
        pattern = TASKS["pattern"]
        assert pattern.fit(pattern.example, fitted) == DEFAULT_SETTINGS

    def test_the_example_is_learned_well_beyond_a_guess(self):
        """On fresh sequences, with the settings that suit it."""
        network = begun(self.task.settings)
        position = Position()
        for step in train(network, self.task.example, position):  # noqa: B007
            if position.first_faultless or position.epoch > self.learned_in:
                break
        assert isinstance(step, EpochRecord)
        if self.settings.ports.head == "linear":
            assert 2 * step.loss < 0.01 * self.task.guess(self.task.example)
        else:
            assert position.first_faultless
