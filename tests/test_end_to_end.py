"""The program in a process of its own, its window shown on a screen.

Two crashes of Qt and TensorFlow in one process happen only there: Mesa's libLLVM, loaded
when the first real window is shown, and TensorFlow's first import in a slot of a QThread.
So TensorFlow is in another process, which must neither outlive the program nor take it along.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Timer

import pytest
from own_program import run_python

from shelf.shelf_files import FOLDER_VARIABLE
from training import checkpoint_file

REPOSITORY = Path(__file__).parents[1]
DRIVER = str(REPOSITORY / "tests" / "drive_window.py")
PATIENCE = 300
"""Seconds until a program that hangs is killed."""
NOT_FOR_THE_TERMINAL = (
    "QThread: Destroyed",
    "QObject::",
    "Segmentation",
    "Fatal",
    "Traceback",
    "core dumped",
    "absl::InitializeLog",
)
"""Signs of a crash, and what TensorFlow says of itself."""
FROM_THE_TEST_SUITE = (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "QT_QPA_PLATFORM",
    "QT_QPA_PLATFORMTHEME",
    "QT_XCB_GL_INTEGRATION",
    "QT_API",
)
"""What the program itself has to set, and what is of the screen these tests run on."""
QUICK = ("--units", "8", "--rows", "8", "--window", "8")
"""A network that Keras has compiled soon, where a test asks for nothing that a larger one has."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def screen():
    """The number of a screen of its own, with a window manager if there is one."""
    if not shutil.which("Xvfb"):
        pytest.skip("Xvfb is not installed: without it no real window can be shown")
    with ExitStack() as running:
        number = running.enter_context(virtual_screen())
        if shutil.which("openbox"):
            running.enter_context(process(["openbox", "--sm-disable"], env=environment(number)))
        yield number


@contextmanager
def virtual_screen(*options):
    """Xvfb under a number that is free; it finds one by itself."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1024x24", *options]
    with open(reading) as numbers, process(command, pass_fds=[writing]):
        os.close(writing)
        number = numbers.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"


@contextmanager
def process(command, **options):
    """A program in the background, ended with the block."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **quiet, **options) as running:
        try:
            yield running
        finally:
            running.terminate()


def environment(display=None):
    """This process's environment as a user has it, on that screen."""
    kept = {name: value for name, value in os.environ.items() if name not in FROM_THE_TEST_SUITE}
    return kept | ({"DISPLAY": display} if display else {})


@pytest.fixture
def start(screen, tmp_path):
    """Start a Python file, by its name and arguments, on the screen."""
    tmp_path.chmod(0o700)  # As Qt wants its XDG_RUNTIME_DIR.
    with ExitStack() as afterwards:

        def popen(*arguments):
            program = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=REPOSITORY,
                env=environment(screen) | {"XDG_RUNTIME_DIR": str(tmp_path)},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            afterwards.enter_context(program)
            afterwards.callback(program.kill)
            patience = Timer(PATIENCE, program.kill)
            patience.start()
            afterwards.callback(patience.cancel)
            return program

        yield popen


@pytest.fixture
def drive(start):
    """Run a script of ``drive_window.py`` to its end; what it told."""

    def run(script, *options):
        return json.loads(ended_well(start(DRIVER, script, *options)))

    return run


def ended_well(program, allowed=()):
    """Wait for the end of a program, which must be a good one; what it printed."""
    output, errors = program.communicate()
    signs = [sign for sign in NOT_FOR_THE_TERMINAL if sign in errors and sign not in allowed]
    assert (program.returncode, signs) == (0, []), errors
    return output


def xdotool(screen, *arguments):
    """Send real events to the screen; what xdotool answers."""
    return subprocess.run(
        ["xdotool", *arguments],
        env=environment(screen),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=PATIENCE,
    ).stdout.strip()


