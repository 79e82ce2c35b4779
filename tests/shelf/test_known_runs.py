"""What this program knows of runs, and what others do to them, are brought together."""

from dataclasses import replace

import pytest
from kept_runs import run_after

from shelf.known_runs import KnownRuns


@pytest.fixture(scope="module")
def runs():
    """Three runs as they are on the disk."""
    run, _ = run_after()
    return [replace(run, id=k, number=n, date="2026-01-01") for n, k in enumerate("abc", start=1)]


@pytest.fixture
def known(runs):
    known = KnownRuns()
    assert known.meet(runs, ()) == runs
    return known


def ids(runs):
    return "".join(run.id for run in runs)


def test_what_is_as_it_was_found_before_changes_nothing_here(known, runs):
    mine = replace(runs[0], name="mine")
    known.take(mine, "a")
    assert known.meet(runs, ()) == []
    assert known.there == [mine, *runs[1:]]


def test_what_others_change_put_there_and_delete_is_taken_over_in_their_order(known, runs):
    theirs = replace(runs[0], name="theirs")
    new = replace(runs[1], id="n", number=4)
    assert known.meet([theirs, runs[2], new], ()) == [theirs, new]
    assert known.there == [theirs, runs[2], new]


def test_what_is_written_here_is_met_the_next_time(known, runs):
    mine = replace(runs[0], name="mine")
    known.take(mine, "a")
    theirs = [replace(runs[0], look=7), runs[2]]
    assert known.meet(theirs, "ab") == []
    assert ids(known.there) == "acb"
    assert known.find("a") == mine
    assert known.meet(theirs, ()) == theirs[:1]
    assert known.there == theirs


def test_a_run_that_nobody_has_found_yet_is_the_newest(known, runs):
    mine = known.place(replace(runs[0], seed=5))
    assert (mine.number, mine.look) == (4, 1)
    assert known.meet(runs, ()) == []
    assert known.there == [*runs, mine]


def test_another_run_can_take_the_place_of_one(known, runs):
    theirs = replace(runs[1], id="t")
    known.take(theirs, "b")
    assert known.there == [runs[0], theirs, runs[2]]
    known.delete("t")
    known.take(runs[1], "t")
    assert known.deleted == [runs[1]]


def test_a_run_that_is_deleted_here_comes_back_only_when_it_is_brought_back(known, runs):
    known.delete("b")
    assert known.meet(runs, "b") == []
    assert known.meet([runs[0], runs[2]], ()) == []
    assert (ids(known.there), ids(known.deleted)) == ("ac", "b")
    back = replace(runs[1])
    assert known.meet([runs[0], back, runs[2]], ()) == [back]
    assert (ids(known.there), ids(known.deleted)) == ("abc", "")


def test_what_has_gone_meanwhile_cannot_be_deleted(known):
    assert known.delete("ax") == []
    assert ids(known.deleted) == "a"
    assert ids(known.delete("b")) == "a"
    assert ids(known.undo_delete()) == "b"
    assert ids(known.there) == "bc"
