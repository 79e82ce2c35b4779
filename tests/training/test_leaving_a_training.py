"""What Reset, new weights or a branch have left, Undo brings back, and it goes on exactly."""

import threading
from dataclasses import replace
from itertools import count

import held_out
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
    undo,
)
from small_settings import SMALL, WILD

import model
from networks.settings import NetworkChoice
from tasks.pattern import Pattern
from tasks.repeating import cut_windows
from training.checkpoint import TrainedState
from training.moment import BEST_EPOCH, best_epoch_told
from training.present import Present
from training.states import Command, RunState


def test_reset_brings_back_the_same_initial_weights(session, wait_for):
    train_to_the_end(session, wait_for, 3)
    first = losses(session)
    reset(session, wait_for)
    assert not len(session.history)
    train_to_the_end(session, wait_for)
    assert losses(session) == first


def test_reset_while_training_stops_it(session, qtbot, wait_for):
    session.set_epochs(10_000)
    session.start()
    qtbot.waitUntil(lambda: len(session.history) >= 2)
    reset(session, wait_for)
    qtbot.wait(30)
    assert not len(session.history)


def test_undo_brings_the_training_back_and_it_goes_on_exactly(session, wait_for):
    train_to_the_end(session, wait_for, 6)
    whole = losses(session)
    reset(session, wait_for)
    train_to_the_end(session, wait_for, 3)
    reset(session, wait_for)
    assert Command.UNDO in session.view.commands
    undo(session, wait_for)
    assert losses(session) == whole[:3]
    go_on_to_the_end(session, wait_for)
    assert losses(session) == whole


class StandsInAnEpoch:
    """Networks that wait in the second pass that they are asked for, once they are told to."""

    def __init__(self):
        self.is_to_stand = False
        self.may_go_on = threading.Event()

    def create_model(self, backend, settings):
        network = model.create_model(backend, settings)
        train, passes = network.train_pass, count(1)

        def train_pass(*batch):
            if self.is_to_stand and next(passes) == 2:
                assert self.may_go_on.wait(20)
            return train(*batch)

        network.train_pass = train_pass
        return network


def test_a_reset_before_the_first_epoch_is_done_keeps_what_undo_brings_back(qtbot, wait_for):
    networks = StandsInAnEpoch()
    workshop = Workshop(create_model=networks.create_model)
    session = make_session(qtbot, workshop, pattern=LONG_PATTERN)
    train_to_the_end(session, wait_for, 2)
    first = losses(session)
    reset(session, wait_for)
    networks.is_to_stand = True
    session.start()
    qtbot.waitUntil(lambda: session.view.fraction > 0)
    session.reset()
    networks.may_go_on.set()
    wait_for(session, RunState.READY)
    assert session.view.undo == "Bring back the 2 epochs from before Reset"
    undo(session, wait_for)
    assert losses(session) == first
    session.undo()
    wait_for(session, RunState.READY)
    undo(session, wait_for)
    assert losses(session) == first
    assert session.close()


def test_what_is_on_its_way_arrives_though_the_network_is_asked_for_once_more(session, wait_for):
    train_to_the_end(session, wait_for, 2)
    session.resume()
    session.reset()
    assert session.view.state is RunState.RESETTING
    session.load_backend()
    wait_for(session, RunState.READY)


def test_new_weights_are_others_and_undo_brings_the_old_seed_back(session, wait_for):
    session.set_epochs(2)
    session.set_seed(5)
    train_to_the_end(session, wait_for)
    first = losses(session)
    session.new_weights()
    wait_for(session, RunState.READY)
    assert session.view.seed != 5
    undo(session, wait_for)
    assert (session.view.seed, losses(session)) == (5, first)


def test_beginning_again_on_another_pattern_starts_from_the_initial_weights(session, wait_for):
    session.set_epochs(2)
    session.set_problem(Pattern.read("01"))
    train_to_the_end(session, wait_for)
    first = losses(session)
    session.set_problem(Pattern.read("0011"))
    session.start(keep=False)
    wait_for(session, RunState.FINISHED)
    session.set_problem(Pattern.read("01"))
    session.start(keep=False)
    wait_for(session, RunState.FINISHED)
    assert losses(session) == first


def test_what_beginning_again_forgets_undo_brings_back(session, wait_for):
    train_to_the_end(session, wait_for, 2)
    first = losses(session)
    session.set_problem(Pattern.read("01"))
    train_to_the_end(session, wait_for)
    assert losses(session) != first
    undo(session, wait_for)
    assert losses(session) == first
    assert session.view.trained_problem.glyphs == "0011"
    assert not session.view.problem_changed


def test_a_branch_repeats_the_later_epochs_exactly_if_nothing_is_changed(session, wait_for):
    train_to_the_end(session, wait_for, 6)
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
    train_to_the_end(session, wait_for, 3)
    whole = losses(session)
    session.set_epochs(2)
    session.branch(1)
    wait_for(session, RunState.FINISHED)
    assert losses(session) == whole
    assert session.close()


