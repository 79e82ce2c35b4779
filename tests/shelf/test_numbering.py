"""By its number and its look each run is told from the others."""

from dataclasses import replace

from kept_runs import run_after

from shelf.numbering import free_look, free_number, told_apart
from shelf.run import LOOKS

RUN, _ = run_after()


def run(run_id, number, look):
    return replace(RUN, id=run_id, number=number, look=look)


def test_a_number_is_given_after_all_and_a_look_that_fewest_have():
    assert (free_number([]), free_look([])) == (1, 0)
    assert (free_number([run("a", 4, 0)]), free_look([run("a", 4, 0)])) == (5, 1)
    many = [run(str(look), look, look) for look in range(LOOKS)]
    assert free_look([*many, run("z", 20, 0)]) == 1


def test_runs_that_differ_are_left_as_they_are():
    runs = [run("a", 2, 0), run("b", 1, 0)]
    assert told_apart(runs) == runs


def test_of_those_of_one_number_each_later_one_gets_another_number_and_look():
    runs = [run("a", 1, 0), run("b", 1, 0), run("c", 2, 1), run("d", 1, 7), run("e", 1, 0)]
    told = [(each.id, each.number, each.look) for each in told_apart(runs)]
    assert told == [("a", 1, 0), ("b", 3, 2), ("c", 2, 1), ("d", 4, 7), ("e", 5, 3)]
