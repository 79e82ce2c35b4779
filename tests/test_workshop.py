"""The workshop of the window: Keras computes in a process of its own, as if it were in this one."""

import os
import signal
import sys
from dataclasses import replace

import numpy as np
import psutil
import pytest

import model
import workshop
from networks.network import BackendUnavailable
from networks.own_process import OwnProcess
from networks.process_ended import ProcessEnded
from networks.settings import DEFAULT_SETTINGS, Settings
from tasks.text.book import default_book
from tasks.text.book_task import SUITS_A_BOOK, fit

SMALL = Settings(units=(3,), rows=2, window=3, updates=2, passes=1)


class Lister:
    """In place of a network; what it imports is what one has to."""

    def __init__(self):
        model.create_model("numpy", SMALL)

    def modules(self):
        return sorted(sys.modules)


@pytest.fixture
def numpy_in_a_process(monkeypatch):
    """A NumPy network in a process of its own, which is there in no time."""
    monkeypatch.setattr(workshop, "IN_OWN_PROCESS", {"numpy"})
    network = workshop.create_model("numpy", SMALL)
    yield network
    network.close()


def passes(network):
    """All that a network answers, asked in the order of a training."""
    rng = np.random.default_rng(0)
    inputs = rng.integers(0, 2, (2, 2, 3, 1)).astype(np.float32)
    targets = rng.integers(0, 2, (2, 2, 1)).astype(np.float32)
    network.compile()
    network.initialise(3)
    yield network.train_pass(inputs, targets)
    kept = network.snapshot()
    network.reset_states()
    yield network.evaluate_pass(inputs)
    network.reset_optimizer()
    yield network.train_pass(inputs, targets)
    network.restore(kept)
    yield network.train_pass(inputs, targets)
    heard, memory = network.read(np.array([0, 1, 1]))
    yield heard
    yield network.read(np.array([1]), 4, memory)[0]
    yield from network.snapshot().values()


def test_a_network_in_a_process_of_its_own_answers_what_it_would_here(numpy_in_a_process):
    here = model.create_model("numpy", SMALL)
    for there, expected in zip(passes(numpy_in_a_process), passes(here), strict=True):
        assert np.array_equal(there, expected)
    assert numpy_in_a_process.layers == here.layers
    assert numpy_in_a_process.parameters == here.parameters
    assert (numpy_in_a_process.backend, numpy_in_a_process.settings) == ("numpy", SMALL)


def test_what_does_not_fit_is_refused_as_here(numpy_in_a_process):
    with pytest.raises(ValueError, match="The snapshot is of another net"):
        numpy_in_a_process.restore({"weights/0": np.zeros(1)})


def test_a_backend_that_does_not_exist_is_told_when_it_is_compiled(monkeypatch):
    monkeypatch.setattr(workshop, "IN_OWN_PROCESS", {"torch"})
    network = workshop.create_model("torch", SMALL)
    with pytest.raises(BackendUnavailable, match="There is no backend `torch`"):
        network.compile()
    network.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no process there is killed by a signal")
def test_a_network_whose_process_was_killed_says_so(numpy_in_a_process):
    numpy_in_a_process.initialise(0)
    os.kill(numpy_in_a_process.process.pid, signal.SIGKILL)
    with pytest.raises(ProcessEnded, match="The process that computes the network has ended"):
        numpy_in_a_process.snapshot()


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ("import os; os.abort()", "has ended by itself"),
        ("import os; os._exit(3)", "has ended by itself"),
        ("raise SystemExit(3)", "TensorFlow cannot be loaded"),
        ("raise ImportError('no such thing')", "no such thing"),
    ],
)
def test_a_library_that_ends_its_process_is_told_in_a_sentence(tmp_path, monkeypatch, says, told):
    for name in ("keras", "tensorflow"):
        (tmp_path / f"{name}.py").write_text(says)
    monkeypatch.syspath_prepend(tmp_path)
    network = workshop.create_model("keras", SMALL)
    with pytest.raises(BackendUnavailable, match="cannot be loaded") as caught:
        network.compile()
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
    network.close()


LARGEST = replace(DEFAULT_SETTINGS, units=(256,) * 4, rows=256, window=64)
OF_A_BOOK = fit(default_book(), SUITS_A_BOOK)


@pytest.mark.parametrize("settings", [LARGEST, OF_A_BOOK], ids=["largest", "book"])
def test_a_network_of_numpy_of_which_an_update_holds_up_is_computed_elsewhere(settings):
    network = workshop.create_model("numpy", settings)
    assert isinstance(network, workshop.NetworkInOwnProcess)
    network.close()


def test_closed_it_is_gone(numpy_in_a_process):
    numpy_in_a_process.initialise(0)
    numpy_in_a_process.close()
    numpy_in_a_process.close()
    assert not psutil.pid_exists(numpy_in_a_process.process.pid)


@pytest.mark.parametrize("settings", [SMALL, DEFAULT_SETTINGS])
def test_numpy_computes_in_this_process(settings):
    network = workshop.create_model("numpy", settings)
    assert type(network) is type(model.create_model("numpy", settings))


@pytest.mark.slow
def test_keras_learns_there_what_it_learns_here_whatever_its_neighbour_learns(keras_network):
    network = workshop.create_model("keras", DEFAULT_SETTINGS)
    try:
        network.compile()
        network.initialise(0)
        neighbour = network.beside("keras", SMALL)
        *_, learned = passes(neighbour)
        assert learned.any()
        neighbour.close()
        assert set(network.snapshot()) == set(keras_network.snapshot())
        shape = DEFAULT_SETTINGS.window_shape
        inputs = np.ones((shape.updates, shape.rows, shape.window, 1), np.float32)
        targets = np.ones((shape.updates, shape.rows, 1), np.float32)
        for _ in range(2):
            there, here = (each.train_pass(inputs, targets) for each in (network, keras_network))
            assert there == pytest.approx(here, rel=1e-5)
    finally:
        network.close()


def test_the_process_of_a_network_imports_nothing_of_the_windows():
    """Qt least of all: beside it, TensorFlow has crashed."""
    process = OwnProcess("lists", Lister)
    try:
        imported = set(process.call("modules"))
    finally:
        process.end()
    assert "model" in imported
    assert not imported & {"PyQt5", "app", "training.worker", "matplotlib", "tensorflow"}