@pytest.fixture
def keys(screen):
    """Type on the real keyboard, into the main window, once that is on the screen."""
    for tool in ("xdotool", "openbox"):
        if not shutil.which(tool):
            pytest.skip(f"{tool} is not installed: without it no real keys can be typed")

    def send(*commands):
        name = ("search", "--sync", "--onlyvisible", "--name", "^LSTM Lab$")
        xdotool(screen, *name, "windowactivate", "--sync")
        for command in commands:
            xdotool(screen, *command)

    return send


def test_a_student_trains_with_keras_looks_predicts_saves_and_closes(drive, tmp_path):
    told = drive(f"whole:{tmp_path}")
    assert told["state_after_start"] == "WAITING"
    assert told["epochs"] == list(range(1, told["paused_after"] + 11))
    assert told["last_loss"] < told["first_loss"]
    assert told["next"].startswith("0")
    assert told["saved"]
    assert told["imported"] == []


def test_a_student_chooses_another_task_which_keras_learns_and_asks_about_it(drive):
    told = drive("another_task")
    assert told["parameters"] == "Total parameters: 3,860"
    assert told["accuracy"] > 0.95
    assert told["expected"] == "0"
    assert "after 3 epochs" in told["said"]


def test_real_keys_type_a_pattern_train_it_and_close_the_window(start, keys):
    program = start(DRIVER, "trained_from_outside", "--epochs", "2", "--backend", "numpy")
    keys(("key", "alt+p"), ("key", "ctrl+a"), ("type", "0,1,1"), ("key", "F5"))
    told = program.stdout.readline()
    keys(("key", "alt+F4"))
    ended_well(program)
    assert json.loads(told) == {"pattern": "0,1,1", "epochs": [1, 2]}


def test_the_window_managers_wish_to_close_ends_the_program(start, keys):
    program = start("main.py")
    keys(("key", "alt+F4"))
    ended_well(program)


@pytest.mark.parametrize("moment", ["shown", "importing", "compiling", "training"])
def test_the_window_can_be_closed_at_any_moment(drive, moment):
    told = drive(f"closed_when:{moment}", *QUICK)
    assert told["state"] == ("TRAINING" if moment == "training" else "WAITING")
    assert not (told["folder"] and Path(told["folder"]).exists())


@pytest.mark.parametrize("moment", ["importing", "compiling"])
def test_numpy_trains_while_keras_is_made_and_they_take_turns(drive, moment):
    told = drive(f"numpy_meanwhile:{moment}", "--epochs", "2", *QUICK)
    assert told["keras_was_loading"]
    assert told["state_after_continue"] == "WAITING"
    assert told["computed_by"] == ["keras", "numpy"]
    assert len(told["losses"]) == 5
    assert told["losses"][-1] < told["losses"][0]


@pytest.mark.parametrize("first", [0, 5])
def test_windows_are_shown_at_once_and_filled_when_matplotlib_is_here(drive, first):
    told = drive(f"opened_while_importing:{first}", "--backend", "numpy")
    assert told["shown_while_importing"] > 0
    assert told["visible"] == told["all"]
    assert told["open"] == 1 + len(told["all"])


@pytest.mark.skipif(sys.platform == "win32", reason="no process there is killed by a signal")
def test_keras_goes_on_when_its_process_was_killed(drive):
    told = drive("killed_while_training", "--epochs", "6", *QUICK)
    assert told["told"].startswith("The process that computes the network has ended")
    assert told["epochs"] == [1, 2, 3, 4, 5, 6]
    assert told["another"]
    assert told["first_is_gone"]