def test_a_branch_takes_what_was_learned_to_another_pattern(session, wait_for):
    train_to_the_end(session, wait_for, 3)
    before = losses(session)
    weights = session.snapshots.at(2).snapshot["weights/0"]
    session.set_problem(Pattern.read("01"))
    session.branch(2)
    wait_for(session, RunState.FINISHED)
    assert session.history.problem_changes == [3]
    assert losses(session)[:2] == before[:2]
    assert (session.view.epoch, session.view.trained_problem) == (5, Pattern("01"))
    assert np.array_equal(session.snapshots.at(2).snapshot["weights/0"], weights)


def test_a_branch_of_an_epoch_that_is_not_kept_does_nothing(session, wait_for):
    session.branch(0)
    train_to_the_end(session, wait_for, 2)
    for epoch in (0, 3, -1):
        session.branch(epoch)
        assert session.view.state is RunState.FINISHED


def test_without_a_valid_pattern_nothing_can_be_branched(session, wait_for):
    train_to_the_end(session, wait_for)
    assert Command.BRANCH in session.view.commands
    session.set_problem(None)
    assert Command.BRANCH not in session.view.commands


def test_after_a_branch_has_trained_undo_brings_back_what_it_left(session, qtbot, wait_for):
    train_to_the_end(session, wait_for, 5)
    left, kept = losses(session), session.snapshots.epochs
    assert Command.UNDO not in session.view.commands
    session.set_epochs(1)
    session.set_problem(Pattern.read("01"))
    session.branch(2)
    wait_for(session, RunState.FINISHED)
    branch = losses(session)
    assert session.view.undo == "Bring back the 5 epochs from before going back to epoch 2"
    with qtbot.waitSignal(session.history_replaced):
        session.undo()
    wait_for(session, RunState.FINISHED)
    assert (losses(session), session.snapshots.epochs) == (left, kept)
    assert not session.view.problem_changed
    assert session.view.undo == "Bring back the 3 epochs from before Undo"
    undo(session, wait_for)
    assert (losses(session), session.snapshots.epochs) == (branch, [1, 2, 3])
    assert session.view.trained_problem.glyphs == "01"


def test_an_undone_branch_goes_on_as_if_it_had_not_been(session, wait_for):
    train_to_the_end(session, wait_for, 6)
    whole = losses(session)
    reset(session, wait_for)
    train_to_the_end(session, wait_for, 4)
    session.branch(1)
    wait_for(session, RunState.FINISHED)
    undo(session, wait_for)
    session.set_epochs(6)
    go_on_to_the_end(session, wait_for)
    assert losses(session) == whole


def test_a_training_left_within_an_epoch_is_brought_back_to_that_moment(qtbot, wait_for):
    session = make_session(qtbot, pattern=LONG_PATTERN)
    train_to_the_end(session, wait_for, 2)
    whole = losses(session)
    reset(session, wait_for)
    session.step()
    wait_for(session, RunState.PAUSED)
    pause_within_an_epoch(qtbot, session, session.resume)
    shown = (session.view.fraction, session.view.status)
    assert shown[1].startswith("Paused within epoch 2")
    reset(session, wait_for)
    session.undo()
    wait_for(session, RunState.PAUSED)
    assert session._worker._training.position.passes > 0
    assert (session.view.fraction, session.view.status) == shown
    go_on_to_the_end(session, wait_for)
    assert losses(session) == whole
    assert session.close()


def test_what_the_network_said_comes_back_with_its_training(session, qtbot, wait_for):
    train_to_the_end(session, wait_for, 1)
    with qtbot.waitSignal(session.continued):
        session.predict(4)
    wait_for(session, RunState.FINISHED)
    said = session.view.answered
    assert (len(said.answer.said), said.when) == (4, "after 1 epoch")
    go_on_to_the_end(session, wait_for)
    reset(session, wait_for)
    assert session.view.answered is None
    undo(session, wait_for)
    assert session.view.answered is said
    session.undo()
    wait_for(session, RunState.READY)
    assert session.view.answered is None


def test_that_training_exploded_is_told_again_once_it_is_brought_back(qtbot, wait_for):
    session = make_session(qtbot, settings=WILD)
    with qtbot.waitSignal(session.problem):
        session.start()
    wait_for(session, RunState.PAUSED)
    told = session.view.status
    assert told.startswith("Training exploded in epoch 4, and would again.")
    reset(session, wait_for)
    assert "exploded" not in session.view.status
    session.undo()
    wait_for(session, RunState.PAUSED)
    assert session.view.status == told
    assert session.close()


