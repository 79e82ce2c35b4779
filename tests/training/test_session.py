"""The session does what the buttons ask, in every order, and loses nothing."""

from dataclasses import replace

import numpy as np
import pytest
from small_session import (
    LONG_PATTERN,
    Workshop,
    go_on_to_the_end,
    losses,
    make_session,
    pause_within_an_epoch,
    reset,
    train_to_the_end,
)
from small_settings import SMALL

import model
from networks import numpy_network
from networks.settings import RATE_FALLS
from tasks.pattern import Pattern
from training.session import Session
from training.states import RUNNING, Command, RunState


def test_start_trains_as_many_epochs_as_asked_for(session, wait_for):
    train_to_the_end(session, wait_for, 3)
    assert [record.epoch for record in session.history] == [1, 2, 3]
    assert session.view.status == "Finished 3 epochs. Predict, or Continue to train on."


def test_start_before_the_backend_is_there_waits_and_then_trains(qtbot, wait_for):
    session = Session(model, "numpy", SMALL)
    session.set_speed(None)
    session.set_problem(Pattern.read("01"))
    session.start()
    assert session.view.state is RunState.WAITING
    assert "Waiting" in session.view.status
    session.load_backend()
    wait_for(session, RunState.FINISHED)
    assert session.close()


def test_a_start_that_waits_can_be_taken_back(qtbot):
    session = Session(model, "numpy", SMALL)
    session.set_problem(Pattern.read("01"))
    session.start()
    session.pause()
    assert session.view.state is RunState.READY
    with qtbot.waitSignal(session.changed):
        session.load_backend()
    assert not len(session.history)
    assert session.close()


def test_pausing_and_paused_are_told_apart_and_continue_goes_on(session, qtbot, wait_for):
    session.set_epochs(5_000)
    session.start()
    qtbot.waitUntil(lambda: len(session.history) >= 3)
    session.pause()
    assert session.view.state is RunState.PAUSING
    assert session.view.commands == {Command.RESET, Command.STEP}
    wait_for(session, RunState.PAUSED)
    done = len(session.history)
    qtbot.wait(50)
    assert len(session.history) == done
    session.resume()
    qtbot.waitUntil(lambda: len(session.history) > done)


@pytest.fixture
def pausing(session, qtbot):
    """A session whose pause is on its way."""
    session.set_epochs(5_000)
    session.start()
    qtbot.waitUntil(lambda: len(session.history) >= 3)
    session.pause()
    return session


def test_a_step_asked_while_a_pause_is_on_its_way_is_done_after_it(pausing, session, qtbot):
    session.step()
    session.step()
    assert session.view.status.endswith(", then Step…")
    paused_after = []
    session.changed.connect(
        lambda: session.view.state is RunState.PAUSED and paused_after.append(session.view.epoch)
    )
    qtbot.waitUntil(lambda: len(paused_after) >= 2)
    assert paused_after[1] == paused_after[0] + 1


def test_a_step_that_waits_for_a_pause_is_forgotten_by_reset(pausing, session, qtbot, wait_for):
    session.step()
    reset(session, wait_for)
    qtbot.wait(50)
    assert (session.view.state, len(session.history)) == (RunState.READY, 0)


@pytest.mark.parametrize("rate_fall", RATE_FALLS)
@pytest.mark.parametrize("seconds", [numpy_network.HEARD_WITHIN, 0], ids=["pass", "update"])
def test_pausing_and_stepping_change_nothing_about_what_is_learned(
    qtbot, wait_for, monkeypatch, seconds, rate_fall
):
    """Be they heard between two passes or within one, after any update."""
    monkeypatch.setattr(numpy_network, "HEARD_WITHIN", seconds)
    session = make_session(qtbot, settings=replace(SMALL, rate_fall=rate_fall))
    train_to_the_end(session, wait_for, 6)
    undisturbed = losses(session)
    reset(session, wait_for)
    session.step()
    wait_for(session, RunState.PAUSED)
    session.predict(20)
    session.resume()
    session.pause()
    wait_for(session, RunState.PAUSED, RunState.FINISHED)
    go_on_to_the_end(session, wait_for)
    assert losses(session)[:6] == undisturbed
    assert session.close()


def test_continue_after_the_last_epoch_trains_as_many_again(session, wait_for):
    train_to_the_end(session, wait_for, 2)
    session.resume()
    assert session.view.goal == 4
    wait_for(session, RunState.FINISHED)
    assert len(session.history) == 4


def test_more_epochs_asked_for_at_rest_let_continue_go_on_to_them(session, wait_for):
    train_to_the_end(session, wait_for, 2)
    session.set_epochs(5)
    assert session.view.state is RunState.PAUSED
    go_on_to_the_end(session, wait_for)
    assert len(session.history) == 5


def test_fewer_epochs_asked_for_while_training_end_it(session, qtbot, wait_for):
    session.set_epochs(10_000)
    session.start()
    qtbot.waitUntil(lambda: len(session.history) >= 2)
    session.set_epochs(1)
    wait_for(session, RunState.FINISHED)


