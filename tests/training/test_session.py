"""The session does what the buttons ask, in every order, and loses nothing."""

import gc
import time
import weakref
from dataclasses import replace

import numpy as np
import pytest
from small_session import LONG_PATTERN, make_session
from small_settings import SMALL

import model
from training.checkpoint import Checkpoint, TrainedState
from training.loop import Position
from training.session import PATIENCE, Session
from training.states import Command, RunState
from utils import cut_windows, parse_pattern

AT_REST = (RunState.READY, RunState.PAUSED, RunState.FINISHED)


class Workshop:
    """The real one, but for what a test lets go wrong."""

    def __init__(self, **replaced):
        self._replaced = replaced

    def __getattr__(self, name):
        return self._replaced.get(name) or getattr(model, name)


def losses(session):
    return [record.loss for record in session.history]


def train_to_the_end(session, wait_for):
    session.start()
    wait_for(session, RunState.FINISHED)


def test_start_trains_as_many_epochs_as_asked_for(session, wait_for):
    session.set_epochs(3)
    train_to_the_end(session, wait_for)
    assert [record.epoch for record in session.history] == [1, 2, 3]
    assert session.view.status == "Finished 3 epochs. Predict, or Continue to train on."


def test_start_before_the_backend_is_there_waits_and_then_trains(qtbot, wait_for):
    session = Session(model, "numpy", SMALL)
    session.set_speed(None)
    session.set_pattern(parse_pattern("01"))
    session.start()
    assert session.view.state is RunState.WAITING
    assert "Waiting" in session.view.status
    session.load_backend()
    wait_for(session, RunState.FINISHED)
    assert session.close()


def test_a_start_that_waits_can_be_taken_back(qtbot):
    session = Session(model, "numpy", SMALL)
    session.set_pattern(parse_pattern("01"))
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
    assert session.view.commands == {Command.RESET}
    wait_for(session, RunState.PAUSED)
    done = len(session.history)
    qtbot.wait(50)
    assert len(session.history) == done
    session.resume()
    qtbot.waitUntil(lambda: len(session.history) > done)


def test_pausing_and_stepping_change_nothing_about_what_is_learned(session, wait_for):
    session.set_epochs(6)
    train_to_the_end(session, wait_for)
    undisturbed = losses(session)
    session.reset()
    wait_for(session, RunState.READY)
    session.step()
    wait_for(session, RunState.PAUSED)
    session.predict(20)
    session.resume()
    session.pause()
    wait_for(session, RunState.PAUSED, RunState.FINISHED)
    session.resume()
    wait_for(session, RunState.FINISHED)
    assert losses(session)[:6] == undisturbed


def test_continue_after_the_last_epoch_trains_as_many_again(session, wait_for):
    session.set_epochs(2)
    train_to_the_end(session, wait_for)
    session.resume()
    assert session.view.goal == 4
    wait_for(session, RunState.FINISHED)
    assert len(session.history) == 4


def test_more_epochs_asked_for_at_rest_let_continue_go_on_to_them(session, wait_for):
    session.set_epochs(2)
    train_to_the_end(session, wait_for)
    session.set_epochs(5)
    assert session.view.state is RunState.PAUSED
    session.resume()
    wait_for(session, RunState.FINISHED)
    assert len(session.history) == 5


def test_fewer_epochs_asked_for_while_training_end_it(session, qtbot, wait_for):
    session.set_epochs(10_000)
    session.start()
    qtbot.waitUntil(lambda: len(session.history) >= 2)
    session.set_epochs(1)
    wait_for(session, RunState.FINISHED)


def test_reset_brings_back_the_same_initial_weights(session, wait_for):
    session.set_epochs(3)
    train_to_the_end(session, wait_for)
    first = losses(session)
    session.reset()
    wait_for(session, RunState.READY)
    assert not len(session.history)
    train_to_the_end(session, wait_for)
    assert losses(session) == first


def test_reset_while_training_stops_it(session, qtbot, wait_for):
    session.set_epochs(10_000)
    session.start()
    qtbot.waitUntil(lambda: len(session.history) >= 2)
    session.reset()
    wait_for(session, RunState.READY)
    qtbot.wait(30)
    assert not len(session.history)


