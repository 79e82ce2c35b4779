"""What a way of cutting costs follows from the lesson that it makes, and is found out once."""

import pytest
from own_book import own_book

from tasks.registry import TASKS
from tasks.text.costs import EpochCost, costs_told, epoch_cost

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


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0.25, "0.25 s"), (9.97, "10 s"), (89, "89 s"), (100, "1.7 min"), (7_000, "117 min")],
)
def test_a_duration_is_told_in_plain_numbers_and_in_minutes_from_a_minute_and_a_half(seconds, told):
    assert EpochCost(1, 1, seconds).told.endswith(f"in about {told}")


def test_a_hundred_times_as_many_is_told_in_a_plain_number(monkeypatch):
    targets = {"rows": 1_000, "windows": 10}
    monkeypatch.setattr(
        "tasks.text.costs.epoch_cost", lambda book, _: EpochCost(targets[book.cut], 1, 1)
    )
    book = own_book(name="A hundred times")
    assert "from about 100 times" in costs_told(book, TEXT.settings, lambda _, settings: settings)
