"""A shelf that can be filled with any runs."""

import pytest

from shelf.shelf_store import Found


@pytest.fixture
def fill(shelf):
    """Put runs on the shelf as if they had been read."""

    def fill_it(*runs):
        shelf._on_found(Found(list(runs), ""))

    return fill_it
