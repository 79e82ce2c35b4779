"""Who can take part in a race: every network once, whatever is written in its settings."""

from dataclasses import replace

import pytest

from cells.registry import CELLS
from networks.ports import BITS
from networks.settings import Settings
from shelf.run import Run
from tasks.adding import Adding
from tasks.pattern import Pattern
from tasks.registry import TASKS
from views.race.candidates import candidates


def run_of(settings):
    return Run(
        backend="numpy",
        settings=settings,
        seed=0,
        problem=Pattern("0011"),
        parameters=1,
        loss=(0.7,),
        accuracy=(0.5,),
        seconds=(0.1,),
        first_faultless=0,
        right_for=0,
        id="a",
        number=1,
        date="2024-01-01T00:00:00",
    )


def test_the_present_network_with_every_cell_comes_first():
    present = Settings(units=(4, 3))
    found = candidates(present, [run_of(Settings())])
    assert [each.settings.cell for each in found] == [*CELLS, Settings.cell]
    assert {each.settings.units for each in found[:-1]} == {(4, 3)}


@pytest.mark.parametrize("name", [name for name, cell in CELLS.items() if not cell.forget_gate])
def test_networks_that_differ_in_what_does_not_matter_are_one(name):
    present = replace(Settings(), forget_bias=3.0)
    run = run_of(replace(Settings(), cell=name, forget_bias=2.0))
    found = candidates(present, [run])
    assert [each.settings.cell for each in found] == list(CELLS)


def test_every_network_offered_fits_the_problem_and_stands_there_once():
    problem = Adding(length=12)
    fitted = TASKS["adding"].fit(problem, Settings())
    found = candidates(Settings(), [run_of(Settings()), run_of(fitted)], problem)
    assert [each.settings.cell for each in found] == list(CELLS)
    assert fitted in [each.settings for each in found]
    assert {each.settings.ports for each in found} == {problem.ports}
    back = candidates(fitted, [], Pattern("0011"))
    assert {each.settings.ports for each in back} == {BITS}
