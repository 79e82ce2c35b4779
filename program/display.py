"""Whether there is a screen to open a window on, found out before Qt ends the process over it."""

from __future__ import annotations

import os
import re
import socket
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from formatting import quoted

_X_DISPLAY = re.compile(r"(?P<host>.*):(?P<number>\d+)(\.\d+)?")
_PLUGIN = re.compile(r"(lib)?q(?P<name>[\w-]+)\.(so|dll|dylib)")
_ASKED = "QT_QPA_PLATFORM"
_FIRST_PORT = 6000
_PATIENCE = 2.0
"""Seconds that a display has to answer."""


def why_no_display(environment: Mapping[str, str] = os.environ) -> str:
    """Why no window can be opened, as half a sentence; empty if one can.

    Qt tries one platform after the other, and aborts when it can load none or when
    none of them lets it in. So they are tried first. Elsewhere than on Linux there always
    is a screen, unless another platform is asked for.
    """
    if not sys.platform.startswith("linux") and not environment.get(_ASKED):
        return ""
    problems = [_problem_with(platform, environment) for platform in _platforms(environment)]
    return "" if "" in problems else problems[0]


def _platforms(environment: Mapping[str, str]) -> list[str]:
    """The names of the platforms that Qt would try, in small letters."""
    if asked := environment.get(_ASKED):
        # Each may bring arguments of its own, as in offscreen:size=800x600.
        return [each.partition(":")[0].lower() for each in asked.split(";")]
    is_wayland = environment.get("XDG_SESSION_TYPE") == "wayland"
    if not environment.get("WAYLAND_DISPLAY") and not is_wayland:
        return ["xcb"]
    return ["wayland", "xcb"] if environment.get("DISPLAY") else ["wayland"]


def _problem_with(platform: str, environment: Mapping[str, str]) -> str:
    """Why Qt could not use it, as half a sentence; one that needs no server is taken as good."""
    if environment.get(_ASKED) and platform not in _plugins(environment):
        return f"Qt has no platform {quoted(platform)}, which {_ASKED} asks for"
    if platform.startswith("wayland"):
        return "" if _wayland_answers(environment) else "The Wayland display does not answer"
    if platform == "xcb":
        return _problem_with_x(environment.get("DISPLAY", ""))
    return ""


def _plugins(environment: Mapping[str, str]) -> set[str]:
    """The platforms that Qt has here, by the names of the plugins' files.

    Only the core of Qt is loaded, which needs no screen.
    """
    from PyQt5.QtCore import QCoreApplication

    folders = [f"{folder}/platforms" for folder in QCoreApplication.libraryPaths()]
    folders += filter(None, [environment.get("QT_QPA_PLATFORM_PLUGIN_PATH")])
    files = (file.name for folder in folders for file in Path(folder).glob("*q*"))
    found = {match["name"].lower() for file in files if (match := _PLUGIN.fullmatch(file))}
    # This one alone is asked for by another name than its file's.
    return {"wayland" if name == "wayland-generic" else name for name in found}


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    if environment.get("WAYLAND_SOCKET"):
        return True  # Connected already, by whoever started the program.
    folder = environment.get("XDG_RUNTIME_DIR", "")
    path = os.path.join(folder, environment.get("WAYLAND_DISPLAY") or "wayland-0")
    return os.path.isabs(path) and _connects(socket.AF_UNIX, path)


def _problem_with_x(display: str) -> str:
    if not _answers(display):
        return "There is no display"
    return f"The display {display} does not let this program in" if _refuses(display) else ""


def _answers(display: str) -> bool:
    found = _X_DISPLAY.fullmatch(display)
    if found is None:
        return False
    host, number = found["host"], int(found["number"])
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"
        return any(_connects(socket.AF_UNIX, address) for address in (path, f"\0{path}"))
    return _connects(socket.AF_INET, (host, _FIRST_PORT + number))


def _connects(family: socket.AddressFamily, address: str | tuple[str, int]) -> bool:
    with socket.socket(family) as attempt:
        attempt.settimeout(_PATIENCE)
        try:
            attempt.connect(address)
        except (OSError, OverflowError):
            return False
        return True


def _refuses(display: str) -> bool:
    """Whether the server says no, for want of the right key in the file of ``XAUTHORITY``.

    One that says nothing in time, over a slow line, may still say yes to Qt.
    """
    answers: list[bool] = []
    attempt = threading.Thread(target=lambda: answers.append(_is_let_in(display)), daemon=True)
    attempt.start()
    attempt.join(_PATIENCE)
    return answers == [False]


def _is_let_in(display: str) -> bool:
    """Open and close a connection by the library that Qt does it with."""
    import ctypes

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt will say which libraries are missing.
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(os.fsencode(display), None))
    error = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return error == 0