@pytest.mark.skipif(not Path("/proc").exists(), reason="it is there that children are listed")
@pytest.mark.parametrize(
    ("moment", "name"),
    [("importing", "SIGKILL"), ("compiling", "SIGKILL"), ("compiling", "SIGINT")],
)
def test_a_program_that_is_killed_leaves_no_process_and_no_file_behind(start, moment, name):
    """Asked by SIGINT it closes its window, which is tried at every moment elsewhere."""
    number = getattr(signal, name)
    program = start(DRIVER, f"killed_when:{moment}:{number:d}", *QUICK)
    told = json.loads(program.stdout.readline())
    _, errors = program.communicate()
    assert program.returncode == -number
    assert "Traceback" not in errors
    deadline = time.monotonic() + PATIENCE
    while Path(f"/proc/{told['pid']}").exists() or Path(told["folder"]).exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.skipif(sys.platform == "win32", reason="no process there is asked to end by a signal")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_run_under_way_is_on_the_shelf_when_the_program_is_asked_to_end(
    start, monkeypatch, tmp_path, name
):
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    number = getattr(signal, name)
    # Whoever runs the tests under nohup ignores SIGHUP, and the program would inherit that.
    before = signal.signal(number, signal.SIG_DFL)
    program = start(DRIVER, f"asked_to_end:{number:d}", "--backend", "numpy")
    signal.signal(number, before)
    _, errors = program.communicate()
    assert program.returncode == -number
    assert "Traceback" not in errors
    (network,) = tmp_path.rglob("*.keras")
    assert len(checkpoint_file.load(str(network)).records) >= 3


@pytest.mark.parametrize("script", ["trouble", "trouble_in_a_thread"])
def test_an_error_in_a_slot_is_told_in_a_box_and_the_program_goes_on(start, script):
    program = start(DRIVER, script, "--backend", "numpy", "--epochs", "1")
    told = json.loads(ended_well(program, allowed=["Traceback"]))
    assert "RuntimeError: on purpose" in told["told"]
    assert told["epochs"] == [1]


INTERRUPTED_AT = """
import os, runpy, signal, sys

sys.argv[0], module = "main.py", sys.argv.pop(1)

class Interrupter:
    @staticmethod
    def find_spec(name, *_):
        if name == module:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupter)
runpy.run_path("main.py", run_name="__main__")
"""
"""Presses Ctrl+C, so to speak, when a module is about to be imported."""


@pytest.mark.skipif(sys.platform == "win32", reason="no process there can press its own Ctrl+C")
@pytest.mark.parametrize(
    "module",
    [
        "traceback",
        "program.streams",
        "program.display",
        "numpy",
        "numpy._core._methods",
        "terminal.headless",
    ],
)
def test_control_c_while_it_starts_ends_it_without_a_word(module):
    job = INTERRUPTED_AT, module, "--backend", "numpy", "--epochs", "1"
    done = run_python("-c", *job, environment=environment(), timeout=PATIENCE)
    assert (done.returncode, done.stdout) == (130, "")
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no process there ignores its Ctrl+C")
def test_a_suite_that_is_started_in_the_background_lets_its_programs_hear_control_c():
    test = f"{__file__}::test_control_c_while_it_starts_ends_it_without_a_word[program.display]"
    ignoring = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"
    suite = f"{ignoring}; import pytest; raise SystemExit(pytest.main([{test!r}]))"
    done = run_python("-c", suite, timeout=PATIENCE)
    assert done.returncode == 0, done.stdout


def run_without_a_window(surroundings):
    """Train in the terminal although ``--headless`` was not asked for; the lines on stderr."""
    job = ["main.py", "--epochs", "1", "--backend", "numpy"]
    done = run_python(*job, environment=surroundings, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    assert "0101" in done.stdout
    return done.stderr.splitlines()


def test_without_a_display_it_says_so_and_trains_in_the_terminal():
    assert run_without_a_window(environment()) == [
        "There is no display, so the training runs here in the terminal."
    ]


@pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xauth")), reason="it takes Xvfb and xauth"
)
def test_a_display_that_does_not_let_it_in_is_no_display_either(tmp_path):
    keys = tmp_path / "keys"
    keys.touch()
    subprocess.run(["xauth", "-f", keys, "add", ":0", ".", "0" * 32], check=True)
    with virtual_screen("-auth", str(keys)) as screen:
        without_key = environment(screen) | {"XAUTHORITY": str(tmp_path / "nothing")}
        *_, last = run_without_a_window(without_key)
    assert last == (
        f"The display {screen} does not let this program in,"
        " so the training runs here in the terminal."
    )