def test_undo_brings_the_training_back_and_it_goes_on_exactly(session, wait_for):
    session.set_epochs(6)
    train_to_the_end(session, wait_for)
    whole = losses(session)
    session.reset()
    wait_for(session, RunState.READY)
    session.set_epochs(3)
    train_to_the_end(session, wait_for)
    session.reset()
    wait_for(session, RunState.READY)
    assert Command.UNDO in session.view.commands
    session.undo()
    wait_for(session, RunState.FINISHED)
    assert losses(session) == whole[:3]
    session.resume()
    wait_for(session, RunState.FINISHED)
    assert losses(session) == whole


def within_the_next_epoch(session, qtbot):
    """Let training run until an epoch of many passes has begun."""
    qtbot.waitUntil(lambda: session.view.fraction > 0)


def test_a_reset_before_the_first_epoch_is_done_keeps_what_undo_brings_back(qtbot, wait_for):
    session = make_session(qtbot, pattern=LONG_PATTERN)
    session.set_epochs(2)
    train_to_the_end(session, wait_for)
    first = losses(session)
    session.reset()
    wait_for(session, RunState.READY)
    session.start()
    within_the_next_epoch(session, qtbot)
    session.reset()
    wait_for(session, RunState.READY)
    assert session.view.undo == "Bring back the 2 epochs from before Reset"
    session.undo()
    wait_for(session, RunState.FINISHED)
    assert losses(session) == first
    session.undo()
    wait_for(session, RunState.READY)
    session.undo()
    wait_for(session, RunState.FINISHED)
    assert losses(session) == first
    assert session.close()


def test_what_undo_has_brought_back_is_not_held_once_a_file_takes_its_place(
    session, qtbot, wait_for, tmp_path
):
    path = str(tmp_path / "a.keras")
    session.set_epochs(2)
    train_to_the_end(session, wait_for)
    with qtbot.waitSignal(session.saved):
        session.save(path)
    kept = weakref.ref(session.snapshots.at(1))
    session.reset()
    wait_for(session, RunState.READY)
    session.undo()
    wait_for(session, RunState.FINISHED)
    assert kept() is not None
    with qtbot.waitSignal(session.opened):
        session.open(path)
    gc.collect()
    assert kept() is None


def test_new_weights_are_others_and_undo_brings_the_old_seed_back(session, wait_for):
    session.set_epochs(2)
    session.set_seed(5)
    train_to_the_end(session, wait_for)
    first = losses(session)
    session.new_weights()
    wait_for(session, RunState.READY)
    assert session.view.seed != 5
    session.undo()
    wait_for(session, RunState.FINISHED)
    assert (session.view.seed, losses(session)) == (5, first)


def test_the_seed_decides_the_training_and_can_be_set_only_before_it(session, wait_for):
    session.set_epochs(1)
    session.set_seed(1)
    train_to_the_end(session, wait_for)
    first = losses(session)
    session.set_seed(2)
    assert session.view.seed == 1
    session.reset()
    wait_for(session, RunState.READY)
    session.set_seed(2)
    train_to_the_end(session, wait_for)
    assert losses(session) != first


def test_another_pattern_waits_for_start_to_ask_what_to_keep(session, wait_for):
    session.set_epochs(2)
    train_to_the_end(session, wait_for)
    session.set_pattern(parse_pattern("01"))
    commands = session.view.commands
    assert Command.START in commands
    assert not {Command.CONTINUE, Command.STEP} & commands
    session.set_pattern(parse_pattern("0011"))
    assert Command.START not in session.view.commands


def test_what_was_learned_is_kept_on_another_pattern_if_wanted(session, wait_for):
    session.set_epochs(2)
    train_to_the_end(session, wait_for)
    session.set_pattern(parse_pattern("01"))
    session.start(keep=True)
    wait_for(session, RunState.FINISHED)
    assert len(session.history) == 4
    assert session.history.pattern_changes == [3]
    assert session.history[3].period == 2


def test_the_optimizer_begins_anew_on_another_pattern_and_only_there(session, wait_for):
    """Its rate has fallen for a pattern that is known; the next one is to be learned as fast."""

    def updates_done(epoch):
        return int(session.snapshots.at(epoch).snapshot["optimizer/step"])

    session.set_epochs(1)
    train_to_the_end(session, wait_for)
    an_epoch = updates_done(1)
    session.resume()
    wait_for(session, RunState.FINISHED)
    assert updates_done(2) == 2 * an_epoch
    session.set_pattern(parse_pattern("01"))
    session.start(keep=True)
    wait_for(session, RunState.FINISHED)
    assert updates_done(3) == an_epoch


