"""What the window says of a text."""

import numpy as np
import pytest

from inspection.gradient_follower import Look
from inspection.written_text import WrittenText
from networks.settings import Settings
from tasks.pattern import Pattern
from tasks.sampling import Sampling
from training.checkpoint import TrainedState
from views.writing.choices import choices
from views.writing.words import circling, copied_words, drawn_words, text_words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", None),
        ("once upon a time there was a river that ran down to the sea", None),
        ("and then " + 5 * "the end ", (40 + 1, 8)),
        ("x" * 29, None),
        ("y" + "x" * 30, (30, 1)),
        ("so " + 2 * "the river runs to the sea ", None),
    ],
)
def test_a_text_goes_in_circles_where_its_end_comes_three_times(text, found):
    assert circling(text) == found


@pytest.mark.parametrize(
    ("sampling", "told"),
    [
        (Sampling(1), "Each is drawn as often as the network holds it likely:"),
        (Sampling(0.8), "With temperature 0.8, each is drawn so often:"),
        (Sampling(1, top_k=3), "With temperature 1 and top-k 3, each is drawn so often:"),
        (
            Sampling(0.5, top_k=3, top_p=0.9),
            "With temperature 0.5, top-k 3 and top-p 0.9, each is drawn so often:",
        ),
    ],
)
def test_how_often_a_symbol_is_drawn_is_told_from_how_likely_it_is_held(sampling, told):
    assert drawn_words(sampling) == told


def test_the_longest_copy_is_told_with_its_length():
    text = "he watched the river and the boats"
    told = copied_words(text, [slice(0, 10), slice(11, 24)])
    assert "67.6 % of the text" in told
    assert "The longest has 13 characters: `the river and`." in told
    assert "`the river and`" in copied_words("the\nriver and", [slice(0, 13)])
    assert copied_words(text, []) == "No long stretch of it stands in the book word for word."


def test_what_is_drawn_is_shown_even_if_a_dozen_others_are_likelier():
    p = np.linspace(1, 0.1, 20)
    shown = choices(p / p.sum(), [chr(97 + k) for k in range(20)], Sampling(top_k=3), drawn=15)
    assert [each.name for each in shown] == [*"abcdefghijk", "p"]
    assert shown[-1].is_drawn
    assert [each.is_cut for each in shown] == 3 * [False] + 9 * [True]
    assert shown[-1].told.endswith("cut ◀ drawn")


@pytest.mark.parametrize(
    ("symbol", "name"),
    [(" ", "space"), ("\n", "line end"), ("\t", "tab"), ("\x07", "U+0007"), (" the", "the")],
)
def test_what_leaves_no_mark_is_named(symbol, name):
    (choice,) = choices(np.array([1.0]), [symbol], Sampling(), drawn=None)
    assert choice.name == name


def test_a_network_that_reads_a_window_anew_for_each_symbol_is_said_to_be_slow(fake):
    for settings, slow in ((Settings(), False), (Settings(stateful=False, window=99), True)):
        look = Look(settings, 3, TrainedState(Pattern("01")))
        told = text_words(WrittenText("a"), look)
        assert told.startswith("0 characters by the network of epoch 3.")
        assert ("It reads 99 characters anew for each one that it writes" in told) == slow


def test_at_temperature_0_all_but_the_likeliest_are_out_of_the_question_but_not_cut():
    shown = choices(np.array([0.2, 0.5, 0.3]), "abc", Sampling(temperature=0), drawn=1)
    assert [(each.name, each.told) for each in shown] == [
        ("b", "100.0 % ◀ drawn"),
        ("c", "0.0 %"),
        ("a", "0.0 %"),
    ]
