"""What the tool decides: what is missing, which packages bring it, and what is then run or said.

No test calls a package manager: what would run is recorded instead.
"""

import subprocess
import sys

import pytest

from tools import system_libraries
from tools.system_libraries import APP_NEEDS, APT, MANAGERS, TEST_NEEDS, Need

DNF = next(each for each in MANAGERS if each.name == "dnf")
GL = Need(lambda _name: False, "libGL.so.1", "libgl1", "libglvnd-glx", "libglvnd")
GLIB = Need(lambda _name: False, "libglib-2.0.so.0", "libglib2.0-0t64|libglib2.0-0", "glib2", "")
PRESENT = Need(lambda _name: True, "libc.so.6", "libc6", "glibc", "glibc")


class System:
    """A pretended system, which records the commands that would have changed it."""

    def __init__(self, monkeypatch, needs=(GL, PRESENT), user=1000, manager=APT):
        self.commands = []
        monkeypatch.setattr(system_libraries, "APP_NEEDS", needs)
        monkeypatch.setattr(system_libraries, "find_manager", lambda: manager)
        monkeypatch.setattr(system_libraries.os, "geteuid", lambda: user, raising=False)
        monkeypatch.setattr(system_libraries.subprocess, "run", self.run)
        monkeypatch.setattr(sys, "platform", "linux")

    def run(self, command, **_options):
        self.commands.append(" ".join(command))
        return subprocess.CompletedProcess(command, 0)


class TestFinding:
    def test_a_library_that_every_linux_has_is_found(self):
        if sys.platform == "linux":
            assert system_libraries.library_loads("libc.so.6")

    def test_what_does_not_exist_is_not_found(self):
        assert not system_libraries.library_loads("libnonesuch.so.7")
        assert not system_libraries.program_exists("nonesuch-program")
        assert not system_libraries.module_exists("nonesuch_module")

    def test_a_font_is_found_in_a_folder_below(self, monkeypatch, tmp_path):
        monkeypatch.setattr(system_libraries, "FONT_FOLDERS", (tmp_path / "none", tmp_path))
        assert not system_libraries.font_exists("a font")
        (tmp_path / "truetype").mkdir()
        (tmp_path / "truetype" / "Some.ttf").touch()
        assert system_libraries.font_exists("a font")


class TestPackages:
    @pytest.mark.parametrize(
        ("known", "expected"),
        [
            ({"libglib2.0-0t64"}, "libglib2.0-0t64"),
            ({"libglib2.0-0"}, "libglib2.0-0"),
            (set(), "libglib2.0-0"),  # before the first apt-get update
        ],
    )
    def test_a_renamed_package_goes_by_the_name_the_system_knows(self, known, expected):
        chosen = system_libraries.packages_for([GLIB], APT, knows=known.__contains__)
        assert chosen == [expected]

    def test_each_package_is_named_once_and_in_order(self):
        needs = [GL, PRESENT, GL]
        assert system_libraries.packages_for(needs, APT) == ["libgl1", "libc6"]

    def test_other_managers_have_names_of_their_own(self):
        assert system_libraries.packages_for([GL], DNF) == ["libglvnd-glx"]

    @pytest.mark.parametrize("manager", MANAGERS, ids=lambda manager: manager.name)
    def test_every_need_has_a_package_under_every_manager(self, manager):
        for need in APP_NEEDS + TEST_NEEDS:
            assert getattr(need, manager.name), need.name

    def test_nothing_is_declared_twice(self):
        names = [need.name for need in APP_NEEDS + TEST_NEEDS]
        assert len(names) == len(set(names))


class TestWhatIsDone:
    def test_silent_when_nothing_is_missing(self, monkeypatch, capfd):
        system = System(monkeypatch, needs=(PRESENT,), user=0)
        assert system_libraries.main([]) == 0
        assert system.commands == []
        assert capfd.readouterr() == ("", "")

    def test_root_on_debian_installs_after_refreshing_the_lists(self, monkeypatch):
        system = System(monkeypatch, user=0)
        assert system_libraries.main([]) == 0
        assert system.commands[:2] == [
            "apt-get update",
            "apt-get install -y --no-install-recommends libgl1",
        ]

    def test_what_apt_could_not_install_is_said(self, monkeypatch, capsys):
        System(monkeypatch, user=0)
        assert system_libraries.main([]) == 0
        assert "apt-get install -y --no-install-recommends libgl1\n" in capsys.readouterr().out

    def test_a_user_gets_one_line_to_run_and_nothing_changes(self, monkeypatch, capsys):
        system = System(monkeypatch)
        assert system_libraries.main([]) == 0
        assert system.commands == []
        assert capsys.readouterr().out.splitlines() == [
            "LSTM Lab lacks on this system: libGL.so.1",
            "To put that in, run:",
            "    sudo apt-get update && sudo apt-get install -y --no-install-recommends libgl1",
        ]

    def test_root_on_fedora_gets_a_line_without_sudo(self, monkeypatch, capsys):
        system = System(monkeypatch, user=0, manager=DNF)
        assert system_libraries.main([]) == 0
        assert system.commands == []
        assert capsys.readouterr().out.splitlines()[-1] == "    dnf install -y libglvnd-glx"

    def test_an_unknown_system_is_told_what_is_missing(self, monkeypatch, capsys):
        System(monkeypatch, manager=None)
        assert system_libraries.main([]) == 0
        assert capsys.readouterr().out == "LSTM Lab lacks on this system: libGL.so.1\n"

    def test_the_tests_want_more(self, monkeypatch, capsys):
        System(monkeypatch, needs=())
        xvfb = Need(lambda _name: False, "Xvfb", "xvfb", "", "")
        monkeypatch.setattr(system_libraries, "TEST_NEEDS", (xvfb,))
        assert system_libraries.main([]) == 0
        assert capsys.readouterr().out == ""
        assert system_libraries.main(["--tests"]) == 0
        assert "Xvfb" in capsys.readouterr().out

    @pytest.mark.parametrize("platform", ["darwin", "win32"])
    def test_other_platforms_bring_everything_themselves(self, monkeypatch, capsys, platform):
        system = System(monkeypatch, user=0)
        monkeypatch.setattr(sys, "platform", platform)
        assert system_libraries.main([]) == 0
        assert system.commands == []
        assert capsys.readouterr().out == ""
