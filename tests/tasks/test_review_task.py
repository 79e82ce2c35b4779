"""The task of reviews keeps what every task promises, however a review is cut."""

from dataclasses import replace

import numpy as np
import pytest
from short_reviews import own_reviews
from task_contract import SEED, TakenFrom, TaskContract
from trained_epochs import train_epochs

from file_parts import FileProblem
from networks.steps import finished
from tasks.measures import measures_of
from tasks.reviews.corpus import HELD_OUT
from tasks.reviews.judging import examine
from tasks.reviews.lessons import held_out_reviews


class OfReviews(TaskContract):
    @property
    def settings(self):
        return replace(super().settings, learning_rate=0.03, embedding=3)

    def test_whether_it_is_known_is_said_of_a_network_that_knows_nothing(self):
        """Of what is held out, whatever it says to what it was trained on."""
        assert self.task.is_tried(self.problem)
        network, lesson = self.network(), self.lesson()
        answers = np.full(self.asked_windows(lesson), 1e-3)
        assert finished(self.task.knows(network, self.problem, lesson, answers)) is False
        assert 0 <= finished(self.task.right_for(network, self.problem, 10)) <= 10

    def test_it_is_learned(self):
        """At least by heart: so few reviews teach little that holds of others."""
        first, *_, last = self.records(8)
        assert last.seen[0] < first.seen[0]

    def test_as_many_are_right_as_the_record_of_an_epoch_has(self):
        network, held_out = self.network(), self.problem.corpus.reviews_in(HELD_OUT)
        (record,) = train_epochs(network, self.problem, seed=SEED)
        rights = finished(self.task.right_for(network, self.problem, len(held_out)))
        assert rights / self.task.held_out(self.problem) == pytest.approx(record.accuracy)
        examined = finished(examine(network, self.problem, HELD_OUT))
        measures = measures_of(examined.probabilities, examined.labels, examined.stars)
        assert measures.accuracy == pytest.approx(record.accuracy)
        in_order = held_out_reviews(self.problem, self.settings)
        probabilities = dict(zip(examined.reviews, examined.probabilities, strict=True))
        kept = [probabilities[review] for review in in_order]
        assert record.predictions == pytest.approx(kept, abs=1e-6)

    def test_a_typed_review_is_judged_as_the_same_one_of_the_corpus(self):
        network, review = self.network(), int(self.problem.corpus.reviews_in(HELD_OUT)[0])
        typed = finished(
            self.task.answering(network, self.problem, self.problem.corpus.spell(review))
        )
        told = finished(self.task.answering(network, self.problem, 0))
        assert np.array_equal(typed.probabilities, told.probabilities)
        assert (typed.given, typed.said) == (told.given, told.said)
        assert typed.first_departure is None  # Nobody knows what it is.

    def test_an_answer_says_which_words_of_a_long_review_count(self):
        """In the words in which it is said of the same review wherever it is judged."""
        network, text = self.network(), "it was lovely " * 30
        answer = finished(self.task.answering(network, self.problem, text))
        reading = finished(self.task.explaining.read(network, self.problem, text))
        assert (reading.counting < len(reading.words)) == self.problem.is_chopped
        assert answer.remark == reading.left_out_told
        assert ("Only the last" in answer.remark) == (reading.counting < len(reading.words))
        assert finished(self.task.answering(network, self.problem, "lovely")).remark == ""

    def test_what_the_words_of_an_answer_added_makes_it_up_but_for_the_bias(self):
        network, biases = self.network(), []
        for question in (0, 1):
            told = finished(self.task.answering(network, self.problem, question))
            assert told.added.shape == (len(told.given),)
            p = float(told.probabilities[0])
            biases.append(np.log(p / (1 - p)) - told.added.sum())
        assert biases[0] == pytest.approx(biases[1], abs=1e-5)

    def test_a_file_that_does_not_say_how_reviews_are_read_is_refused(self):
        parts = self.task.parts(self.problem)
        for strange in ({}, {"words": 3, "length": 10, "cut": "first"}, {"words": 100}, None):
            facts = {**parts.facts, "read": strange}
            with pytest.raises(FileProblem):
                self.task.from_parts(TakenFrom(replace(parts, facts=facts)))


class TestChopped(OfReviews):
    problem, same = own_reviews(200, longest=15), own_reviews(200, longest=15)
    other = own_reviews(200, longest=15, cut="first")


class TestWhole(OfReviews):
    problem, same = (own_reviews(200, cut="last", length=10) for _ in range(2))
    other = own_reviews(200, cut="last", length=11)
