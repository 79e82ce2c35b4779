"""A review becomes words and marks, and those can be read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.reviews.tokens import spelled, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It’s NOT bad!", "it 's not bad !"),
        ("Don't, can't, o'clock", "don't , can't , o'clock"),
        ("The film's `end`", "the film 's end"),
        ("well-made (and _long_)", "well made and long"),
        ("“Great”....... he said?!", '" great " ... he said ? !'),
        ("7/10, 9.5/10 or 10 stars", "7/10 , 9.5/10 or 10 stars"),
        ("in 1994, 1,000 of 12/11", "in <number> , <number> of <number>"),
        ("the 1980s in 3D", "the 1980s in 3d"),
        (":-) =( ;D title:(", ":) :( ;d title :("),
        ("👍🏽👍 ❤️ 👩‍🎤", "👍 👍 ❤ 👩‍🎤"),
        ("été Straße 映画", "été straße 映画"),
        ("a" * 90, "a" * 40),
        ("... -- ( )", "..."),
        (" \n\t", ""),
    ],
)
def test_what_is_a_word(text, words):
    assert tokens(text) == words.split()


def test_words_are_read_again_as_they_are_usually_written():
    text = "no, it's \"not bad\" at all... the film's end? yes!"
    assert spelled(tokens(text)) == text


def test_the_dress_of_an_emoji_alone_is_no_word():
    assert tokens("good \U0001f3fb film") == ["good", "film"]


@given(st.text(max_size=60))
def test_any_text_has_words_without_spaces_and_spelling_them_changes_nothing(text):
    words = tokens(text)
    assert all(word and not any(each.isspace() for each in word) for word in words)
    assert tokens(" ".join(words)) == [each for word in words for each in tokens(word)]