def test_beginning_again_on_another_pattern_starts_from_the_initial_weights(session, wait_for):
    session.set_epochs(2)
    session.set_pattern(parse_pattern("01"))
    train_to_the_end(session, wait_for)
    first = losses(session)
    session.set_pattern(parse_pattern("0011"))
    session.start(keep=False)
    wait_for(session, RunState.FINISHED)
    session.set_pattern(parse_pattern("01"))
    session.start(keep=False)
    wait_for(session, RunState.FINISHED)
    assert losses(session) == first


def test_a_continuation_is_of_the_typed_pattern_and_of_the_length_asked_for(session, qtbot):
    session.set_pattern(parse_pattern("011"))
    with qtbot.waitSignal(session.continued) as answer:
        session.predict(12)
    continuation, epochs = answer.args
    assert (len(continuation.symbols), epochs) == (12, 0)
    assert continuation.pattern.tolist() == [0, 1, 1]


def test_asking_does_not_begin_while_training_runs(session, qtbot, wait_for):
    session.set_epochs(10_000)
    session.start()
    assert Command.PREDICT not in session.view.commands
    with qtbot.assertNotEmitted(session.continued, wait=50):
        session.predict(3)


def test_without_a_valid_pattern_nothing_can_be_started_or_predicted(session):
    session.set_pattern(None)
    assert not {Command.START, Command.STEP, Command.PREDICT} & session.view.commands


def test_a_saved_training_goes_on_exactly_in_another_session(qtbot, wait_for, tmp_path):
    path = str(tmp_path / "a.keras")
    session = make_session(qtbot)
    session.set_epochs(4)
    session.set_seed(7)
    train_to_the_end(session, wait_for)
    expected = losses(session)
    session.reset()
    wait_for(session, RunState.READY)
    session.set_epochs(2)
    train_to_the_end(session, wait_for)
    with qtbot.waitSignal(session.saved):
        session.save(path)
    assert session.close()

    other = make_session(qtbot)
    other.open(path)
    wait_for(other, RunState.FINISHED)
    assert other.view.seed == 7
    assert other.view.trained_pattern.tolist() == [0, 0, 1, 1]
    assert other.view.goal == 2
    other.resume()
    wait_for(other, RunState.FINISHED)
    assert losses(other) == expected
    assert other.close()


def probabilities(session, qtbot):
    """What the network says after the typed pattern: it tells its weights apart."""
    with qtbot.waitSignal(session.continued) as answer:
        session.predict(5)
    return answer.args[0].probabilities.tolist()


@pytest.fixture
def with_opened_weights(qtbot):
    """A session whose network has weights from a file in which there is no training."""
    network = model.create_model("numpy", SMALL)
    network.initialise(12)
    state = TrainedState(np.zeros(0, np.uint8), Position(), network.snapshot())
    opened = Checkpoint("numpy", SMALL, seed=0, goal=10, run_start=0, state=state)
    session = make_session(qtbot, Workshop(load_checkpoint=lambda _path: opened))
    with qtbot.waitSignal(session.opened):
        session.open("weights.keras")
    yield session
    assert session.close()


def test_weights_from_a_file_are_said_to_be_that_until_training_begins(
    with_opened_weights, wait_for
):
    session = with_opened_weights
    assert session.view.state is RunState.READY
    assert "weights from a file" in session.view.status
    session.set_epochs(2)
    train_to_the_end(session, wait_for)
    session.reset()
    wait_for(session, RunState.READY)
    assert session.view.status == "Ready. Press Start to train."


@pytest.mark.parametrize("replace_them", [Session.new_weights, lambda session: session.set_seed(3)])
def test_weights_from_a_file_come_back_when_others_took_their_place(
    with_opened_weights, qtbot, wait_for, replace_them
):
    session = with_opened_weights
    opened = probabilities(session, qtbot)
    replace_them(session)
    wait_for(session, RunState.READY)
    assert "weights from a file" not in session.view.status
    assert probabilities(session, qtbot) != opened
    with qtbot.waitSignal(session.opened):
        session.undo()
    assert "weights from a file" in session.view.status
    assert probabilities(session, qtbot) == opened