def stands_at_one_epoch(view):
    """Whether all that is told of where training stands names the same one."""
    named = f"{view.current_epoch} of {view.goal}" if view.fraction else f"{view.epoch} epochs"
    return view.goal >= view.current_epoch and named in view.status


@pytest.mark.parametrize("heard", ["within", "before"])
def test_fewer_epochs_end_training_with_the_epoch_under_way(qtbot, wait_for, heard):
    """Whether that has been heard of, or its first pass is still on its way."""
    session = make_session(qtbot, pattern=LONG_PATTERN)
    session.set_epochs(10_000)

    def lower():
        if len(session.history) == 2 and (session.view.fraction > 0.3) == (heard == "within"):
            session.changed.disconnect(lower)
            session.set_epochs(1)

    session.changed.connect(lower)
    session.start()
    wait_for(session, RunState.FINISHED)
    assert stands_at_one_epoch(session.view)
    assert session.view.epoch == session.view.current_epoch <= 3
    assert session.close()


def test_a_run_that_rests_within_an_epoch_cannot_end_before_it(qtbot, wait_for):
    session = make_session(qtbot, pattern=LONG_PATTERN)
    session.set_epochs(10_000)
    session.start()
    qtbot.waitUntil(lambda: len(session.history) == 2)
    pause_within_an_epoch(qtbot, session, lambda: None)
    session.set_epochs(1)
    assert session.view.state is RunState.PAUSED
    assert stands_at_one_epoch(session.view)
    assert session.view.current_epoch == session.view.epoch + 1
    go_on_to_the_end(session, wait_for)
    assert (session.view.epoch, session.view.fraction) == (3, 0)
    assert stands_at_one_epoch(session.view)
    assert session.close()


def test_the_seed_decides_the_training_and_can_be_set_only_before_it(session, wait_for):
    session.set_epochs(1)
    session.set_seed(1)
    train_to_the_end(session, wait_for)
    first = losses(session)
    session.set_seed(2)
    assert session.view.seed == 1
    reset(session, wait_for)
    session.set_seed(2)
    train_to_the_end(session, wait_for)
    assert losses(session) != first


def test_another_pattern_waits_for_start_to_ask_what_to_keep(session, wait_for):
    train_to_the_end(session, wait_for, 2)
    session.set_problem(Pattern.read("01"))
    commands = session.view.commands
    assert Command.START in commands
    assert not {Command.CONTINUE, Command.STEP} & commands
    session.set_problem(Pattern.read("0011"))
    assert Command.START not in session.view.commands


def test_what_was_learned_is_kept_on_another_pattern_if_wanted(session, wait_for):
    train_to_the_end(session, wait_for, 2)
    session.set_problem(Pattern.read("01"))
    session.start(keep=True)
    wait_for(session, RunState.FINISHED)
    assert len(session.history) == 4
    assert session.history.problem_changes == [3]
    assert session.history[3].period == 2


def test_the_optimizer_begins_anew_on_another_pattern_and_only_there(session, wait_for):
    """Its rate has fallen for a pattern that is known; the next one is to be learned as fast."""

    def updates_done(epoch):
        return int(session.snapshots.at(epoch).snapshot["optimizer/step"])

    train_to_the_end(session, wait_for, 1)
    an_epoch = updates_done(1)
    go_on_to_the_end(session, wait_for)
    assert updates_done(2) == 2 * an_epoch
    session.set_problem(Pattern.read("01"))
    session.start(keep=True)
    wait_for(session, RunState.FINISHED)
    assert updates_done(3) == an_epoch


def test_a_continuation_is_of_the_typed_pattern_and_of_the_length_asked_for(session, qtbot):
    session.set_problem(Pattern.read("011"))
    with qtbot.waitSignal(session.continued) as answer:
        session.predict(12)
    (continuation,) = answer.args
    assert (len(continuation.said), session.view.learned_until) == (12, "after 0 epochs")
    assert continuation.problem == Pattern("011")


def test_asking_does_not_begin_while_training_runs(session, qtbot, wait_for):
    session.set_epochs(10_000)
    session.start()
    assert Command.PREDICT not in session.view.commands
    with qtbot.assertNotEmitted(session.continued, wait=50):
        session.predict(3)


def test_without_a_valid_pattern_nothing_can_be_started_or_predicted(session):
    session.set_problem(None)
    assert not {Command.START, Command.STEP, Command.PREDICT} & session.view.commands


def test_nothing_else_can_be_asked_while_the_net_predicts(session, qtbot):
    with qtbot.waitSignal(session.continued) as first:
        session.predict(5)
        session.start()
        session.predict(9)
        assert session.view.state is RunState.PREDICTING
    assert len(first.args[0].said) == 5
    assert session.view.state is RunState.READY


def test_more_epochs_asked_for_at_the_last_moment_are_trained(session, qtbot, wait_for):
    session.set_epochs(3)
    session.history_grew.connect(
        lambda: session.set_epochs(6) if len(session.history) == 3 else None
    )
    train_to_the_end(session, wait_for)
    assert len(session.history) == 6


