"""Other settings make another network: the present one stays in use until that is ready."""

import threading
from dataclasses import replace
from itertools import count

import kept_runs
import numpy as np
import pytest
from small_session import go_on_to_the_end, losses, make_session, reset, train_to_the_end, undo
from small_settings import SMALL
from trained_epochs import begun

import model
from networks.process_ended import ProcessEnded
from tasks.pattern import Pattern
from training import checkpoint_file
from training.session import Session
from training.states import Command, RunState
from training.view import START_NEXT

OTHER = replace(SMALL, units=(3,))
THIRD = replace(SMALL, units=(2, 2, 2))
EPOCHS = 4


class Network:
    """A NumPy network that knows whether it is closed, and can be lost."""

    def __init__(self, settings):
        self._network = model.create_model("numpy", settings)
        self.is_open = True

    def __getattr__(self, name):
        value = getattr(self._network, name)
        if not self.is_open and callable(value):
            raise ProcessEnded("The process has ended.")
        return value

    def calling(self, method, *arguments):
        yield from ()
        return getattr(self, method)(*arguments)

    def close(self):
        self.is_open = False


class Workshop:
    """The real one; what is not free is made when the gate is open, or fails with `problem`."""

    def __init__(self):
        self.gate = threading.Event()
        self.free = SMALL.graph
        self.made = []
        self.problem = ""

    def __getattr__(self, name):
        return getattr(model, name)

    def create_model(self, backend, settings):
        if settings.graph != self.free:
            assert self.gate.wait(timeout=20)
            if self.problem:
                raise model.BackendUnavailable(self.problem)
        self.made.append(Network(settings))
        return self.made[-1]

    @property
    def open(self):
        """Units of the networks that are not closed."""
        return [network.settings.units for network in self.made if network.is_open]


@pytest.fixture
def workshop():
    workshop = Workshop()
    yield workshop
    workshop.gate.set()


@pytest.fixture
def session(qtbot, workshop):
    session = make_session(qtbot, workshop)
    session.set_epochs(EPOCHS)
    yield session
    workshop.gate.set()
    assert session.close()


@pytest.fixture
def trained(session, wait_for):
    train_to_the_end(session, wait_for)
    return session


def wait_for_settings(qtbot, session, settings):
    def is_there():
        view = session.view
        is_ready = Command.SAVE in view.commands
        return is_ready and view.settings == settings and view.next_settings is None

    qtbot.waitUntil(is_there)


def test_before_any_training_the_new_network_is_shown_at_once_and_start_waits_for_it(
    session, workshop, qtbot, wait_for
):
    session.choose_settings(OTHER)
    view = session.view
    assert (view.settings, view.next_settings) == (OTHER, None)
    assert view.parameters == sum(layer.parameters for layer in model.describe_layers(OTHER))
    assert view.status == (
        "Ready. The new network is still loading, but you can press Start already."
    )
    session.start()
    assert session.view.state is RunState.WAITING
    workshop.gate.set()
    wait_for(session, RunState.FINISHED)
    assert session.snapshots.at(1).snapshot["weights/0"].shape == (1, 12)
    qtbot.waitUntil(lambda: workshop.open == [OTHER.units])


def test_a_file_is_opened_while_the_new_network_is_still_loading(
    session, workshop, qtbot, tmp_path
):
    path = str(tmp_path / "a.keras")
    checkpoint_file.save(path, kept_runs.trained(epochs=2))
    session.choose_settings(OTHER)
    qtbot.open(session, path)
    view = session.view
    assert (view.state, view.settings, view.epoch) == (RunState.FINISHED, SMALL, 2)
    workshop.gate.set()
    qtbot.waitUntil(lambda: workshop.open == [SMALL.units])


