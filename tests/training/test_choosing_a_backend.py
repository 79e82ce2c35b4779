"""What computes the network can be changed at rest: nothing is lost, and nobody waits for Keras."""

import threading
from dataclasses import replace

import pytest
from small_session import go_on_to_the_end, losses, reset, step, train_to_the_end
from small_settings import SMALL

import model
from tasks.pattern import Pattern
from training import checkpoint_file
from training.session import Session
from training.states import Command, RunState

AT_REST = (RunState.READY, RunState.PAUSED, RunState.FINISHED)
EPOCHS = 6


class TwoBackends:
    """The real workshop, but its Keras is a NumPy net that is there when the gate is open."""

    def __init__(self, problem=""):
        self.gate = threading.Event()
        self.asked = []
        self._problem = problem

    def __getattr__(self, name):
        return getattr(model, name)

    def load_backend(self, backend):
        self.asked.append(backend)
        if backend == "keras":
            assert self.gate.wait(timeout=20)
            if self._problem:
                raise model.BackendUnavailable(self._problem)

    def create_model(self, backend, settings):
        network = model.create_model("numpy", settings)
        network.backend = backend
        return network


@pytest.fixture
def workshop():
    workshop = TwoBackends()
    yield workshop
    workshop.gate.set()


@pytest.fixture
def make(workshop, qtbot):
    """A session on a backend, with a pattern typed, at full speed; its loading has begun."""
    sessions = []

    def make(backend, workshop=workshop):
        session = Session(workshop, backend, SMALL)
        sessions.append(session)
        session.set_speed(None)
        session.set_epochs(EPOCHS)
        session.set_problem(Pattern.read("0011"))
        session.load_backend()
        qtbot.waitUntil(lambda: workshop.asked == [backend])
        return session

    yield make
    workshop.gate.set()
    for session in sessions:
        qtbot.wait_for_networks()
        assert session.close()


@pytest.fixture
def undisturbed(make, wait_for):
    """Losses of a training without any change of backend."""
    session = make("numpy", TwoBackends())
    train_to_the_end(session, wait_for)
    return losses(session)


def is_ready(session):
    return Command.SAVE in session.view.commands


def test_numpy_trains_while_keras_is_still_loading_and_is_not_interrupted_by_it(
    make, workshop, qtbot, wait_for, undisturbed
):
    session = make("keras")
    session.choose_backend("numpy")
    step(session, wait_for)
    assert not workshop.gate.is_set()
    session.history_grew.connect(workshop.gate.set)
    session.set_speed(20)
    session.resume()
    wait_for(session, RunState.FINISHED)
    assert losses(session) == undisturbed
    qtbot.wait_for_networks()
    assert session.view.backend == session._worker._training.network.backend == "numpy"


def test_a_start_that_waits_for_keras_begins_at_once_with_numpy(
    make, workshop, wait_for, undisturbed
):
    session = make("keras")
    session.start()
    assert session.view.state is RunState.WAITING
    session.choose_backend("numpy")
    wait_for(session, RunState.FINISHED)
    assert not workshop.gate.is_set()
    assert losses(session) == undisturbed


def test_a_start_that_waits_for_other_settings_waits_for_them_on_the_other_backend(
    make, workshop, wait_for
):
    session, other = make("numpy"), replace(SMALL, units=(3,))
    train_to_the_end(session, wait_for)
    session.choose_settings(other)
    session.start()
    session.choose_backend("keras")
    assert session.view.state is RunState.WAITING
    workshop.gate.set()
    wait_for(session, RunState.FINISHED)
    view, network = session.view, session._worker._training.network
    assert (view.settings, view.epoch, view.next_settings) == (other, EPOCHS, None)
    assert (view.backend, network.backend, network.settings) == ("keras", "keras", other)


