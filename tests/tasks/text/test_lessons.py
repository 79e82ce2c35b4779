"""A book is cut so that nothing held out is learned from, and all of it is asked."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from own_book import own_book

from networks.ports import Ports
from networks.settings import DEFAULT_SETTINGS
from tasks.text import lessons
from tasks.text.book import Book
from tasks.text.lessons import WARM_UP, Pieces, book_lesson, calls


def settings_for(book, **changes):
    """Of a small network that learns a book."""
    symbols = len(book.vocabulary)
    rows = book.cut == "rows"
    ports = Ports("one-hot", symbols, "softmax", symbols, at_each_step=True)
    if not rows:
        ports = Ports("numbers", 1, "softmax", symbols)
    small = {"units": (5,), "rows": 6, "window": 7, "updates": 4, "passes": 100}
    return replace(DEFAULT_SETTINGS, ports=ports, stateful=rows, **{**small, **changes})


@pytest.fixture(params=["characters", "words"])
def book(request):
    return own_book(by=request.param)


@pytest.fixture(params=["rows", "windows"])
def cut(request):
    return own_book(cut=request.param)


def in_rows(pieces):
    """Of each row what it reads, one window after the other."""
    array = np.concatenate([*pieces])
    return array.swapaxes(0, 1).reshape(array.shape[1], -1).astype(int)


def test_a_row_goes_on_where_it_stopped_and_every_symbol_is_a_target(book):
    lesson = book_lesson(book, settings_for(book), 0, 1)
    trained = book.symbols[: book.held_out_from]
    for read, wanted in zip(in_rows(lesson.inputs), in_rows(lesson.targets), strict=True):
        assert np.array_equal(read[1:], wanted[:-1])
        assert book.spell(trained).find(book.spell(read[5:-5])) >= 0
    assert np.array_equal(in_rows(lesson.inputs)[0], trained[: len(read)])
    assert np.array_equal(wanted, trained[-len(wanted) :])


def test_rows_start_evenly_so_that_an_epoch_sees_the_whole_book_once(book):
    settings = settings_for(book)
    lesson = book_lesson(book, settings, 0, 1)
    places = in_rows(book_lesson(PlacesOf(book), settings, 0, 1).targets)
    assert {*places.flat} == {*range(1, book.held_out_from)}
    assert len({b - a for a, b in pairwise(places[:, 0])}) <= 2
    whole_calls = 4 * settings.rows * settings.window
    assert lesson.targets.size < book.held_out_from + whole_calls


class PlacesOf:
    """A book whose symbols are their places."""

    def __init__(self, book):
        self.in_rows, self.scale = book.in_rows, book.scale
        self.held_out_from = book.held_out_from
        self.symbols = np.arange(len(book.symbols), dtype=np.uint16)


def test_the_epoch_of_a_long_book_is_a_part_of_it_and_the_next_goes_on():
    book = own_book()
    settings = settings_for(book, passes=2)
    parts = [
        in_rows(book_lesson(PlacesOf(book), settings, 0, epoch).targets) for epoch in range(1, 14)
    ]
    assert calls(book, settings) == 2 * settings.window_shape.parts
    for first, second in pairwise(parts[:10]):
        assert np.array_equal(first[:, -1] + 1, second[:, 0])
    assert {*np.concatenate(parts, axis=1).flat} == {*range(1, book.held_out_from)}


def test_all_that_is_held_out_is_asked_and_as_much_before_it(book):
    lesson = book_lesson(book, settings_for(book), 0, 1)
    held_out = len(book.symbols) - book.held_out_from
    assert lesson.seen == held_out
    before, last = np.split(book.symbols[-2 * held_out :], 2)
    assert np.array_equal(lesson.expected, np.concatenate([last, before]))
    answers = np.concatenate([*lesson.asked_targets])
    assert np.array_equal(lesson.kept(answers), lesson.expected)


def test_each_row_has_read_what_stands_before_what_it_is_asked(book):
    lesson = book_lesson(PlacesOf(book), settings_for(book), 0, 1)
    asked = in_rows(lesson.asked)
    wanted = in_rows(lesson.asked_targets)
    for row, counted in enumerate(lesson.counted.reshape(len(asked), -1)):
        first = int(counted.argmax())
        assert first >= WARM_UP
        assert counted[first:].all()
        assert np.array_equal(
            np.diff(asked[row, first - WARM_UP :]), np.ones(len(counted[first:]) + WARM_UP - 1)
        )
        assert np.array_equal(asked[row] + 1, wanted[row])


def test_what_is_asked_begins_where_training_begins_which_no_state_has_to_be_found_for(book):
    settings = settings_for(book)
    asked = in_rows(book_lesson(book, settings, 0, 1).asked)
    assert (asked[:, : settings.window] == book.symbols[: settings.window]).all()


def test_of_a_very_long_held_out_part_pieces_from_all_over_it_are_asked(monkeypatch):
    monkeypatch.setattr(lessons, "MOST_ASKED", 60)
    book = own_book()
    lesson = book_lesson(PlacesOf(book), settings_for(book), 0, 1)
    held_out = lesson.kept(np.concatenate([*lesson.asked_targets]))[: -lesson.seen]
    assert len(held_out) == lesson.seen == 60
    assert held_out.min() < book.held_out_from + 150
    assert held_out.max() == len(book.symbols) - 1


def test_windows_are_99_scaled_numbers_with_the_symbol_after_them():
    book = own_book(cut="windows")
    lesson = book_lesson(book, settings_for(book, window=99), 0, 1)
    first, wanted = lesson.inputs[0], lesson.targets[0]
    assert first.dtype == wanted.dtype == np.float32
    assert 0 <= first.min() < first.max() < 1
    text = book.spell(book.symbols[: book.held_out_from])
    for window, target in zip(first.reshape(-1, 99), wanted.flat, strict=True):
        symbols = np.rint(window * len(book.vocabulary)).astype(int)
        assert book.spell([*symbols, int(target)]) in text


def test_all_windows_come_once_before_any_comes_again_in_an_order_of_seed_and_epoch():
    book = own_book(cut="windows")
    settings = settings_for(book, passes=10)
    windows = book.held_out_from - settings.window

    def places(seed, epoch):
        lesson = book_lesson(PlacesOf(book), settings, seed, epoch)
        return [int(target) for of_call in lesson.targets for target in of_call.flat]

    seen = places(0, 1)
    for epoch in range(2, 2 + windows // len(seen)):
        seen += places(0, epoch)
    assert {*seen[:windows]} == {*range(settings.window, book.held_out_from)}
    assert len({tuple(places(*each)) for each in ((0, 1), (0, 2), (1, 1))}) == 3


def test_windows_are_asked_too_the_held_out_ones_first():
    book = own_book(cut="windows")
    lesson = book_lesson(book, settings_for(book, passes=200), 0, 1)
    held_out = len(book.symbols) - book.held_out_from
    assert np.array_equal(lesson.expected[:held_out], book.symbols[book.held_out_from :])
    assert np.array_equal(lesson.expected[held_out:], book.symbols[-2 * held_out : -held_out])
    assert lesson.seen == held_out


def test_of_windows_little_is_asked_again_where_an_epoch_is_short_but_all_that_is_held_out():
    """Each costs as much as one that is trained on, but for the way back."""
    book = own_book(cut="windows")
    lesson = book_lesson(book, settings_for(book, rows=32, passes=4), 0, 1)
    held_out = len(book.symbols) - book.held_out_from
    assert held_out < lesson.targets.size < book.held_out_from / 4
    assert len(lesson.expected) == held_out + lesson.seen
    assert lesson.seen == lesson.targets.size // 8


def test_nothing_that_is_held_out_is_ever_trained_on(cut):
    settings = settings_for(cut, passes=3)
    for epoch in range(1, 30):
        lesson = book_lesson(PlacesOf(cut), settings, 0, epoch)
        read = max(np.max(each) for each in lesson.inputs)
        wanted = max(np.max(each) for each in lesson.targets)
        scale = len(cut.vocabulary) if cut.cut == "windows" else 1
        assert max(read * scale, wanted) < cut.held_out_from


def test_what_a_call_reads_is_made_when_it_comes(cut):
    lesson = book_lesson(cut, settings_for(cut), 0, 1)
    assert isinstance(lesson.inputs, Pieces)
    shape = settings_for(cut).window_shape
    assert lesson.inputs.shape == (lesson.calls, *lesson.inputs[0].shape)
    assert lesson.inputs[0].shape == (shape.updates_at_once, shape.rows, shape.window, 1)


def test_the_shortest_book_is_enough_for_many_wide_windows(cut):
    short = replace(cut, text=cut.text[:2_000])
    lesson = book_lesson(short, settings_for(short, rows=64, window=64), 0, 1)
    kept = lesson.kept(np.concatenate([*lesson.asked_targets]))
    assert np.array_equal(kept, lesson.expected)
    assert len(lesson.expected) >= 200


@pytest.mark.parametrize("words", [300, 10_000])
def test_of_many_words_the_targets_are_wider_numbers(words):
    text = own_book().text + " ".join(f"word{n // 2}" for n in range(700)) + own_book().text
    book = Book(text, by="words", words=words)
    lesson = book_lesson(book, settings_for(book), 0, 1)
    assert lesson.expected.dtype == np.uint16
    assert lesson.expected.max() < len(book.vocabulary)
