"""A missing or dead display is found out before Qt would abort over it."""

import socket
import sys

import pytest

import display
from display import has_display

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="displays are named on Linux only")


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"DISPLAY": ""},
        {"DISPLAY": "nonsense"},
        {"DISPLAY": ":59873"},
        {"DISPLAY": "localhost:99999"},
    ],
    ids=["none", "empty", "no display's name", "nobody there", "no such port"],
)
def test_without_a_server_that_answers_there_is_no_display(environment):
    assert not has_display(environment)


def test_a_server_that_answers_is_a_display_even_if_it_takes_its_time(monkeypatch):
    monkeypatch.setattr(display, "_PATIENCE", 0.2)
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        number = server.getsockname()[1] - 6000
        assert has_display({"DISPLAY": f"127.0.0.1:{number}.0"})


@pytest.mark.parametrize("name", ["QT_QPA_PLATFORM", "WAYLAND_DISPLAY"])
def test_another_platform_is_taken_at_its_word(name):
    assert has_display({name: "offscreen"})