def test_undo_of_a_reset_can_itself_be_undone(session, wait_for):
    train_to_the_end(session, wait_for, 2)
    reset(session, wait_for)
    undo(session, wait_for)
    assert session.view.undo == "Bring back the network from before Undo"
    session.undo()
    wait_for(session, RunState.READY)
    assert (session.view.epoch, session.view.trained_problem) == (0, None)
    train_to_the_end(session, wait_for)
    assert session.view.epoch == 2


def test_each_epoch_leaves_the_network_as_it_was_at_its_end(session, qtbot, wait_for):
    grown = []
    session.history_grew.connect(lambda: grown.append(session.snapshots.epochs[-1]))
    train_to_the_end(session, wait_for, 4)
    assert grown == session.snapshots.epochs == [1, 2, 3, 4]
    network = model.create_model("numpy", SMALL)
    for record in session.history:
        state = session.snapshots.at(record.epoch)
        assert state.position.epoch == record.epoch + 1
        network.restore(state.snapshot)
        network.reset_states()
        lesson = cut_windows(state.problem, SMALL.window_shape)
        answers = network.evaluate_pass(lesson.asked[0])
        assert np.array_equal(lesson.kept(answers), record.predictions)


def test_the_snapshots_leave_and_come_back_with_their_training(session, wait_for):
    train_to_the_end(session, wait_for, 3)
    kept = [session.snapshots.at(epoch) for epoch in session.snapshots.epochs]
    reset(session, wait_for)
    assert session.snapshots.epochs == []
    undo(session, wait_for)
    assert [session.snapshots.at(epoch) for epoch in session.snapshots.epochs] == kept


def test_the_best_epoch_is_gone_back_to_and_undo_brings_back_the_others(
    qtbot, wait_for, monkeypatch
):
    held_out.install(monkeypatch, held_out.misleading)
    quick = replace(SMALL, rows=16, passes=8).at_rate(0.05)
    session = make_session(qtbot, settings=quick, pattern=held_out.PROBLEM)
    wait_for(session, RunState.READY)
    train_to_the_end(session, wait_for, 4)
    whole, best = losses(session), session.history.best_epoch
    assert 1 <= best < 4
    assert session.view.best_epoch.startswith(f"{BEST_EPOCH}, epoch {best}. Undo brings back")
    session.best_epoch()
    wait_for(session, RunState.FINISHED)
    assert (losses(session), session.view.goal) == (whole[:best], best)
    assert Command.BEST_EPOCH not in session.view.commands
    assert session.view.best_epoch == f"{BEST_EPOCH}: epoch {best}, which has it, is the newest"
    undo(session, wait_for)
    assert losses(session) == whole
    session.best_epoch()
    wait_for(session, RunState.FINISHED)
    session.step()
    wait_for(session, RunState.PAUSED)
    assert losses(session) == whole[: best + 1]
    assert session.close()


def test_without_a_held_out_part_no_epoch_is_the_best(session, wait_for):
    train_to_the_end(session, wait_for)
    assert Command.BEST_EPOCH not in session.view.commands
    assert session.view.best_epoch == f"{BEST_EPOCH}: here nothing is held out"


def kept_of(*epochs):
    """Four epochs, of which the second is the best, and these are kept."""
    now = Present(NetworkChoice("numpy", SMALL))
    now.history.replace(held_out.records_of([2.0, 1.0, 1.1, 1.2], [2.0, 1.9, 1.8, 1.7]))
    for epoch in epochs:
        now.snapshots.add(epoch, TrainedState())
    return now


@pytest.mark.parametrize(
    ("epochs", "kept", "told"),
    [
        ((1, 2, 4), 2, "epoch 2. Undo brings back the 2 epochs after it"),
        ((1, 3, 4), 3, "epoch 2: the nearest kept is 3. Undo brings back the 1 epoch after it"),
        ((4,), 0, "epoch 2, which has it, was not kept, nor any near it"),
        ((), 0, "epoch 2, which has it, was not kept, nor any near it"),
    ],
)
def test_if_the_best_epoch_was_not_kept_the_nearest_stands_for_it(epochs, kept, told):
    now = kept_of(*epochs)
    assert now.best_kept == kept
    assert best_epoch_told(now.history, now.best_kept).endswith(told)


def test_that_the_optimizer_of_a_large_network_begins_anew_is_said_where_one_has_gone_back(
    qtbot, wait_for, monkeypatch
):
    held_out.install(monkeypatch, held_out.misleading)
    large = replace(SMALL, units=(250,), rows=16, passes=8).at_rate(0.05)
    session = make_session(qtbot, settings=large, pattern=held_out.PROBLEM)
    wait_for(session, RunState.READY)
    train_to_the_end(session, wait_for, 4)
    assert "begins anew" not in session.view.status
    session.best_epoch()
    wait_for(session, RunState.FINISHED)
    assert "The optimizer begins anew here" in session.view.status
    go_on_to_the_end(session, wait_for)
    assert "begins anew" not in session.view.status
    assert np.isfinite(losses(session)).all()
    assert session.close()