def test_a_file_whose_network_is_awaited_gives_way_to_the_new_network_again(
    session, workshop, qtbot, tmp_path
):
    path = str(tmp_path / "a.keras")
    checkpoint_file.save(path, kept_runs.trained(epochs=2, settings=THIRD))
    session.choose_settings(OTHER)
    session.open(path)
    assert session.view.state is RunState.OPENING
    qtbot.waitUntil(lambda: Command.PAUSE in session.view.commands)
    session.pause()
    assert (session.view.state, session.view.settings) == (RunState.READY, OTHER)
    workshop.gate.set()
    wait_for_settings(qtbot, session, OTHER)
    qtbot.waitUntil(lambda: workshop.open == [OTHER.units])


def test_the_new_network_has_the_weights_of_the_seed(session, workshop, qtbot):
    workshop.gate.set()
    session.set_seed(5)
    session.choose_settings(OTHER)
    wait_for_settings(qtbot, session, OTHER)
    expected = begun(OTHER, 5)
    with qtbot.waitSignal(session.continued) as continued:
        session.predict(8)
    pattern = continued.args[0].problem
    probabilities = expected.read(pattern.repeated(256), 7)[0][-8:]
    assert np.array_equal(continued.args[0].probabilities, probabilities)


def test_the_present_network_stays_in_use_until_the_other_is_ready_and_training_rests(
    trained, workshop, qtbot, wait_for
):
    trained.choose_settings(OTHER)
    view = trained.view
    assert (view.settings, view.next_settings, view.epoch) == (SMALL, OTHER, EPOCHS)
    assert "The network with other settings is being prepared" in view.status
    with qtbot.waitSignal(trained.continued):
        trained.predict(3)
    trained.set_epochs(1000)
    trained.resume()
    workshop.gate.set()
    qtbot.waitUntil(lambda: trained._now.next_is_ready)
    assert trained.view.state is RunState.TRAINING
    assert trained.view.settings == SMALL
    trained.pause()
    wait_for_settings(qtbot, trained, OTHER)
    assert (trained.view.state, trained.view.epoch) == (RunState.READY, 0)
    assert len(trained.history) == len(trained.snapshots.epochs) == 0
    qtbot.waitUntil(lambda: workshop.open == [OTHER.units])


def test_start_waits_for_the_network_that_is_prepared_over_a_trained_one(
    trained, workshop, qtbot, wait_for
):
    trained.choose_settings(OTHER)
    assert trained.view.commands >= {Command.START, Command.CONTINUE}
    assert trained.view.status.endswith(START_NEXT)
    trained.start()
    assert trained.view.state is RunState.WAITING
    assert trained.view.status == (
        "Waiting for the new network. Training starts once it is loaded."
    )
    workshop.gate.set()
    qtbot.waitUntil(lambda: trained.view.settings == OTHER)
    wait_for(trained, RunState.FINISHED)
    assert (trained.view.epoch, trained.view.next_settings) == (EPOCHS, None)
    assert trained.view.undo == "Bring back the 4 epochs from before the change of settings"


def test_pause_takes_back_a_start_that_waits_for_a_prepared_network(trained, workshop, qtbot):
    before = losses(trained)
    trained.choose_settings(OTHER)
    trained.start()
    trained.pause()
    assert (trained.view.state, trained.view.next_settings) == (RunState.FINISHED, OTHER)
    assert losses(trained) == before
    workshop.gate.set()
    wait_for_settings(qtbot, trained, OTHER)
    assert (trained.view.state, trained.view.epoch) == (RunState.READY, 0)


def test_start_does_not_wait_for_a_prepared_network_that_cannot_be_made(trained, workshop, qtbot):
    before = losses(trained)
    workshop.problem = "There is not enough memory for this."
    trained.choose_settings(OTHER)
    trained.start()
    with qtbot.waitSignal(trained.problem):
        workshop.gate.set()
    assert (trained.view.state, trained.view.settings) == (RunState.FINISHED, SMALL)
    assert losses(trained) == before