def test_a_network_of_another_size_is_opened_and_the_old_one_comes_back(qtbot, wait_for, tmp_path):
    larger = replace(SMALL, units=(5, 3))
    session = make_session(qtbot, settings=larger)
    train_to_the_end(session, wait_for)
    with qtbot.waitSignal(session.saved):
        session.save(str(tmp_path / "larger.keras"))
    assert session.close()

    other = make_session(qtbot)
    train_to_the_end(other, wait_for)
    with qtbot.waitSignal(other.saved):
        other.save(str(tmp_path / "small.keras"))
    for name, units in (("larger", (5, 3)), ("small", (4, 4)), ("larger", (5, 3))):
        with qtbot.waitSignal(other.opened):
            other.open(str(tmp_path / f"{name}.keras"))
        assert other.view.settings.units == units
        assert tuple(layer.units for layer in other.view.layers) == (*units, 1)
    assert other.close()


def test_a_failed_save_leaves_a_session_that_goes_on(qtbot, wait_for, tmp_path):
    def slow_and_full(*_):
        time.sleep(0.05)
        raise OSError(28, "No space left on device")

    session = make_session(qtbot, Workshop(save_checkpoint=slow_and_full))
    session.set_epochs(2)
    train_to_the_end(session, wait_for)
    with qtbot.waitSignal(session.problem) as problem:
        session.save(str(tmp_path / "a.keras"))
        assert session.view.state is RunState.SAVING
        assert session.view.commands == {Command.SET_PATTERN}
        session.resume()
    assert problem.args[0] == "No space left on device."
    assert session.view.state is RunState.FINISHED
    session.resume()
    wait_for(session, RunState.FINISHED)
    assert len(session.history) == 4
    assert session.close()


def test_closing_waits_for_a_file_that_is_being_written(qtbot, wait_for, tmp_path):
    written = []

    def slow(path, *_):
        time.sleep(2 * PATIENCE)
        written.append(path)

    session = make_session(qtbot, Workshop(save_checkpoint=slow))
    session.save("a.keras")
    assert session.close()
    assert written == ["a.keras"]


def test_nothing_else_can_be_asked_while_the_net_predicts(session, qtbot):
    with qtbot.waitSignal(session.continued) as first:
        session.predict(5)
        session.start()
        session.predict(9)
        assert session.view.state is RunState.PREDICTING
    assert len(first.args[0].symbols) == 5
    assert session.view.state is RunState.READY


def test_more_epochs_asked_for_at_the_last_moment_are_trained(session, qtbot, wait_for):
    session.set_epochs(3)
    session.history_grew.connect(
        lambda: session.set_epochs(6) if len(session.history) == 3 else None
    )
    train_to_the_end(session, wait_for)
    assert len(session.history) == 6


def test_what_beginning_again_forgets_undo_brings_back(session, wait_for):
    session.set_epochs(2)
    train_to_the_end(session, wait_for)
    first = losses(session)
    session.set_pattern(parse_pattern("01"))
    train_to_the_end(session, wait_for)
    assert losses(session) != first
    session.undo()
    wait_for(session, RunState.FINISHED)
    assert losses(session) == first
    assert session.view.trained_pattern.tolist() == [0, 0, 1, 1]
    assert not session.view.pattern_changed


def test_a_branch_repeats_the_later_epochs_exactly_if_nothing_is_changed(session, wait_for):
    session.set_epochs(6)
    train_to_the_end(session, wait_for)
    whole = losses(session)
    session.set_epochs(4)
    session.branch(2)
    wait_for(session, RunState.FINISHED)
    assert (losses(session), session.view.goal) == (whole, 6)
    session.branch(6)
    wait_for(session, RunState.FINISHED)
    assert (losses(session)[:6], session.view.epoch) == (whole, 10)


@pytest.mark.slow
def test_a_branch_repeats_the_later_epochs_of_keras_exactly(qtbot, wait_for, compiled_keras):
    workshop = Workshop(create_model=lambda *_: compiled_keras)
    session = make_session(qtbot, workshop, compiled_keras.settings)
    session.set_epochs(3)
    train_to_the_end(session, wait_for)
    whole = losses(session)
    session.set_epochs(2)
    session.branch(1)
    wait_for(session, RunState.FINISHED)
    assert losses(session) == whole
    assert session.close()


