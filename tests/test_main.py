"""What the command line asks for is what the window starts with."""

import sys

import main
from options import parse_options


def test_the_window_has_the_network_of_the_command_line(qtbot, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    arguments = "--backend numpy --cell gru --units 3 --optimizer sgd --stateless"
    options = parse_options(arguments.split())
    window = main.make_window(options)
    qtbot.addWidget(window)
    view = window.session.view
    assert view.settings == options.settings
    assert [layer.kind for layer in view.layers] == ["GRU", "GRU", "Dense"]
    assert [layer.units for layer in view.layers] == [3, 3, 1]
