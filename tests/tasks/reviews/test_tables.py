"""Tables of reviews: columns are found by name or by content, or asked for."""

import csv
import re

import numpy as np
import pytest
from memory import memory_within
from own_reviews import review
from reading_reviews import corpus_of, refusal, sentence_of

from tasks.reviews.columns import ColumnsOpen
from tasks.reviews.corpus import HELD_OUT, TEST, TRAIN
from tasks.reviews.reading import read_reviews

ROWS = [(review(n, n % 2), n % 2) for n in range(60)]


def write_table(path, header, rows, delimiter=",", encoding="utf-8"):
    with open(path, "w", newline="", encoding=encoding) as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerows([*([header] if header else []), *rows])
    return path


def check(corpus, reviews=60):
    assert len(corpus) == reviews
    for at in range(reviews):
        assert ("lovely" in corpus.spell(at)) == corpus.labels[at]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (("review", "sentiment"), lambda n, text, label: (text, ("negative", "positive")[label])),
        (("Sentiment", "Text", "id"), lambda n, text, label: (label, text, n)),
        (("id", "polarity", "content"), lambda n, text, label: (n, label + 1, text)),
        (None, lambda n, text, label: (n * 7, text, ("neg", "pos")[label])),
        (None, lambda n, text, label: (("-1", "1")[label], text)),
        (("what", "how"), lambda n, text, label: (text, ("bad", "good")[label])),
        (("rating", "review"), lambda n, text, label: ((1, 2, 4, 5)[2 * label + n // 2 % 2], text)),
        (None, lambda n, text, label: (text, (2, 3, 8, 10)[2 * label + n // 2 % 2])),
        (("text", "positive"), lambda n, text, label: (text, label)),
    ],
)
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_columns_are_found_by_their_names_or_by_what_is_in_them(header, row, delimiter, tmp_path):
    rows = [
        row(n, text + ' Said "so", it did; yes.\nAnd on', label)
        for n, (text, label) in enumerate(ROWS)
    ]
    check(corpus_of(write_table(tmp_path / "table", header, rows, delimiter)))


def test_parts_and_stars_have_columns_too_and_who_is_undecided_is_left_out(tmp_path):
    rows = [
        (text, ("train", "test")[n % 3 == 0], label, 3 + 5 * label)
        for n, (text, label) in enumerate(ROWS)
    ]
    rows += [("Well.", "train", "neutral", 5), ("No idea.", "train", "", "")]
    rows += [("", "train", 1, 8)]
    header = ("text", "split", "label", "stars")
    corpus = corpus_of(write_table(tmp_path / "table.csv", header, rows))
    assert [len(corpus.reviews_in(part)) for part in (TRAIN, HELD_OUT, TEST)] == [36, 4, 20]
    assert (corpus.stars == np.where(corpus.labels, 8, 3)).all()
    assert sentence_of(corpus) == "63 reviews read, 2 of them without a clear label, as UTF-8."
    counts = {step.title: step.count for step in corpus.done}
    assert (counts["Read"], counts["Left out"], counts["Parts"]) == (63, 3, 60)


@pytest.mark.parametrize(
    ("negative", "between", "positive", "stars"),
    [
        ("01", "2", "34", {1, 3, 8, 10}),
        (("0", "1.5"), ("2.5",), ("4", "5"), {1, 4, 8, 10}),
        (("0.5", "2"), ("3",), ("4", "4.5"), {1, 4, 8, 9}),
        (("0", "2"), ("5",), ("8", "10"), {1, 3, 8, 10}),
    ],
)
def test_ratings_may_begin_at_nothing_or_have_halves(negative, between, positive, stars, tmp_path):
    of_kind = (negative, positive)
    rows = [(text, of_kind[label][n // 2 % 2]) for n, (text, label) in enumerate(ROWS)]
    rows += [(f"So so {n}.", between[0]) for n in range(20)]
    corpus = corpus_of(write_table(tmp_path / "table.csv", ("text", "label"), rows))
    check(corpus)
    assert {*corpus.stars.tolist()} == stars


@pytest.mark.parametrize("kinds", ["012", "123", "0123"])
def test_numbers_of_which_nobody_knows_the_best_are_no_labels(kinds, tmp_path):
    rows = [(text, kinds[n % len(kinds)]) for n, (text, _) in enumerate(ROWS)]
    path = write_table(tmp_path / "table.csv", ("text", "label"), rows)
    assert refusal(path).startswith("Column `label` has no labels")


def test_where_it_is_open_it_is_told_what_there_is_to_choose_from(tmp_path):
    rows = [(text, text[::-1], label, 1 - label) for text, label in ROWS]
    path = write_table(tmp_path / "table.csv", ("one", "two", "a", "b"), rows)
    with pytest.raises(ColumnsOpen) as caught:
        corpus_of(path)
    assert caught.value.columns == ("one", "two", "a", "b")
    assert caught.value.examples[2:] == ("0", "1")
    assert len(caught.value.examples[0]) <= 60
    assert str(caught.value).endswith("there are `one`, `two`, `a` and `b`.")
    check(corpus_of(path, ("one", "a")))
    check(corpus_of(path, ("1", "3")))
    path = write_table(tmp_path / "without.csv", None, rows)
    with pytest.raises(ColumnsOpen) as caught:
        corpus_of(path)
    assert caught.value.columns == ("1", "2", "3", "4")
    check(corpus_of(path, ("1", "3")))


@pytest.mark.parametrize(
    ("first", "examples"), [(["only"], ("only", "", "", "")), ([*"12345"], (*"1234",))]
)
def test_an_example_from_a_torn_line_has_what_is_there(first, examples, tmp_path):
    rows = [first, *((text, text[::-1], label, 1 - label) for text, label in ROWS)]
    path = write_table(tmp_path / "table.csv", ("one", "two", "a", "b"), rows)
    with pytest.raises(ColumnsOpen) as caught:
        corpus_of(path)
    assert caught.value.examples == examples


def test_columns_that_cannot_be_are_refused(tmp_path):
    rows = [(text, label, text[-3:]) for text, label in ROWS]
    path = write_table(tmp_path / "table.csv", ("text", "label", "end"), rows)
    assert refusal(path, ("text", "mood")) == (
        "The table has no column `mood`, only `text`, `label` and `end`."
    )
    assert "cannot be in the same column" in refusal(path, ("text", "text"))
    assert "Column `end` has no labels" in refusal(path, ("text", "end"))
    assert "no column `9`" in refusal(path, ("text", "9"))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"only one column\nand so on\n", "There is no table in it"),
        (b"a,b\n", "no line below the first"),
        (b"a,b\nx\ny,z,w\n", "There is no table in it: most lines"),
        (b"A novel, by me\n\nOnce, long ago\nit was.\nSo.\n", "There is no table in it: most"),
        (b"\0\1\2\3" * 999, "It is not a text"),
        (b"text,label\ngood film,1\nbad film,1\n", "positive reviews to learn from: 0 of 2;"),
        (
            b'text,label\n"good film,1\n' + b"x,0\n" * 200_000,
            "quotation mark lacks its other",
        ),
        (b"text,label\n,1\n,0\n", "There is no review with a word in it"),
        (b"text,label\nx y,7\nz,9\n", "Column `label` has no labels"),
    ],
)
def test_what_is_no_table_of_reviews_is_refused(content, told, tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    assert re.search(told, refusal(path))


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (b"," * 5_000_000, "Line 3 of the table ends a row of more than 2,000,000 characters"),
        (b"x" * 5_000_000, "Line 3 of the table ends a row of more than 2,000,000 characters"),
        (b'"x\n",' * 1_000_000, "ends a row of more than 2,000,000 characters"),
        (b"," * 1_000_000, "Line 3 of the table has more than 1,000 columns"),
    ],
)
def test_a_row_without_end_is_read_no_further_than_one_can_reach(row, told, tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(b"text,label\ngood,1\n" + row + b"\n")
    with memory_within(50_000_000):
        assert told in refusal(path)


def test_torn_lines_are_counted_and_left_out(tmp_path):
    path = write_table(tmp_path / "table.csv", ("text", "label"), ROWS)
    with open(path, "a", encoding="utf-8") as file:
        file.write("one\none,1,too many\n\n")
    corpus = corpus_of(path)
    check(corpus)
    assert "; 2 lines with too few or too many columns left out." in sentence_of(corpus)


@pytest.mark.parametrize(
    ("encoding", "title"),
    [("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252"), ("utf-16", "UTF-16")],
)
def test_it_may_be_in_another_encoding(encoding, title, tmp_path):
    rows = [(f"Ein schöner Käse, größtenteils “lustig”. {text}", label) for text, label in ROWS]
    path = write_table(tmp_path / "table.csv", ("text", "label"), rows, encoding=encoding)
    corpus = corpus_of(path)
    assert {"schöner", "käse"} <= {*corpus.words}
    assert f"as {title}" in sentence_of(corpus)


def test_it_is_not_told_to_be_nearly_read_when_its_first_reviews_are(tmp_path):
    path = write_table(tmp_path / "table.csv", ("text", "label"), ROWS)
    first = [share for share, words in read_reviews(path) if words == "10 reviews read"]
    assert len(first) == 1
    assert first[0] < 0.5


def test_a_table_is_read_line_by_line(tmp_path):
    """No part of the file is read that was not asked for: it is stepped through."""
    path = write_table(tmp_path / "table.csv", ("text", "label"), ROWS * 50)
    told = []
    for share, _ in read_reviews(path):
        told.append(share)
        if len(told) == 20:
            break
    assert told[-1] < 0.5
    assert told == sorted(told)
