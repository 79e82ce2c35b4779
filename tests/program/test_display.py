"""A missing or dead display is found out before Qt would abort over it."""

import os
import socket
import sys

import pytest
from own_program import run_python

from program import display
from program.display import why_no_display

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
    assert why_no_display(environment)


def test_a_server_that_answers_is_a_display_even_if_it_takes_its_time(monkeypatch):
    monkeypatch.setattr(display, "_PATIENCE", 0.2)
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        number = server.getsockname()[1] - 6000
        assert not why_no_display({"DISPLAY": f"127.0.0.1:{number}.0"})


@pytest.mark.parametrize(
    "asked",
    [
        "offscreen",
        "OFFSCREEN",
        "offscreen:size=800x600",
        "minimal",
        "vnc:port=5901",
        "linuxfb:fb=/dev/fb0",
        "nonsense;offscreen",
        "wayland;xcb:display=:59873;minimal",
        ";offscreen",
    ],
)
def test_a_platform_that_qt_has_and_that_needs_no_server_is_taken_at_its_word(asked):
    assert not why_no_display({"QT_QPA_PLATFORM": asked})


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("nonsense", "nonsense"),
        (" offscreen", " offscreen"),
        ("nonsense:offscreen", "nonsense"),
        ("wayland-generic", "wayland-generic"),
        ("a\nb" + "c" * 200, "aU+000Ab" + "c" * 112 + "…"),
    ],
)
def test_a_platform_that_qt_does_not_have_is_named(asked, shown):
    environment = {"QT_QPA_PLATFORM": asked, "DISPLAY": ":59873"}
    assert why_no_display(environment) == (
        f"Qt has no platform `{shown}`, which QT_QPA_PLATFORM asks for"
    )


def test_a_platform_in_a_folder_of_the_users_own_is_found(tmp_path):
    (tmp_path / "libqown.so").touch()
    environment = {"QT_QPA_PLATFORM": "own", "QT_QPA_PLATFORM_PLUGIN_PATH": str(tmp_path)}
    assert not why_no_display(environment)


@pytest.mark.parametrize(
    "environment",
    [
        {"WAYLAND_DISPLAY": "wayland-9"},
        {"WAYLAND_DISPLAY": "wayland-9", "DISPLAY": ":59873"},
        {"XDG_SESSION_TYPE": "wayland"},
        {"QT_QPA_PLATFORM": "wayland"},
        {"QT_QPA_PLATFORM": "wayland-egl;xcb", "DISPLAY": ":59873"},
    ],
)
def test_a_wayland_display_that_is_dead_is_none(environment, tmp_path):
    for folder in ({}, {"XDG_RUNTIME_DIR": str(tmp_path)}):
        assert why_no_display(environment | folder) == "The Wayland display does not answer"


@pytest.mark.parametrize(
    "asked", [{}, {"WAYLAND_DISPLAY": "wayland-9"}, {"QT_QPA_PLATFORM": "wayland;xcb"}]
)
def test_where_wayland_is_dead_x_will_do(asked, monkeypatch):
    monkeypatch.setattr(display, "_PATIENCE", 0.2)
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        assert not why_no_display(
            {"DISPLAY": f"127.0.0.1:{server.getsockname()[1] - 6000}", **asked}
        )


def test_a_wayland_display_that_answers_is_a_display(tmp_path):
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "w"))
        server.listen()
        assert not why_no_display({"WAYLAND_DISPLAY": "w", "XDG_RUNTIME_DIR": str(tmp_path)})
        assert not why_no_display({"WAYLAND_DISPLAY": str(tmp_path / "w")})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({"QT_QPA_PLATFORM": "nonsense"}, "Qt has no platform `nonsense`, which QT_QPA_PLATFORM "),
        ({"WAYLAND_DISPLAY": "wayland-9"}, "The Wayland display does not answer"),
    ],
    ids=["no such platform", "dead wayland"],
)
def test_the_job_is_then_done_in_the_terminal(environment, reason):
    known = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_SESSION_TYPE")
    clean = {name: value for name, value in os.environ.items() if name not in known}
    job = ["main.py", "--backend", "numpy", "--units", "2", "--epochs", "1"]
    done = run_python(*job, environment=clean, timeout=120, **environment)
    assert done.returncode == 0
    assert done.stderr.startswith(reason)
    assert done.stderr.endswith(", so the training runs here in the terminal.\n")
    assert done.stderr.count("\n") == 1
    assert "Continuation: " in done.stdout
