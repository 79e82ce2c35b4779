"""What a way of cutting costs follows from the lesson that it makes, and is found out once."""

import pytest
from own_book import own_book

from tasks.registry import TASKS
from tasks.text.costs import costs_told, epoch_cost

TEXT = TASKS["text"]


def fitted(book):
    return TEXT.fit(book, TEXT.settings)


@pytest.mark.parametrize(("cut", "read"), [("rows", 1), ("windows", 99)])
def test_targets_are_those_of_the_lesson_and_so_much_is_read_for_each(cut, read):
    book = own_book(cut=cut)
    settings = fitted(book)
    cost = epoch_cost(book, settings)
    lesson = TEXT.lesson(book, settings, 0, 1)
    assert cost.targets == lesson.targets.size
    assert cost.read == lesson.inputs.size // lesson.targets.size == read


@pytest.mark.parametrize("cut", ["rows", "windows"])
def test_the_same_is_told_of_both_ways_whichever_is_chosen(cut):
    book = own_book(cut=cut)
    told = costs_told(book, fitted(book), TEXT.fit)
    both = own_book(cut="rows"), own_book(cut="windows")
    rows, windows = (epoch_cost(each, fitted(each)) for each in both)
    assert f"{rows.targets:,} targets an epoch" in told
    assert f"99 are read for a single target: {windows.targets:,}" in told
    assert rows.a_minute > 30 * windows.a_minute


def test_a_window_may_ask_as_often_as_it_is_drawn():
    book = own_book()
    settings = fitted(book)
    assert costs_told(book, settings, TEXT.fit) is costs_told(book, settings, TEXT.fit)
