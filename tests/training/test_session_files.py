"""A training is saved, opened again and goes on; what goes wrong with a file loses nothing."""

import gc
import threading
import time
import weakref
from dataclasses import replace

import pytest
from plain_files import dense, hdf5, lstm, lstm_weights, sequential, window, write
from small_session import (
    LONG_PATTERN,
    SHORT_PATTERN,
    go_on_to_the_end,
    losses,
    make_session,
    pause_within_an_epoch,
    reset,
    train_to_the_end,
    undo,
)
from small_settings import SMALL
from trained_epochs import begun

from file_parts import FileProblem
from tasks.echo import Echo
from tasks.registry import TASKS
from training import checkpoint_file
from training.checkpoint import Checkpoint, TrainedState
from training.loop import Position
from training.session import Session
from training.session_files import NOTHING_TO_SAVE, load_for_window
from training.states import Command, RunState


def test_what_undo_has_brought_back_is_not_held_once_a_file_takes_its_place(
    session, qtbot, wait_for, tmp_path
):
    path = str(tmp_path / "a.keras")
    train_to_the_end(session, wait_for, 2)
    qtbot.save(session, path)
    kept = weakref.ref(session.snapshots.at(1))
    reset(session, wait_for)
    undo(session, wait_for)
    assert kept() is not None
    qtbot.open(session, path)
    gc.collect()
    assert kept() is None


def test_a_saved_training_goes_on_exactly_in_another_session(qtbot, wait_for, tmp_path):
    path = str(tmp_path / "a.keras")
    session = make_session(qtbot)
    session.set_epochs(4)
    session.set_seed(7)
    train_to_the_end(session, wait_for)
    expected = losses(session)
    reset(session, wait_for)
    train_to_the_end(session, wait_for, 2)
    qtbot.save(session, path)
    assert session.close()

    other = make_session(qtbot)
    other.open(path)
    wait_for(other, RunState.FINISHED)
    assert other.view.seed == 7
    assert other.view.trained_problem.glyphs == "0011"
    assert other.view.goal == 2
    go_on_to_the_end(other, wait_for)
    assert losses(other) == expected
    assert other.close()


def probabilities(session, qtbot):
    """What the network says after the typed pattern: it tells its weights apart."""
    with qtbot.waitSignal(session.continued) as answer:
        session.predict(5)
    return answer.args[0].probabilities.tolist()


def test_what_was_left_behind_of_a_file_stands_in_the_status_line(qtbot, tmp_path):
    network = sequential(window(1, 6, 1), lstm("lstm", 3, stateful=True, dropout=0.5), dense())
    path = write(tmp_path / "plain.keras", network, hdf5(lstm_weights(3)))
    session = make_session(qtbot)
    qtbot.open(session, path)
    status = session.view.status
    assert "weights from a file. It has 6 rows instead of 1" in status
    assert "Left behind: dropout (lstm). Press Start" in status
    assert session.close()


@pytest.fixture
def with_opened_weights(qtbot, monkeypatch):
    """A session whose network has weights from a file in which there is no training."""
    network = begun(SMALL, 12)
    state = TrainedState(None, Position(), network.snapshot())
    opened = Checkpoint("numpy", SMALL, seed=0, goal=10, run_start=0, state=state)
    monkeypatch.setattr(checkpoint_file, "load", lambda _path: opened)
    session = make_session(qtbot)
    qtbot.open(session, "weights.keras")
    yield session
    assert session.close()


def test_weights_from_a_file_are_said_to_be_that_until_training_begins(
    with_opened_weights, wait_for
):
    session = with_opened_weights
    assert session.view.state is RunState.READY
    assert "weights from a file" in session.view.status
    train_to_the_end(session, wait_for, 2)
    reset(session, wait_for)
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
    qtbot.save(session, tmp_path / "larger.keras")
    assert session.close()

    other = make_session(qtbot)
    train_to_the_end(other, wait_for)
    qtbot.save(other, tmp_path / "small.keras")
    for name, units in (("larger", (5, 3)), ("small", (4, 4)), ("larger", (5, 3))):
        qtbot.open(other, tmp_path / f"{name}.keras")
        assert other.view.settings.units == units
        assert tuple(layer.units for layer in other.view.layers) == (*units, 1)
    assert other.close()


