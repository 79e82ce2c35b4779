"""A shelf in a folder of the test's own."""

import kept_runs
import pytest


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "shelf"


@pytest.fixture
def open_shelf(qtbot, folder):
    """Opens the shelf, as a start of the program does; several at a time are possible."""
    opened = []

    def open_it(most_runs=200):
        opened.append(kept_runs.open_shelf(qtbot, folder, most_runs))
        return opened[-1]

    yield open_it
    for shelf in opened:
        assert shelf.close()
