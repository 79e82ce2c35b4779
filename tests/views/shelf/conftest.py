"""A shelf that can be filled with any runs."""

import pytest

import model
from training.shelf import Shelf


@pytest.fixture
def shelf(qtbot, tmp_path):
    """An empty shelf; ``fill`` puts runs on it as if they had been read."""
    shelf = Shelf(model, tmp_path)
    qtbot.waitSignal(shelf.changed).wait()
    yield shelf
    assert shelf.close()


@pytest.fixture
def fill(shelf):
    def fill_it(*runs):
        shelf._on_loaded(list(runs), "")

    return fill_it
