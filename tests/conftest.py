"""What all tests share: no screen, one Keras network for all, nothing left behind."""

import gc
import os
import signal
import sys
import tempfile
from types import SimpleNamespace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_folder = tempfile.TemporaryDirectory(prefix="lstm-lab-shelf-")
# The user's own runs are none of a test's business; Python deletes the folder at its end.
os.environ["LSTM_LAB_SHELF"] = _folder.name
# What XLA has compiled for one test, or the program that it starts, serves all the others. It is
# named before processes that share the tests are begun, so they share it, too.
_compiled = tempfile.TemporaryDirectory(prefix="lstm-lab-xla-")
os.environ.setdefault("TF_XLA_FLAGS", f"--tf_xla_persistent_cache_directory={_compiled.name}")

import main

main.prepare_environment()

import pytest
from hypothesis import HealthCheck, settings
from left_running import nothing_left_running
from small_session import make_session
from waiting import StrictBot

import model
from program.garbage import GarbageCollector
from training import checkpoint_file, stepper
from training.session import Session
from training.states import RunState
from views.own_matplotlib import FOR_WINDOWS, import_matplotlib

# In the program a thread does it; windows are made at once when it is done.
import_matplotlib(FOR_WINDOWS)

settings.register_profile(
    "lab", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("lab")

# A test asks whether a thread ends, not whether that takes half a second on a busy machine.
stepper.PATIENCE = 5

TOGETHER = {
    "default network": (
        "tests/inspection/test_gradients.py",
        "tests/test_model.py",
        "tests/terminal/test_terminal.py::test_both_backends_print_the_same_losses",
        "tests/test_workshop.py",
        "tests/training/test_checkpoint_file.py",
        "tests/training/test_choosing_a_backend.py",
        "tests/training/test_leaving_a_training.py",
    ),
    "other networks": (
        "tests/cells/",
        "tests/shelf/test_any_problem.py",
        "tests/test_custom_lstm.py",
        "tests/networks/test_optimizers.py",
        "tests/training/test_keras_file.py",
        "tests/training/test_plain_keras_files.py",
    ),
    "usual picture": ("tests/views/test_own_matplotlib.py",),
    "network that counts": ("tests/experiments/test_counting_example.py",),
}
"""Tests that use the same: graphs that Keras has compiled, each of which takes seconds and is not
given back, or what is drawn or learned once for a whole file."""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Where several processes share the tests, none is left with a slow one in the end."""
    yield
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Tests that use the same go to the same of them; the rest goes round."""
    from xdist.scheduler import LoadScopeScheduling

    class SharedTogether(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            shared = (name for name, files in TOGETHER.items() if nodeid.startswith(files))
            return next(shared, nodeid)

    return SharedTogether(config, log)


@pytest.fixture(scope="session")
def compiled_keras():
    """The default Keras network, compiled once: every further one would leak and take seconds."""
    network = model.create_model("keras")
    network.compile()
    return network


@pytest.fixture
def keras_network(compiled_keras):
    """The compiled Keras network with the initial weights of seed 0."""
    compiled_keras.initialise(0)
    return compiled_keras


@pytest.fixture(scope="session", autouse=True)
def _hearing_interrupts():
    """What tests start is to hear Ctrl+C, though a suite in the background may not.

    A child inherits that a signal is ignored, but not that it is heard.
    """
    heard = signal.getsignal(signal.SIGINT)
    if heard is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, heard)


@pytest.fixture
def qtbot(qapp, request):
    """It takes no condition for true that is not there yet."""
    return StrictBot(request)


@pytest.fixture(scope="session")
def garbage_collector(qapp):
    """The program's own, in place of Python's."""
    collector = GarbageCollector(qapp)
    collector.spare_what_is_there()
    return collector


@pytest.fixture(autouse=True)
def _nothing_left_running():
    """What a test has not closed, since it failed, is ended before anybody collects it."""
    with nothing_left_running():
        yield


@pytest.fixture(autouse=True)
def _no_window_goes_while_it_is_drawn(garbage_collector):
    had_tensorflow = "tensorflow" in sys.modules
    yield
    if gc.isenabled():
        gc.disable()  # The fault is that of one test, not of all that follow.
        pytest.fail("Python's own collection was left on: it would destroy windows in any moment.")
    if "tensorflow" in sys.modules and not had_tensorflow:
        # Each later look would go through a quarter of a million objects that stay.
        garbage_collector.spare_what_is_there()
    else:
        garbage_collector.collect()


@pytest.fixture
def shelf(qtbot, tmp_path):
    """An empty shelf in a folder of its own."""
    from kept_runs import open_shelf  # Most tests need none.

    shelf = open_shelf(qtbot, tmp_path)
    yield shelf
    assert shelf.close()


@pytest.fixture
def full_disk(monkeypatch):
    """No network can be written until this is set to False."""
    disk, save = SimpleNamespace(is_full=True), checkpoint_file.save

    def save_if_there_is_room(*of, **how):
        if disk.is_full:
            raise OSError(28, "No space left on device")
        save(*of, **how)

    monkeypatch.setattr(checkpoint_file, "save", save_if_there_is_room)
    return disk


@pytest.fixture
def float64_keras():
    """Plain Keras in float64: rates and what it reports take its global precision."""
    model.import_tensorflow()
    import keras

    # The policy is that of when it is first asked for: it is to be the usual one afterwards, too.
    keras.config.set_dtype_policy("float32")
    keras.config.set_floatx("float64")
    yield
    keras.config.set_floatx("float32")


@pytest.fixture
def session(qtbot):
    """A session on the NumPy backend, ready, with a pattern typed, at full speed."""
    session = make_session(qtbot)
    yield session
    assert session.close()


@pytest.fixture
def wait_for(qtbot):
    """Wait until a session has come to a state."""

    def wait(session: Session, *states: RunState) -> None:
        qtbot.waitUntil(lambda: session.view.state in states)

    return wait


@pytest.fixture
def own_folder(tmp_path, monkeypatch):
    """What the program keeps, it keeps in a folder of the test's own."""
    monkeypatch.setenv("LSTM_LAB_SHELF", str(tmp_path))


@pytest.fixture
def window(qtbot, own_folder):
    """The main window on a small NumPy net with a shelf of its own, 0,1,0,1 typed, at full speed.

    Files about other windows have theirs under this name.
    """
    from student import main_window  # Most tests need neither Qt's widgets nor the windows.

    with main_window(qtbot) as window:
        yield window


@pytest.fixture
def pages_are_here(qtbot, window):
    """Those of data can be shown at once, as in a program but for its first seconds."""
    from views.awaited_page import OF_FILES
    from views.problem_editor import ProblemEditor

    editor = window.findChild(ProblemEditor)
    editor.prepare()
    qtbot.waitUntil(lambda: not editor._coming._jobs.is_at_work)
    assert all(page.is_prepared_for(name) for name, page in OF_FILES.items())
