"""TensorFlow's notes stay off the terminal; what goes wrong is told."""

import os
import sys

import pytest

from program.chatter import without_chatter

ERROR = "E0000 00:00:1795225641.347360   30245 port.cc:153] Something is wrong.\n"


def test_notes_are_held_back_and_all_else_is_passed_on(capfd):
    with without_chatter():
        os.write(2, b"WARNING: All log messages before absl::InitializeLog() is called are\n")
        os.write(2, b"I0000 00:00:1795225641.347360   30245 port.cc:153] oneDNN is on.\n")
        os.write(2, ERROR.encode())
    print("And on.", file=sys.stderr)
    assert capfd.readouterr().err == f"{ERROR}And on.\n"


def test_what_was_written_before_an_error_is_told_too(capfd):
    @without_chatter()
    def fail():
        os.write(2, ERROR.encode())
        raise ImportError

    with pytest.raises(ImportError):
        fail()
    assert capfd.readouterr().err == ERROR


def test_a_program_without_a_terminal_does_without(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    with without_chatter():
        reached = True
    assert reached
