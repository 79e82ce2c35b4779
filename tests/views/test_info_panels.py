"""What stands at the foot of the main window keeps its room."""

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from PyQt5.QtWidgets import QAction, QLabel

from networks.descriptions import describe_layers
from networks.settings import Settings
from tasks.registry import TASKS
from tasks.reviews.review_task import REVIEWS
from training.record import History
from training.states import RunState
from views.info_panels import NetworkPanel, TrainingPanel


@pytest.mark.parametrize("name", ["pattern", "text"])
def test_the_curve_stays_where_it_is_whatever_is_told_beside_it(qtbot, name):
    problem = TASKS[name].example
    panel = qtbot.added(TrainingPanel(History()))
    panel.resize(500, 120)
    panel.show()
    places = set()
    for state in RunState:
        for epoch, loss in ((0, None), (1, 3.25), (9_999, 12.5)):
            view = SimpleNamespace(
                state=state,
                current_epoch=epoch,
                goal=10 if epoch < 10 else 10_000,
                last=loss and SimpleNamespace(loss=loss, accuracy=1.0),
                typed=problem,
                trained_problem=loss and problem,
                tells_of_next=False,
            )
            panel.render(view)
            panel.layout().activate()
            places.add(panel.curve.geometry().getRect())
    assert len(places) == 1


@pytest.fixture
def panel(qtbot):
    panel = qtbot.added(NetworkPanel(*(QAction() for _ in range(3))))
    return panel


def shown(panel, settings) -> tuple[str, str]:
    """What is told of the layers of a network, and what the tooltip tells."""
    panel.render(
        SimpleNamespace(layers=describe_layers(settings), parameters=1, tells_of_next=False)
    )
    label = panel.findChild(QLabel, "layersLabel")
    return tuple(re.sub("<[^>]*>", " ", text) for text in (label.text(), label.toolTip()))


def test_another_network_moves_nothing_above_it(panel):
    heights = set()
    of_symbols = TASKS["echo"].settings
    for settings in (
        Settings(units=(50,)),
        Settings(),
        replace(of_symbols, units=(8,), embedding=4),
        replace(of_symbols, units=(8, 6, 5, 4), embedding=4),
    ):
        shown(panel, settings)
        heights.add(panel.sizeHint().height())
    assert len(heights) == 1


def test_of_a_network_that_is_not_there_yet_it_is_told_that_it_is_being_prepared(panel):
    coming = TASKS["echo"].settings
    words = panel.findChild(QLabel, "parametersLabel")
    view = SimpleNamespace(layers=describe_layers(coming), parameters=3_860)
    panel.render(SimpleNamespace(**vars(view), tells_of_next=True))
    assert words.text() == "Total parameters: 3,860 (being prepared)"
    panel.render(SimpleNamespace(**vars(view), tells_of_next=False))
    assert words.text() == "Total parameters: 3,860"


def test_layers_that_have_no_line_of_their_own_share_one_and_the_tooltip_has_them_all(panel):
    settings = replace(TASKS["echo"].settings, units=(8, 6), embedding=4)
    told, tip = shown(panel, settings)
    assert told.split()[:2] == ["Layer", "1:"]
    assert "Layers 2–3:   LSTM   8, 6 units " in told
    assert "Layer 4:   Dense " in told
    assert all(f"Layer {number}:" in tip for number in (1, 2, 3, 4))
    assert "Layer" not in shown(panel, Settings())[1].replace("Layers of the network", "")


def test_layers_that_share_a_line_are_counted_where_they_are_equally_large(panel):
    settings = replace(TASKS["echo"].settings, units=(8,) * 4, embedding=4)
    assert "Layers 2–5:   LSTM   4 × 8 units " in shown(panel, settings)[0]


def test_pooling_shares_the_line_of_the_layer_that_it_pools(panel):
    settings = replace(REVIEWS.settings, embedding=4, both_ways=True, pooling="mean")
    assert "Layers 2–3:   LSTM, Mean   32 units each way " in shown(panel, settings)[0]