def test_going_back_to_an_epoch_trains_on_from_there_while_another_network_is_prepared(
    trained, workshop, wait_for
):
    trained.choose_settings(OTHER)
    trained.set_epochs(3)
    trained.branch(2)
    wait_for(trained, RunState.FINISHED)
    assert (trained.view.settings, trained.view.next_settings) == (SMALL, OTHER)
    assert trained.view.epoch == 5


def test_epochs_that_are_set_while_another_network_is_prepared_are_those_of_its_run(
    trained, workshop, qtbot
):
    trained.choose_settings(OTHER)
    trained.set_epochs(2)
    workshop.gate.set()
    wait_for_settings(qtbot, trained, OTHER)
    assert (trained.view.epoch, trained.view.goal) == (0, 2)


def test_undo_brings_the_old_network_back_and_its_training_goes_on_as_if_undisturbed(
    trained, workshop, qtbot, wait_for
):
    workshop.gate.set()
    before = losses(trained)
    trained.choose_settings(OTHER)
    wait_for_settings(qtbot, trained, OTHER)
    assert trained.view.undo == "Bring back the 4 epochs from before the change of settings"
    undo(trained, wait_for)
    assert (trained.view.settings, losses(trained)) == (SMALL, before)
    go_on_to_the_end(trained, wait_for)
    reset(trained, wait_for)
    with_a_break = list(trained._now.left.moment.checkpoint.records)
    train_to_the_end(trained, wait_for, 2 * EPOCHS)
    assert losses(trained) == [record.loss for record in with_a_break]


@pytest.mark.parametrize("ask", ["undo", "open"])
def test_the_way_back_into_another_network_can_be_called_off_while_that_is_made(
    trained, workshop, qtbot, wait_for, tmp_path, ask
):
    path = str(tmp_path / "small.keras")
    qtbot.save(trained, path)
    workshop.gate.set()
    trained.choose_settings(OTHER)
    wait_for_settings(qtbot, trained, OTHER)
    train_to_the_end(trained, wait_for)
    before = losses(trained)
    workshop.gate.clear()
    workshop.free = None
    trained.undo() if ask == "undo" else trained.open(path)
    qtbot.waitUntil(lambda: Command.PAUSE in trained.view.commands)
    assert "Pause leaves everything as it was" in trained.view.status
    trained.pause()
    view = trained.view
    assert (view.state, view.settings, losses(trained)) == (RunState.FINISHED, OTHER, before)
    workshop.gate.set()
    trained.step()
    wait_for(trained, RunState.FINISHED)
    assert (trained.view.settings, losses(trained)[:-1]) == (OTHER, before)
    qtbot.waitUntil(lambda: workshop.open == [OTHER.units])


@pytest.mark.parametrize("take_back", ["choose_settings", "undo"])
def test_the_choice_can_be_taken_back_until_it_has_taken_place(trained, workshop, qtbot, take_back):
    before = losses(trained)
    trained.choose_settings(OTHER)
    assert Command.UNDO in trained.view.commands
    assert trained.view.undo == "Keep this network: take back the change of settings"
    trained.choose_settings(SMALL) if take_back == "choose_settings" else trained.undo()
    assert trained.view.next_settings is None
    workshop.gate.set()
    qtbot.wait_for_networks()
    assert (trained.view.settings, losses(trained)) == (SMALL, before)
    assert workshop.open == [SMALL.units]


def test_of_two_choices_the_later_one_counts(trained, workshop, qtbot):
    trained.choose_settings(OTHER)
    trained.choose_settings(THIRD)
    workshop.gate.set()
    wait_for_settings(qtbot, trained, THIRD)
    qtbot.waitUntil(lambda: workshop.open == [THIRD.units])


def test_a_network_that_cannot_be_made_leaves_everything_as_it_was(trained, workshop, qtbot):
    before = losses(trained)
    workshop.problem = "There is not enough memory for this."
    trained.choose_settings(OTHER)
    with qtbot.waitSignal(trained.problem) as problem:
        workshop.gate.set()
    assert problem.args == [workshop.problem]
    assert (trained.view.settings, trained.view.next_settings) == (SMALL, None)
    assert (trained.view.state, losses(trained)) == (RunState.FINISHED, before)