def test_a_file_that_was_named_while_the_network_predicts_is_written(
    session, qtbot, wait_for, tmp_path
):
    train_to_the_end(session, wait_for)
    session.predict(50)
    assert session.view.state is RunState.PREDICTING
    with qtbot.waitSignals([session.continued, session.saved]):
        session.save(str(tmp_path / "a.keras"))
    found = checkpoint_file.load(str(tmp_path / "a.keras"))
    assert [record.loss for record in found.records] == losses(session)
    assert session.view.state is RunState.FINISHED


def test_one_that_waits_for_another_is_of_the_training_that_it_was_named_for(
    session, qtbot, wait_for, tmp_path, monkeypatch
):
    save = checkpoint_file.save

    def slow(*arguments):
        time.sleep(0.2)  # The network for another problem is ready before that.
        save(*arguments)

    monkeypatch.setattr(checkpoint_file, "save", slow)
    train_to_the_end(session, wait_for)
    session.set_problem(Echo(length=3, integers=4))
    session.save(str(tmp_path / "a.keras"))
    session.save(str(tmp_path / "b.keras"))
    qtbot.waitUntil(lambda: session.view.state is RunState.READY)
    qtbot.waitUntil(lambda: (tmp_path / "b.keras").exists())
    found = checkpoint_file.load(str(tmp_path / "b.keras"))
    assert (found.state.problem, len(found.records)) == (SHORT_PATTERN, session.view.goal)


def test_one_that_was_named_while_epochs_are_trained_holds_the_newest(
    session, qtbot, wait_for, tmp_path
):
    session.set_problem(LONG_PATTERN)
    session.set_epochs(1_000)
    session.start()
    qtbot.waitUntil(lambda: len(session.history) > 0)
    epochs = len(session.history)
    qtbot.save(session, tmp_path / "a.keras")
    assert session.view.state is RunState.TRAINING
    found = checkpoint_file.load(str(tmp_path / "a.keras"))
    assert [record.loss for record in found.records] == losses(session)[:epochs]
    assert found.state.position.epoch == epochs + 1


def test_what_cannot_be_saved_now_is_said(session, qtbot, tmp_path):
    session.set_problem(LONG_PATTERN)
    session.start()
    with qtbot.waitSignal(session.problem) as told:
        session.save(str(tmp_path / "a.keras"))
    assert told.args == [NOTHING_TO_SAVE]
    with qtbot.waitSignal(session.history_grew):
        pass


def test_a_failed_save_leaves_a_session_that_goes_on(qtbot, wait_for, tmp_path, monkeypatch):
    def slow_and_full(*_):
        time.sleep(0.05)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(checkpoint_file, "save", slow_and_full)
    session = make_session(qtbot)
    train_to_the_end(session, wait_for, 2)
    with qtbot.waitSignal(session.problem) as problem:
        session.save(str(tmp_path / "a.keras"))
        assert session.view.state is RunState.SAVING
        assert session.view.commands == {Command.SET_PROBLEM}
        session.resume()
    assert problem.args[0] == "No space left on device."
    assert session.view.state is RunState.FINISHED
    go_on_to_the_end(session, wait_for)
    assert len(session.history) == 4
    assert session.close()


def test_closing_waits_for_a_file_that_is_being_written(qtbot, monkeypatch, tmp_path):
    """However busy the machine is, as for a run on the shelf."""
    save = checkpoint_file.save
    monkeypatch.setattr(checkpoint_file, "save", lambda *of: (time.sleep(3), save(*of)))
    session = make_session(qtbot)
    session.save(str(tmp_path / "a.keras"))
    assert session.close()
    checkpoint_file.load(tmp_path / "a.keras")


