"""What is said of a book is so."""

from own_book import own_book

from tasks.text.lessons import MOST_ASKED
from views.data.book_words import facts_of


def test_of_a_long_book_it_is_said_how_much_of_the_held_out_part_is_asked():
    asked = f", of which {MOST_ASKED:,} from all over are asked."
    assert facts_of(own_book(10 * MOST_ASKED + 1_000)).endswith(asked)
    assert "asked" not in facts_of(own_book(4_000))
