"""Reviews are set up by what is typed: a file, of a table its columns, and how they are read."""

import pytest
from own_reviews import files_of_reviews, write_folder
from short_reviews import own_reviews

from networks.fields import FieldError
from networks.steps import finished
from tasks.registry import TASKS
from tasks.reviews.setting_up import reviews_like

PROBLEM = own_reviews()


def set_up(*values):
    return finished(reviews_like(PROBLEM, values))


def test_reviews_of_a_folder_take_the_place_of_others_and_the_rest_stays(tmp_path):
    folder = write_folder(tmp_path / "films", files_of_reviews())
    made, told = set_up(("data", str(folder)), ("length", "77"))
    assert (made.corpus.name, made.length, made.words) == ("films", 77, PROBLEM.words)
    assert "120 reviews read" in told
    alike, told = set_up(("cut", "first"))
    assert (alike.corpus, alike.cut, told) == (PROBLEM.corpus, "first", "")


def test_it_is_told_how_far_the_reading_has_come(tmp_path):
    folder = write_folder(tmp_path, files_of_reviews())
    shares = [share for share, words in reviews_like(PROBLEM, [("data", str(folder))])]
    assert len(shares) > 5
    assert shares == sorted(shares)


def test_the_columns_of_a_table_can_be_named(tmp_path):
    table = tmp_path / "films.csv"
    rows = [f"{n % 2},film {n} was {'lovely' if n % 2 else 'dull'},no" for n in range(60)]
    table.write_text("\n".join(["a,b,c", *rows]))
    made, _ = set_up(("data", str(table)), ("texts", "b"), ("labels", "a"))
    assert len(made.corpus) == 60


def test_where_the_columns_are_open_it_is_said_how_to_name_them(tmp_path):
    table = tmp_path / "films.csv"
    table.write_text("a,b,c,d\n" + "\n".join(f"x {n},y {n},{n % 2},0" for n in range(60)))
    with pytest.raises(FieldError, match=r"`c` and `d`\. Say it by texts=… and labels=…\."):
        set_up(("data", str(table)))


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ([("texts", "b"), ("labels", "a")], "none is given"),
        ([("data", "T.csv"), ("texts", "b")], "both columns"),
        ([("data", "no such file.csv")], "No such file"),
        ([("data", "")], "missing"),
        ([("length", "3")], "Length"),
        ([("colour", "3")], "no field"),
    ],
)
def test_what_cannot_be_is_refused_in_words(values, why):
    with pytest.raises(FieldError, match=why):
        set_up(*values)


def test_the_registry_knows_both_ways(tmp_path):
    task, values = TASKS["reviews"], [("length", "50")]
    assert task.set_up(PROBLEM, values) == finished(task.setting_up(PROBLEM, values))
