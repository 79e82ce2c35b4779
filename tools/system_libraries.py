"""Finds what LSTM Lab needs from the operating system, and puts it in or says how.

PyQt5 comes with Qt, but not with the libraries of the system that Qt links to. Where one is
missing, Qt ends the program with a riddle about its "xcb" plugin. So ``make`` calls this first:

    python3 tools/system_libraries.py [--tests]

As root on Debian or Ubuntu it installs what is missing; elsewhere it prints the line that does.
It never fails, for some of the app runs without. It needs no more than a bare Python, and does
nothing on macOS and Windows, where Qt brings everything.
"""

from __future__ import annotations

import argparse
import ctypes
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("~/.fonts"))
FONT_SUFFIXES = {".ttf", ".otf", ".ttc", ".pfb"}


def library_loads(soname: str) -> bool:
    """Whether the dynamic linker finds this library and all that it links to."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def program_exists(name: str) -> bool:
    """Whether this program is on the PATH."""
    return shutil.which(name) is not None


def module_exists(name: str) -> bool:
    """Whether the standard library has this module, for Debian leaves some out."""
    return importlib.util.find_spec(name) is not None


def font_exists(_name: str) -> bool:
    """Whether there is any font at all; without one Qt draws empty boxes."""
    files = (file for folder in FONT_FOLDERS for file in folder.expanduser().rglob("*"))
    return any(file.suffix in FONT_SUFFIXES for file in files)


@dataclass(frozen=True)
class Need:
    """One thing the system must have, and the package that brings it, by package manager.

    Where releases differ, ``"newer name|older name"`` stands for the package.
    """

    is_there: Callable[[str], bool]
    name: str
    apt: str
    dnf: str
    pacman: str

    def is_missing(self) -> bool:
        """Whether the system lacks it now."""
        return not self.is_there(self.name)


# All that Qt's platform plugins "offscreen" and "xcb" (X11) and PyQt5's modules link to, less what
# every system has.
LIBRARIES = (
    ("libglib-2.0.so.0", "libglib2.0-0t64|libglib2.0-0", "glib2", "glib2"),
    ("libGL.so.1", "libgl1", "libglvnd-glx", "libglvnd"),
    ("libfontconfig.so.1", "libfontconfig1", "fontconfig", "fontconfig"),
    ("libfreetype.so.6", "libfreetype6", "freetype", "freetype2"),
    ("libdbus-1.so.3", "libdbus-1-3", "dbus-libs", "dbus"),
    ("libX11.so.6", "libx11-6", "libX11", "libx11"),
    ("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb", "libx11"),
    ("libXext.so.6", "libxext6", "libXext", "libxext"),
    ("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    ("libxcb.so.1", "libxcb1", "libxcb", "libxcb"),
    ("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    ("libxcb-image.so.0", "libxcb-image0", "xcb-util-image", "xcb-util-image"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    ("libxcb-randr.so.0", "libxcb-randr0", "libxcb", "libxcb"),
    ("libxcb-render.so.0", "libxcb-render0", "libxcb", "libxcb"),
    (
        "libxcb-render-util.so.0",
        "libxcb-render-util0",
        "xcb-util-renderutil",
        "xcb-util-renderutil",
    ),
    ("libxcb-shape.so.0", "libxcb-shape0", "libxcb", "libxcb"),
    ("libxcb-shm.so.0", "libxcb-shm0", "libxcb", "libxcb"),
    ("libxcb-sync.so.1", "libxcb-sync1", "libxcb", "libxcb"),
    ("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb", "libxcb"),
    ("libxcb-xinerama.so.0", "libxcb-xinerama0", "libxcb", "libxcb"),
    ("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb", "libxcb"),
)

APP_NEEDS = (
    Need(module_exists, "ensurepip", "python3-venv", "python3", "python"),
    Need(font_exists, "a font", "fonts-dejavu-core", "dejavu-sans-fonts", "ttf-dejavu"),
    *(Need(library_loads, *row) for row in LIBRARIES),
)

# The end-to-end tests show real windows on an X server of their own and type into them.
TEST_NEEDS = (
    Need(program_exists, "Xvfb", "xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb"),
    Need(program_exists, "openbox", "openbox", "openbox", "openbox"),
    Need(program_exists, "xdotool", "xdotool", "xdotool", "xdotool"),
)


@dataclass(frozen=True)
class Manager:
    """A package manager: the program, and the commands that make packages known and install."""

    name: str
    program: str
    refresh: str
    install: str

    def commands(self, packages: Iterable[str]) -> list[str]:
        """The commands, to be run as root, that put these packages in."""
        install = " ".join([self.install, *map(shlex.quote, packages)])
        return [command for command in (self.refresh, install) if command]


APT = Manager("apt", "apt-get", "apt-get update", "apt-get install -y --no-install-recommends")
MANAGERS = (
    APT,
    Manager("dnf", "dnf", "", "dnf install -y"),
    Manager("pacman", "pacman", "", "pacman -S --needed"),
)


def find_manager() -> Manager | None:
    """The package manager of this system, if it is one of those known here."""
    return next((each for each in MANAGERS if program_exists(each.program)), None)


def apt_knows(package: str) -> bool:
    """Whether this release of Debian or Ubuntu has a package of this name."""
    command = ["apt-cache", "show", "--no-all-versions", package]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def packages_for(
    needs: Iterable[Need], manager: Manager, knows: Callable[[str], bool] = apt_knows
) -> list[str]:
    """The packages that bring what is needed, each once.

    Of several names it takes the first one the system knows, and the oldest where it knows none:
    Debian's new packages also answer to their old names.
    """
    chosen: dict[str, None] = {}
    for need in needs:
        *newer, oldest = getattr(need, manager.name).split("|")
        chosen[next(filter(knows, newer), oldest)] = None
    return list(chosen)


def line_to_run(commands: Iterable[str], is_root: bool) -> str:
    """The commands as one line for a terminal."""
    return " && ".join(command if is_root else f"sudo {command}" for command in commands)


def advice(missing: Sequence[Need], manager: Manager | None, is_root: bool) -> str:
    """What to tell the user about things that are missing and were not put in."""
    text = "LSTM Lab lacks on this system: " + ", ".join(need.name for need in missing)
    if manager is None:
        return text
    line = line_to_run(manager.commands(packages_for(missing, manager)), is_root)
    return f"{text}\nTo put that in, run:\n    {line}"


def install(missing: Sequence[Need]) -> None:
    """Put in with apt what is missing, as far as that works; apt says what did not.

    The package lists come first, for on a fresh system apt knows no names before.
    """
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print("Installing for LSTM Lab:", ", ".join(need.name for need in missing), flush=True)
    subprocess.run(shlex.split(APT.refresh), env=environment, check=False)
    *_, command = APT.commands(packages_for(missing, APT))
    subprocess.run(shlex.split(command), env=environment, check=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """Put in what is missing or say how; see the top of this file."""
    parser = argparse.ArgumentParser(description="Put in the system libraries LSTM Lab needs.")
    parser.add_argument("--tests", action="store_true", help="those of the tests as well")
    needs = APP_NEEDS + TEST_NEEDS if parser.parse_args(arguments).tests else APP_NEEDS
    if sys.platform != "linux":
        return 0
    is_root, manager = os.geteuid() == 0, find_manager()
    missing = [need for need in needs if need.is_missing()]
    if missing and is_root and manager is APT:
        install(missing)
        missing = [need for need in missing if need.is_missing()]
    if missing:
        print(advice(missing, manager, is_root), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