def test_training_goes_on_exactly_where_it_stands_with_the_other_backend(
    make, workshop, qtbot, wait_for, undisturbed
):
    workshop.gate.set()
    session = make("numpy")
    qtbot.waitUntil(lambda: is_ready(session))
    for backend in ("keras", "numpy") * (EPOCHS // 2):
        session.choose_backend(backend)
        session.step()
        wait_for(session, RunState.PAUSED, RunState.FINISHED)
        assert session.view.backend == backend
        assert session._worker._training.network.backend == backend
    assert losses(session) == undisturbed
    assert workshop.asked == ["numpy", "keras"]


def test_what_is_asked_while_keras_loads_waits_and_then_goes_on(
    make, workshop, qtbot, wait_for, undisturbed
):
    session = make("numpy")
    step(session, wait_for)
    session.choose_backend("keras")
    assert session.view.status == (
        "TensorFlow is still loading, but you can go on already. Nothing is lost."
    )
    assert not {Command.PREDICT, Command.RESET, Command.NEW_WEIGHTS} & session.view.commands
    session.resume()
    assert session.view.state is RunState.WAITING
    session.pause()
    assert session.view.state is RunState.PAUSED
    session.resume()
    workshop.gate.set()
    wait_for(session, RunState.FINISHED)
    assert losses(session) == undisturbed
    assert session._worker._training.network.backend == "keras"


def test_a_change_of_mind_while_keras_loads_costs_nothing(make, workshop, wait_for, undisturbed):
    session = make("numpy")
    step(session, wait_for)
    for backend in ("keras", "numpy", "keras", "numpy"):
        session.choose_backend(backend)
    assert is_ready(session)
    go_on_to_the_end(session, wait_for)
    assert losses(session) == undisturbed
    assert workshop.asked == ["numpy", "keras"]


def test_a_seed_that_is_set_while_keras_loads_counts(make, workshop, qtbot, wait_for):
    session = make("numpy")
    qtbot.waitUntil(lambda: is_ready(session))
    session.choose_backend("keras")
    session.set_seed(5)
    workshop.gate.set()
    train_to_the_end(session, wait_for)
    first = losses(session)
    reset(session, wait_for)
    train_to_the_end(session, wait_for)
    assert (session.view.seed, losses(session)) == (5, first)


def test_without_keras_the_status_says_why_and_numpy_goes_on(make, qtbot, wait_for, undisturbed):
    workshop = TwoBackends("TensorFlow is not installed.")
    workshop.gate.set()
    session = make("keras", workshop)
    wait_for(session, RunState.UNAVAILABLE)
    assert session.view.status == (
        "TensorFlow is not installed. Choose NumPy (from scratch) to go on, "
        "or Keras (TensorFlow) again to try once more."
    )
    session.choose_backend("numpy")
    train_to_the_end(session, wait_for)
    assert losses(session) == undisturbed


def test_a_keras_that_was_not_available_can_be_tried_again(make, wait_for, undisturbed):
    workshop = TwoBackends("Keras was ended.")
    workshop.gate.set()
    session = make("keras", workshop)
    wait_for(session, RunState.UNAVAILABLE)
    workshop._problem = ""
    session.choose_backend("keras")
    train_to_the_end(session, wait_for)
    assert workshop.asked == ["keras", "keras"]
    assert losses(session) == undisturbed


@pytest.mark.parametrize("waits", [False, True])
def test_where_keras_is_missing_a_training_stays_with_numpy_and_is_told_why(
    make, qtbot, wait_for, tmp_path, undisturbed, waits
):
    workshop = TwoBackends("TensorFlow is not installed.")
    session = make("numpy", workshop)
    step(session, wait_for)
    session.choose_backend("keras")
    if waits:
        session.resume()
        assert session.view.state is RunState.WAITING
    with qtbot.waitSignal(session.problem) as problem:
        workshop.gate.set()
    assert problem.args == ["TensorFlow is not installed."]
    assert (session.view.state, session.view.backend) == (RunState.PAUSED, "numpy")
    assert {Command.RESET, Command.PREDICT} < session.view.commands
    qtbot.save(session, tmp_path / "a.keras")
    go_on_to_the_end(session, wait_for)
    assert losses(session) == undisturbed


def test_a_keras_that_fails_after_it_was_given_up_is_not_told(make, qtbot, wait_for):
    workshop = TwoBackends("TensorFlow is not installed.")
    session = make("keras", workshop)
    session.choose_backend("numpy")
    session.start()
    workshop.gate.set()
    wait_for(session, RunState.FINISHED)
    qtbot.wait_for_networks()
    assert session.view.state is RunState.FINISHED


def test_the_backend_cannot_be_changed_while_training_runs(make, wait_for):
    session = make("numpy")
    session.set_epochs(10_000)
    session.start()
    wait_for(session, RunState.TRAINING)
    session.choose_backend("keras")
    assert session.view.backend == "numpy"


def save_with_the_other_backend(session, qtbot, path):
    """Rewrite a file of ``session`` as if the other backend had trained it."""
    qtbot.save(session, path)
    checkpoint = checkpoint_file.load(path)
    other = "keras" if checkpoint.backend == "numpy" else "numpy"
    checkpoint_file.save(path, replace(checkpoint, backend=other))


def test_a_file_of_keras_is_opened_with_numpy_at_once_where_numpy_is_chosen(
    make, workshop, qtbot, wait_for, tmp_path, undisturbed
):
    session = make("numpy")
    step(session, wait_for)
    path = tmp_path / "a.keras"
    save_with_the_other_backend(session, qtbot, path)
    with qtbot.assertNotEmitted(session.problem), qtbot.waitSignal(session.opened):
        session.open(str(path))
    assert workshop.asked == ["numpy"]
    assert session.view.backend == "numpy"
    go_on_to_the_end(session, wait_for)
    assert losses(session) == undisturbed


def test_undo_keeps_the_backend_that_was_chosen_meanwhile(
    make, workshop, qtbot, wait_for, undisturbed
):
    workshop.gate.set()
    session = make("numpy")
    step(session, wait_for)
    reset(session, wait_for)
    session.choose_backend("keras")
    qtbot.waitUntil(lambda: is_ready(session))
    session.undo()
    wait_for(session, RunState.PAUSED)
    assert session.view.backend == "keras"
    go_on_to_the_end(session, wait_for)
    assert losses(session) == undisturbed
    assert session._worker._training.network.backend == "keras"


def test_closing_does_not_wait_for_keras_and_says_that_it_is_loading(workshop, qtbot, wait_for):
    session = Session(workshop, "keras", SMALL)
    session.load_backend()
    session.choose_backend("numpy")
    qtbot.waitUntil(lambda: is_ready(session))
    assert not session.close()


@pytest.mark.slow
def test_keras_and_numpy_take_turns_in_one_training(qtbot, wait_for, compiled_keras):
    class Workshop(TwoBackends):
        def create_model(self, backend, settings):
            return compiled_keras if backend == "keras" else model.create_model(backend, settings)

    workshop = Workshop()
    workshop.gate.set()
    session = Session(workshop, "keras", compiled_keras.settings)
    session.set_speed(None)
    session.set_problem(Pattern.read("01"))
    session.load_backend()
    train_to_the_end(session, wait_for)
    alone = losses(session)[:4]
    reset(session, wait_for)
    for backend in ("numpy", "keras", "numpy", "keras"):
        session.choose_backend(backend)
        step(session, wait_for)
    assert losses(session) == pytest.approx(alone, rel=1e-3)
    assert session.close()
