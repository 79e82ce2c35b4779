"""The help of the progress says of each task what its plots have."""

import math
import re

import pytest
from own_book import own_book

from tasks.heads import SIGMOID
from tasks.registry import FIRST_TASK, TASKS, task_of
from views.progress_help import progress_topic


def told_of(task) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", progress_topic(task.example).text).split())


@pytest.mark.parametrize("task", TASKS.values(), ids=list(TASKS))
def test_it_is_whole_and_read_in_about_half_a_minute(task):
    text = told_of(task)
    assert len(text.split()) < 190
    assert not re.search(r"[{}]", text)
    for term in ("The bar", "Left", "Right", "accuracy", "loss", "Stepping", "Follow"):
        assert term in text


@pytest.mark.parametrize("task", TASKS.values(), ids=list(TASKS))
def test_it_speaks_of_what_the_task_has(task):
    text, is_bit = told_of(task), task.head is SIGMOID and task.explaining is None
    assert ("Above one half counts as a 1." in text) == is_bit
    assert ("which number was wanted" in text) == task.is_number
    assert ("came in the text" in text) == (task.writing is not None)
    assert ("how probable the network holds positive" in text) == (task.explaining is not None)
    assert ("Overfitting" in text) == ("held out" in text) == task.holds_out
    assert ("first symbols" in text) == (not task.is_drawn)


@pytest.mark.parametrize("by", ["characters", "words"])
def test_the_losses_told_of_a_book_are_what_its_plot_shows_of_them(by):
    book = own_book(by=by, words=50)
    of = task_of(book).loss_unit(book).of
    unlikely, likely = (f"{of(-math.log(p)):.2f}" for p in (0.60, 0.99))
    text = " ".join(progress_topic(book).text.split())
    assert f"the loss is {unlikely} and {likely} bits per character." in text
    assert (unlikely == "0.74") == (by == "characters")


def test_without_a_problem_it_speaks_of_a_pattern():
    assert progress_topic(None) == progress_topic(TASKS[FIRST_TASK].example)