def test_a_branch_takes_what_was_learned_to_another_pattern(session, wait_for):
    session.set_epochs(3)
    train_to_the_end(session, wait_for)
    before = losses(session)
    weights = session.snapshots.at(2).snapshot["weights/0"]
    session.set_pattern(parse_pattern("01"))
    session.branch(2)
    assert session.view.state is RunState.GOING_BACK
    wait_for(session, RunState.FINISHED)
    assert session.history.pattern_changes == [3]
    assert losses(session)[:2] == before[:2]
    assert (session.view.epoch, session.view.trained_pattern.tolist()) == (5, [0, 1])
    assert np.array_equal(session.snapshots.at(2).snapshot["weights/0"], weights)


def test_a_branch_of_an_epoch_that_is_not_kept_does_nothing(session, wait_for):
    session.branch(0)
    session.set_epochs(2)
    train_to_the_end(session, wait_for)
    for epoch in (0, 3, -1):
        session.branch(epoch)
        assert session.view.state is RunState.FINISHED


def test_without_a_valid_pattern_nothing_can_be_branched(session, wait_for):
    train_to_the_end(session, wait_for)
    assert Command.BRANCH in session.view.commands
    session.set_pattern(None)
    assert Command.BRANCH not in session.view.commands


def test_after_a_branch_has_trained_undo_brings_back_what_it_left(session, qtbot, wait_for):
    session.set_epochs(5)
    train_to_the_end(session, wait_for)
    left, kept = losses(session), session.snapshots.epochs
    assert Command.UNDO not in session.view.commands
    session.set_epochs(1)
    session.set_pattern(parse_pattern("01"))
    session.branch(2)
    wait_for(session, RunState.FINISHED)
    branch = losses(session)
    assert session.view.undo == "Bring back the 5 epochs from before going back to epoch 2"
    with qtbot.waitSignal(session.history_replaced):
        session.undo()
    wait_for(session, RunState.FINISHED)
    assert (losses(session), session.snapshots.epochs) == (left, kept)
    assert not session.view.pattern_changed
    assert session.view.undo == "Bring back the 3 epochs from before Undo"
    session.undo()
    wait_for(session, RunState.FINISHED)
    assert (losses(session), session.snapshots.epochs) == (branch, [1, 2, 3])
    assert session.view.trained_pattern.tolist() == [0, 1]


def test_an_undone_branch_goes_on_as_if_it_had_not_been(session, wait_for):
    session.set_epochs(6)
    train_to_the_end(session, wait_for)
    whole = losses(session)
    session.reset()
    wait_for(session, RunState.READY)
    session.set_epochs(4)
    train_to_the_end(session, wait_for)
    session.branch(1)
    wait_for(session, RunState.FINISHED)
    session.undo()
    wait_for(session, RunState.FINISHED)
    session.set_epochs(6)
    session.resume()
    wait_for(session, RunState.FINISHED)
    assert losses(session) == whole


def test_a_training_left_within_an_epoch_is_brought_back_to_that_moment(qtbot, wait_for):
    session = make_session(qtbot, pattern=LONG_PATTERN)
    session.set_epochs(2)
    train_to_the_end(session, wait_for)
    whole = losses(session)
    session.reset()
    wait_for(session, RunState.READY)
    session.step()
    wait_for(session, RunState.PAUSED)
    pause = session.changed.connect(lambda: session.view.fraction > 0 and session.pause())
    session.resume()
    wait_for(session, RunState.PAUSED)
    session.changed.disconnect(pause)
    shown = (session.view.fraction, session.view.status)
    assert shown[1].startswith("Paused within epoch 2")
    session.reset()
    wait_for(session, RunState.READY)
    session.undo()
    wait_for(session, RunState.PAUSED)
    assert session._worker._position.passes > 0
    assert (session.view.fraction, session.view.status) == shown
    session.resume()
    wait_for(session, RunState.FINISHED)
    assert losses(session) == whole
    assert session.close()


