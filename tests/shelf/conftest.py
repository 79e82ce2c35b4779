"""A shelf in a folder of the test's own."""

import pytest

import model
from shelf.shelf import Shelf


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "shelf"


@pytest.fixture
def open_shelf(qtbot, folder):
    """Opens the shelf, as a start of the program does; several at a time are possible."""
    opened = []

    def open_it(most_runs=200):
        shelf = Shelf(model, folder, most_runs)
        shelf.load()
        opened.append(shelf)
        shelf.problems = []
        shelf.problem.connect(shelf.problems.append)
        qtbot.waitSignal(shelf.changed).wait()
        return shelf

    yield open_it
    for shelf in opened:
        assert shelf.close()
