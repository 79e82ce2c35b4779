"""A run that gets no better on what is held out is ended, and the best epoch gone back to."""

from dataclasses import replace

import held_out
import numpy as np
import pytest
from small_session import losses, make_session, reset, train_to_the_end, undo
from small_settings import SMALL

from training.overfitting import best_epoch, is_out_of_patience
from training.states import RunState

BOWL = np.array([3.0, 2.0, 1.0, 1.2, 1.1, 1.3])


@pytest.mark.parametrize(
    ("epochs", "patience", "is_over"),
    [(6, 3, True), (5, 3, False), (6, 0, False), (3, 1, False), (4, 1, True), (0, 1, False)],
)
def test_a_run_is_over_once_its_least_loss_is_so_many_epochs_ago(epochs, patience, is_over):
    best = best_epoch(BOWL[:epochs])
    assert is_out_of_patience(best, len(BOWL[:epochs]), patience) == is_over


@pytest.fixture
def misled(qtbot, monkeypatch):
    """A session in which the held-out loss soon only rises."""
    held_out.install(monkeypatch, held_out.misleading)
    quick = replace(SMALL, rows=16, passes=8).at_rate(0.05)
    session = make_session(qtbot, settings=quick, pattern=held_out.PROBLEM)
    qtbot.waitUntil(lambda: session.view.state is RunState.READY)
    yield session
    assert session.close()


def test_the_best_epoch_is_there_again_and_undo_brings_back_those_after_it(misled, wait_for):
    told = []
    misled.reached_goal.connect(lambda: told.append(misled.view.epoch))
    misled.set_epochs(1_000)
    misled.set_patience(2)
    train_to_the_end(misled, wait_for)
    best = misled.history.best_epoch
    assert told == [misled.view.epoch] == [misled.view.goal] == [best]
    status = misled.view.status
    assert status.startswith("Stopped after epoch ")
    assert f"had not fallen for 2 epochs. This is epoch {best} again, the best." in status
    undo(misled, wait_for)
    assert len(misled.history) >= best + 2
    assert losses(misled)[best - 1] == min(losses(misled))
    over = len(misled.history)
    assert misled.view.status.startswith(
        f"Stopped after epoch {over}: the held-out loss had not fallen for 2 epochs. Predict"
    )
    assert told == [best]
    undo(misled, wait_for)
    assert misled.view.status == status


def test_undo_brings_back_why_a_run_had_ended_as_it_does_the_run(misled, wait_for):
    misled.set_epochs(1_000)
    misled.set_patience(2)
    train_to_the_end(misled, wait_for)
    status = misled.view.status
    reset(misled, wait_for)
    assert "Stopped" not in misled.view.status
    undo(misled, wait_for)
    assert misled.view.status == status


def test_a_run_that_goes_on_from_there_has_as_much_patience_again(misled, wait_for):
    misled.set_epochs(1_000)
    misled.set_patience(1)
    train_to_the_end(misled, wait_for)
    best = misled.view.epoch
    misled.set_patience(3)
    misled.resume()
    assert "Stopped" not in misled.view.status
    wait_for(misled, RunState.FINISHED)
    assert misled.view.epoch >= best
    assert "for 3 epochs" in misled.view.status


def test_where_nothing_is_held_out_a_run_goes_to_its_end(session, wait_for):
    session.set_patience(1)
    train_to_the_end(session, wait_for, 6)
    assert len(session.history) == 6


def test_single_steps_are_never_ended(misled, wait_for):
    misled.set_epochs(8)
    misled.set_patience(1)
    for epoch in range(1, 6):
        misled.step()
        wait_for(misled, RunState.PAUSED)
        assert misled.view.epoch == epoch
