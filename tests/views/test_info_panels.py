"""What stands at the foot of the main window keeps its room."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from PyQt5.QtWidgets import QAction

from networks.descriptions import describe_layers
from networks.settings import Settings
from tasks.registry import TASKS
from views.info_panels import NetworkPanel


@pytest.fixture
def panel(qtbot):
    panel = NetworkPanel(*(QAction() for _ in range(3)))
    qtbot.addWidget(panel)
    return panel


def test_another_network_moves_nothing_above_it(panel):
    heights = set()
    of_symbols = TASKS["echo"].settings
    for settings in (
        Settings(units=(50,)),
        Settings(),
        replace(of_symbols, units=(8,), embedding=4),
    ):
        panel.render(SimpleNamespace(layers=describe_layers(settings), parameters=1))
        heights.add(panel.sizeHint().height())
    assert len(heights) == 1