def test_closing_does_not_wait_for_one_that_is_being_read(qtbot, monkeypatch):
    goes_on = threading.Event()
    monkeypatch.setattr(checkpoint_file, "load", lambda _path: goes_on.wait(20))
    session = make_session(qtbot)
    session.open("a.keras")
    began = time.monotonic()
    assert not session.close()
    assert time.monotonic() - began < 1.5
    goes_on.set()
    qtbot.waitUntil(session.close)


def test_closing_writes_what_was_named_while_the_network_predicts(
    session, qtbot, wait_for, tmp_path
):
    train_to_the_end(session, wait_for)
    expected = losses(session)
    session.predict(50)
    session.save(str(tmp_path / "a.keras"))
    assert session.view.state is RunState.PREDICTING
    assert session.close()
    found = checkpoint_file.load(tmp_path / "a.keras")
    assert [record.loss for record in found.records] == expected


def test_of_an_opened_training_the_last_epoch_is_kept_unless_the_next_had_begun(
    qtbot, wait_for, tmp_path
):
    session = make_session(qtbot, pattern=LONG_PATTERN)
    train_to_the_end(session, wait_for, 1)
    qtbot.save(session, tmp_path / "whole.keras")
    pause_within_an_epoch(qtbot, session, session.resume)
    fraction = session.view.fraction
    assert fraction > 0
    qtbot.save(session, tmp_path / "within.keras")
    for name, kept, done in (("whole", [1], 0), ("within", [], fraction)):
        qtbot.open(session, tmp_path / f"{name}.keras")
        assert session.snapshots.epochs == kept
        assert session.view.fraction == done
    session.step()
    with qtbot.waitSignal(session.problem) as told:  # The end of epoch 1 is nowhere.
        session.save(str(tmp_path / "newest.keras"))
    assert told.args == [NOTHING_TO_SAVE]
    qtbot.waitUntil(lambda: session.snapshots.epochs == [2])
    assert session.snapshots.sentence == "The networks of epochs before 2 are not in the file."
    assert session.close()


@pytest.fixture
def saved(session, qtbot, wait_for, tmp_path):
    """A session after two epochs, and the path of a file of what it was after them."""
    train_to_the_end(session, wait_for, 2)
    with qtbot.waitSignal(session.saved) as told:
        session.save(str(tmp_path / "a.keras"))
    return session, *told.args


def test_a_file_that_is_not_wanted_once_it_is_read_leaves_the_training_as_it_was(saved, qtbot):
    session, path = saved
    before, asked = [*session.history], []
    session.open(path, lambda: bool(asked.append(session.view.state)))
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [RunState.OPENING]
    qtbot.waitUntil(lambda: session.view.state is RunState.FINISHED)
    assert (session.view.epoch, [*session.history]) == (2, before)


def test_a_file_is_not_opened_if_the_program_ends_while_the_user_is_asked(
    saved, qtbot, monkeypatch
):
    session, path = saved
    set_out, asked = [], []
    monkeypatch.setattr(session._journey, "set_out", set_out.append)
    session.open(path, lambda: asked.append(session.close()) or True)
    qtbot.waitUntil(lambda: bool(asked))
    qtbot.wait(20)
    assert (asked, set_out) == ([True], [])


def test_a_file_that_cannot_be_opened_leaves_the_training_as_it_was(
    session, qtbot, wait_for, tmp_path
):
    train_to_the_end(session, wait_for, 2)
    before = losses(session)
    with qtbot.waitSignal(session.problem) as problem:
        session.open(str(tmp_path / "missing.keras"))
    assert "No such file" in problem.args[0]
    assert session.view.state is RunState.FINISHED
    assert losses(session) == before
    go_on_to_the_end(session, wait_for)
    assert len(session.history) == 4


def test_a_network_of_nobody_knows_which_task_is_not_opened_in_the_windows(tmp_path):
    settings = TASKS["echo"].settings
    checkpoint = Checkpoint("numpy", settings, seed=0, goal=10, run_start=0)
    path = str(tmp_path / "echo.keras")
    checkpoint_file.save(path, checkpoint)
    with pytest.raises(FileProblem, match="nobody knows which"):
        load_for_window(path)