def test_undo_of_a_reset_can_itself_be_undone(session, wait_for):
    session.set_epochs(2)
    train_to_the_end(session, wait_for)
    session.reset()
    wait_for(session, RunState.READY)
    session.undo()
    wait_for(session, RunState.FINISHED)
    assert session.view.undo == "Bring back the network from before Undo"
    session.undo()
    wait_for(session, RunState.READY)
    assert (session.view.epoch, len(session.view.trained_pattern)) == (0, 0)
    train_to_the_end(session, wait_for)
    assert session.view.epoch == 2


def test_each_epoch_leaves_the_network_as_it_was_at_its_end(session, qtbot, wait_for):
    grown = []
    session.history_grew.connect(lambda: grown.append(session.snapshots.epochs[-1]))
    session.set_epochs(4)
    train_to_the_end(session, wait_for)
    assert grown == session.snapshots.epochs == [1, 2, 3, 4]
    network = model.create_model("numpy", SMALL)
    for record in session.history:
        state = session.snapshots.at(record.epoch)
        assert state.position.epoch == record.epoch + 1
        network.restore(state.snapshot)
        network.reset_states()
        windows = cut_windows(state.pattern, SMALL.window_shape)
        predictions = network.evaluate_pass(windows.inputs[0]).reshape(-1)[windows.order]
        assert np.array_equal(predictions, record.predictions)


def test_the_snapshots_leave_and_come_back_with_their_training(session, wait_for):
    session.set_epochs(3)
    train_to_the_end(session, wait_for)
    kept = [session.snapshots.at(epoch) for epoch in session.snapshots.epochs]
    session.reset()
    wait_for(session, RunState.READY)
    assert session.snapshots.epochs == []
    session.undo()
    wait_for(session, RunState.FINISHED)
    assert [session.snapshots.at(epoch) for epoch in session.snapshots.epochs] == kept


def test_of_an_opened_training_the_last_epoch_is_kept_unless_the_next_had_begun(
    qtbot, wait_for, tmp_path
):
    session = make_session(qtbot, pattern=LONG_PATTERN)
    session.set_epochs(1)
    train_to_the_end(session, wait_for)
    with qtbot.waitSignal(session.saved):
        session.save(str(tmp_path / "whole.keras"))
    pause = session.changed.connect(lambda: session.view.fraction > 0 and session.pause())
    session.resume()
    wait_for(session, RunState.PAUSED)
    session.changed.disconnect(pause)
    fraction = session.view.fraction
    assert fraction > 0
    with qtbot.waitSignal(session.saved):
        session.save(str(tmp_path / "within.keras"))
    for name, kept, done in (("whole", [1], 0), ("within", [], fraction)):
        with qtbot.waitSignal(session.opened):
            session.open(str(tmp_path / f"{name}.keras"))
        assert session.snapshots.epochs == kept
        assert session.view.fraction == done
    session.step()
    qtbot.waitUntil(lambda: session.snapshots.epochs == [2])
    assert session.snapshots.sentence == "The networks of epochs before 2 are not in the file."
    assert session.close()


def test_a_file_that_cannot_be_opened_leaves_the_training_as_it_was(
    session, qtbot, wait_for, tmp_path
):
    session.set_epochs(2)
    train_to_the_end(session, wait_for)
    before = losses(session)
    with qtbot.waitSignal(session.problem) as problem:
        session.open(str(tmp_path / "missing.keras"))
    assert "No such file" in problem.args[0]
    assert session.view.state is RunState.FINISHED
    assert losses(session) == before
    session.resume()
    wait_for(session, RunState.FINISHED)
    assert len(session.history) == 4


def test_a_backend_that_cannot_be_loaded_is_said_in_the_status(qtbot, wait_for):
    def missing(backend):
        raise model.BackendUnavailable("TensorFlow is not installed.")

    session = Session(Workshop(load_backend=missing), "numpy", SMALL)
    session.set_pattern(parse_pattern("01"))
    session.start()
    session.load_backend()
    wait_for(session, RunState.UNAVAILABLE)
    assert session.view.status.startswith("TensorFlow is not installed. ")
    assert session.view.commands == {Command.SET_PATTERN, Command.CHOOSE_BACKEND}
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
    session.resume()
    wait_for(session, RunState.FINISHED)
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
    session.set_epochs(5)
    train_to_the_end(session, wait_for)
    for record in session.history:
        right = (record.predictions > 0.5) == (record.targets == 1)
        assert record.accuracy == np.mean(right)
