"""What is copied from the book is found, each stretch as long as it is."""

from hypothesis import given
from hypothesis import strategies as st

from tasks.text.copied import copied

BOOK = "The river was there, fascinating, deadly, like a snake. And the snake was there, too."


def stretches(text, book=BOOK, least=5):
    return [each for each in copied(text, book, least) if each is not None]


def words(text, book=BOOK, least=5):
    return [text[each] for each in stretches(text, book, least)]


def test_the_whole_book_is_one_stretch():
    assert stretches(BOOK) == [slice(0, len(BOOK))]


def test_what_is_not_in_the_book_is_left_out():
    assert words("Once The river was here") == ["The river was "]
    assert words("nothing of it, zzzzz") == []
    assert words("") == []


def test_of_two_places_in_the_book_the_one_that_goes_on_counts():
    assert words("!snake was there, too.!") == ["snake was there, too."]


def test_neighbours_may_share_what_both_have():
    assert words("like a snake was there, fasc") == [
        "like a snake",
        " snake was there, ",
        " was there, fasc",
    ]


def test_a_stretch_has_as_many_characters_as_are_asked_for():
    assert words("xx deadly xx", least=8) == []
    assert words("xx deadly xx", least=7) == [" deadly"]


def is_maximal(text, book, start, end):
    return (
        text[start:end] in book
        and (start == 0 or text[start - 1 : end] not in book)
        and (end == len(text) or text[start : end + 1] not in book)
    )


letters = st.text("ab", max_size=40) | st.text("abc", max_size=40)


@given(letters, letters, st.integers(1, 6))
def test_nothing_is_missed_and_nothing_could_be_longer(text, book, least):
    assert [(each.start, each.stop) for each in stretches(text, book, least)] == [
        (start, end)
        for start in range(len(text))
        for end in range(start + least, len(text) + 1)
        if is_maximal(text, book, start, end)
    ]


def test_between_two_looks_into_the_book_others_are_heard():
    class Looks(str):
        looks = 0

        def find(self, *args):
            Looks.looks += 1
            return super().find(*args)

        def __contains__(self, part):
            Looks.looks += 1
            return super().__contains__(part)

    steps = copied("nothing of it is there" * 9, Looks(BOOK), least=20)
    for _ in steps:
        assert Looks.looks <= 1
        Looks.looks = 0
