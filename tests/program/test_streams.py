"""Whatever is printed can be printed everywhere: signs degrade, and nothing fails over them."""

import ctypes
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from program.streams import prepare_streams, quiet_about_lost_readers

ROOT = Path(__file__).parents[2]
SHORT = ("--headless", "--backend", "numpy", "--units", "2", "--epochs", "1")


def printed(text, encoding, monkeypatch):
    """What a stream of that encoding gets of a text."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", stream)
    prepare_streams()
    print(text, end="", flush=True)
    return stream.buffer.getvalue()


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("ascii", b"N[,N...] 3 x 2 -1 -> \\u6f22 \\xe4 \\udcff"),
        ("latin-1", b"N[,N...] 3 \xd7 2 -1 -> \\u6f22 \xe4 \\udcff"),
        ("cp437", b"N[,N...] 3 x 2 -1 -> \\u6f22 \x84 \\udcff"),
        ("utf-8", "N[,N…] 3 × 2 −1 → 漢 ä ".encode() + b"\\udcff"),
    ],
)
def test_a_sign_that_a_stream_does_not_have_is_written_in_others(encoding, expected, monkeypatch):
    assert printed("N[,N…] 3 × 2 −1 → 漢 ä \udcff", encoding, monkeypatch) == expected


def test_without_streams_what_is_printed_goes_nowhere(monkeypatch):
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    prepare_streams()
    print("…")
    print("…", file=sys.stderr)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.close()


def test_what_fails_beside_the_streams_is_told_as_what_it_is(tmp_path):
    with (
        pytest.raises(FileNotFoundError, match="nowhere"),
        quiet_about_lost_readers(),
        open(tmp_path / "nowhere"),
    ):
        pass
    with pytest.raises(OSError, match="libnowhere"), quiet_about_lost_readers():
        ctypes.CDLL("libnowhere.so")


def run(*arguments, **environment):
    """The program with these arguments in that environment, to its end."""
    return subprocess.run(
        [sys.executable, "main.py", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        timeout=120,
    )


NARROW = {
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "cp437": {"PYTHONIOENCODING": "cp437"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "posix": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


@pytest.mark.slow
@pytest.mark.parametrize("environment", NARROW.values(), ids=NARROW)
def test_help_and_tables_and_sentences_are_printed_on_every_stream(environment, tmp_path):
    told = run("--help", **environment)
    assert (told.returncode, told.stderr) == (0, b"")
    assert b"--units N[,N...]" in told.stdout
    table = run(*SHORT, "--pattern", "0" * 32 + "1", **environment)
    assert (table.returncode, table.stderr) == (0, b"")
    assert b"Pattern " + b"0" * 32 + b"..., period 33" in table.stdout
    refused = run("--epochs", "9" * 200, **environment)
    assert refused.returncode == 2
    assert b"9...` is not a whole number" in refused.stderr
    path = tmp_path / "漢.csv"
    saved = run(*SHORT, "--json", "--csv", path, **environment)
    assert (saved.returncode, saved.stderr) == (0, b"")
    assert [json.loads(line)["event"] for line in saved.stdout.splitlines()] == ["epoch", "result"]
    assert path.exists()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals there")
def test_a_terminal_that_knows_ascii_alone_gets_a_spinner_and_a_bar_of_it():
    import pty

    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "TERM": "xterm"}
    with subprocess.Popen(
        [sys.executable, "main.py", *SHORT],
        cwd=ROOT,
        env=environment,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        said = b""
        try:
            while some := os.read(ours, 4096):
                said += some
        except OSError:  # So Linux tells that the other end is closed.
            pass
        assert process.wait(timeout=120) == 0
    os.close(ours)
    assert said.isascii()
    assert b"\\u28" not in said
    assert b"Preparing the network..." in said
    assert b"Continuation: " in said


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="descriptors are closed by a shell")
@pytest.mark.parametrize(
    ("line", "statuses"),
    [
        ("--help | true", {0, 141}),
        ("--epochs 0 2>&1 | true", {2, 141}),
        (f"{' '.join(SHORT)} >&-", {0}),
        (f"{' '.join(SHORT)} --json --csv $0/H.csv <&- >&- 2>&-", {0}),
        ("--epochs 0 2>&-", {2}),
    ],
)
def test_a_stream_that_is_closed_is_no_trouble(line, statuses, tmp_path):
    script = f'"{sys.executable}" main.py {line}'
    if "|" in line:
        arguments, _, reader = line.rpartition("|")
        script = f'"{sys.executable}" main.py {arguments} | {reader}; exit ${{PIPESTATUS[0]}}'
    done = subprocess.run(
        ["bash", "-c", script, str(tmp_path)], cwd=ROOT, capture_output=True, timeout=120
    )
    # Of what is wrong with a command line argparse keeps to itself that nobody hears it.
    assert done.returncode in statuses
    assert done.stderr == b""


@pytest.mark.slow
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no such device there")
@pytest.mark.parametrize("option", ["--help", "--list-tasks", "--list-presets"])
def test_where_there_is_no_room_for_what_is_printed_that_is_said_in_a_sentence(option):
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "main.py", option],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=120,
        )
    assert (done.returncode, done.stderr) == (1, b"No space left on device.\n")