def test_another_rate_is_a_new_run_of_the_same_network(trained, workshop, qtbot, wait_for):
    faster = SMALL.at_rate(0.02)
    before = losses(trained)
    trained.choose_settings(faster)
    wait_for_settings(qtbot, trained, faster)
    assert trained.view.epoch == 0
    train_to_the_end(trained, wait_for)
    assert len(workshop.made) == 1
    assert losses(trained) != before
    undo(trained, wait_for)
    assert (trained.view.settings, losses(trained)) == (SMALL, before)


def test_reset_while_the_other_is_prepared_does_not_wait_for_it_to_take_over(
    trained, workshop, qtbot, wait_for
):
    trained.choose_settings(OTHER)
    reset(trained, wait_for)
    assert (trained.view.settings, trained.view.next_settings) == (OTHER, None)
    workshop.gate.set()
    train_to_the_end(trained, wait_for)
    assert workshop.open == [OTHER.units]


def test_after_many_changes_one_network_is_open(trained, workshop, qtbot, wait_for):
    workshop.gate.set()
    for settings in (OTHER, SMALL, THIRD) * 3:
        trained.choose_settings(settings)
        wait_for_settings(qtbot, trained, settings)
        trained.step()
        wait_for(trained, RunState.PAUSED, RunState.FINISHED)
    qtbot.waitUntil(lambda: workshop.open == [THIRD.units])


def end_in_pass(network, number):
    """Let it be lost when it is to train the pass of this number from now on."""
    passes = count(1)

    def train_pass(*batch):
        if next(passes) == number:
            network.close()
        return Network.__getattr__(network, "train_pass")(*batch)

    network.train_pass = train_pass


@pytest.mark.parametrize("when", ["rests", "trains"])
def test_a_network_that_is_lost_is_replaced_and_its_training_goes_on_as_if_undisturbed(
    session, workshop, qtbot, wait_for, when
):
    (network,) = workshop.made
    session.set_epochs(40)
    session.step()
    wait_for(session, RunState.PAUSED)
    if when == "rests":
        network.close()
    else:
        end_in_pass(network, 4)
    with qtbot.waitSignal(session.problem) as problem:
        session.resume()
    assert problem.args == [
        "The process has ended. Another one is started; what was learned is not lost."
    ]
    assert session.view.state is RunState.PAUSED
    go_on_to_the_end(session, wait_for)
    interrupted = losses(session)
    assert len(workshop.made) == 2
    reset(session, wait_for)
    train_to_the_end(session, wait_for)
    assert losses(session) == interrupted


def test_a_network_that_is_lost_before_it_has_its_first_weights_leaves_nothing_behind(
    qtbot, workshop, wait_for
):
    """A start that waited for it asks it for everything at once; none of that is half done."""
    session = Session(workshop, "numpy", SMALL)
    session.set_speed(None)
    session.set_problem(Pattern.read("0011"))
    session.start()
    made = workshop.create_model

    def mortal(*arguments):
        network = made(*arguments)

        def end_at_once(snapshot):
            network.close()
            raise ProcessEnded("The process has ended.")

        if len(workshop.made) == 1:
            network.restore = end_at_once
        return network

    workshop.create_model = mortal
    with qtbot.waitSignal(session.problem):
        session.load_backend()
    qtbot.waitUntil(lambda: len(workshop.made) == 2 and Command.SAVE in session.view.commands)
    assert (session.view.state, session.view.epoch) == (RunState.READY, 0)
    assert session.view.trained_problem is None
    train_to_the_end(session, wait_for)
    after_the_loss = losses(session)
    reset(session, wait_for)
    train_to_the_end(session, wait_for)
    assert losses(session) == after_the_loss
    assert session.close()