def test_a_backend_that_cannot_be_loaded_is_said_in_the_status(qtbot, wait_for):
    def missing(backend):
        raise model.BackendUnavailable("TensorFlow is not installed.")

    session = Session(Workshop(load_backend=missing), "numpy", SMALL)
    session.set_problem(Pattern.read("01"))
    session.start()
    session.load_backend()
    wait_for(session, RunState.UNAVAILABLE)
    assert session.view.status.startswith("TensorFlow is not installed. ")
    assert session.view.commands == {Command.SET_PROBLEM, Command.CHOOSE_BACKEND}
    assert session.close()


def test_an_error_while_training_is_told_and_training_can_go_on(qtbot, wait_for):
    failures = iter([False, True, False])

    def create(backend, settings):
        network = model.create_model(backend, settings)
        train_pass = network.train_pass

        def fragile(*arguments):
            if next(failures, False):
                raise MemoryError
            return train_pass(*arguments)

        network.train_pass = fragile
        return network

    session = make_session(qtbot, Workshop(create_model=create))
    session.set_epochs(3)
    with qtbot.waitSignal(session.problem) as problem:
        session.start()
    assert problem.args[0] == "There is not enough memory for this."
    assert session.view.state is RunState.PAUSED
    go_on_to_the_end(session, wait_for)
    assert [record.epoch for record in session.history] == [1, 2, 3]
    assert session.close()


@pytest.mark.parametrize("epochs_per_second", [50, 20])
def test_the_speed_can_be_changed_while_training_runs(session, qtbot, epochs_per_second):
    """At a slow pace nothing happens for long; at a quick one the next epoch comes at once."""
    session.set_epochs(10_000)
    session.set_speed(0.01)
    session.start()
    qtbot.waitUntil(lambda: len(session.history) == 1)
    qtbot.wait(100)
    assert len(session.history) == 1
    session.set_speed(epochs_per_second)
    qtbot.waitUntil(lambda: len(session.history) >= 4)


def test_pause_is_heard_between_two_epochs_of_a_slow_training(session, qtbot, wait_for):
    session.set_speed(0.01)
    session.start()
    qtbot.waitUntil(lambda: len(session.history) == 1)
    session.pause()
    wait_for(session, RunState.PAUSED)


def test_a_session_can_be_closed_in_the_middle_of_training(qtbot):
    session = make_session(qtbot)
    session.set_epochs(10_000)
    session.start()
    qtbot.waitUntil(lambda: len(session.history) >= 1)
    assert session.close()


def test_what_is_shown_together_was_computed_together(session, wait_for):
    train_to_the_end(session, wait_for, 5)
    for record in session.history:
        right = (record.predictions > 0.5) == (record.targets == 1)
        assert record.accuracy == np.mean(right)


def test_while_something_is_refused_no_training_begins_or_goes_on_and_all_else_is_as_before(
    session, wait_for
):
    train_to_the_end(session, wait_for)
    before = session.view
    session.set_refusal("`x` is no number.")
    begins = {Command.CONTINUE, Command.STEP, Command.BRANCH}
    assert before.commands - session.view.commands == begins == session.view.refused
    assert session.view.status == "✗ `x` is no number."
    session.resume()
    session.step()
    session.branch(1)
    assert session.view.state is RunState.FINISHED
    session.set_refusal("")
    assert (session.view.commands, session.view.status) == (before.commands, before.status)


def test_a_training_that_explodes_stands_at_its_last_epoch_again(qtbot, wait_for):
    """Of weights that are no numbers nothing could be predicted, saved or trained on."""
    wild = replace(
        SMALL, cell="simple_rnn", activation="linear", optimizer="sgd", clip_norm=None, window=16
    ).at_rate(0.5)
    session = make_session(qtbot, settings=wild)
    session.set_epochs(200)
    with qtbot.waitSignal(session.problem) as problem:
        session.start()
    assert "exploded" in problem.args[0]
    wait_for(session, RunState.PAUSED)
    assert session.view.fraction == 0
    assert "exploded" in session.view.status
    with qtbot.waitSignal(session.continued) as continued:
        session.predict(4)
    assert np.isfinite(continued.args[0].probabilities).all()
    session.choose_settings(wild.at_rate(0.001))
    qtbot.waitUntil(lambda: Command.PREDICT in session.view.commands)
    assert "exploded" not in session.view.status
    assert session.close()


def test_while_an_epoch_runs_view_and_status_name_the_same(session, wait_for):
    told = []

    def listen():
        view = session.view
        if view.state in RUNNING:
            told.append(view.current_epoch)
            assert f"epoch {view.current_epoch:,}" in view.status

    session.changed.connect(listen)
    train_to_the_end(session, wait_for, 3)
    assert session.view.current_epoch == 3
    session.step()
    wait_for(session, RunState.FINISHED)
    assert sorted(told) == told
    assert set(told) == {1, 2, 3, 4}
