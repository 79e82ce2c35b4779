"""The life of a training is the same on a problem of any task: nothing in it is of a pattern."""

from dataclasses import replace

import pytest
from kept_runs import open_shelf
from own_book import own_book
from small_session import go_on_to_the_end, losses, make_session, reset, train_to_the_end, undo
from small_settings import SMALL

import model
from shelf.run import HELD_BACK
from shelf.shelf_keeper import ShelfKeeper
from tasks.adding import Adding
from tasks.copying import Copy
from tasks.echo import Echo
from tasks.reber import Reber
from tasks.registry import task_of
from training.session import Session
from training.states import Condition, RunState

PROBLEMS = (Echo(), Adding(length=8), Copy(), Reber(continual=True), own_book(2_100))


def small(problem):
    return task_of(problem).fit(problem, replace(SMALL, units=(4,)))


@pytest.fixture(params=PROBLEMS, ids=lambda problem: task_of(problem).name)
def problem(request):
    return request.param


@pytest.fixture
def session(qtbot, problem):
    session = make_session(qtbot, settings=small(problem), pattern=problem)
    yield session
    assert session.close()


def test_a_saved_training_goes_on_exactly_in_another_session(
    session, problem, qtbot, wait_for, tmp_path
):
    path = str(tmp_path / "a.keras")
    train_to_the_end(session, wait_for, 4)
    expected = losses(session)
    reset(session, wait_for)
    train_to_the_end(session, wait_for, 2)
    qtbot.save(session, path)
    later = make_session(qtbot)
    qtbot.open(later, path)
    wait_for(later, RunState.FINISHED)
    assert later.view.trained_problem == later.view.typed == problem
    go_on_to_the_end(later, wait_for)
    assert losses(later) == expected
    assert later.close()


def test_one_goes_back_to_any_epoch_and_undo_brings_back_what_was_left(session, wait_for):
    train_to_the_end(session, wait_for, 4)
    before = losses(session)
    assert list(session.snapshots.epochs) == [1, 2, 3, 4]
    # A book is not kept four times.
    assert session.snapshots.at(1).learned is session.snapshots.at(4).learned
    session.set_epochs(2)
    session.branch(2)
    wait_for(session, RunState.FINISHED)
    assert losses(session) == before  # The same, since each epoch has its own sequences.
    undo(session, wait_for)
    reset(session, wait_for)
    undo(session, wait_for)
    assert losses(session) == before


def test_its_run_is_on_the_shelf_after_a_restart_and_goes_on_in_its_place(
    session, problem, shelf, qtbot, wait_for, tmp_path
):
    keeper = ShelfKeeper(session, shelf)
    train_to_the_end(session, wait_for, 2)
    qtbot.waitUntil(lambda: shelf.runs[0].right_for is not None and not shelf._files.is_at_work)
    restarted = open_shelf(qtbot, tmp_path)
    assert restarted.runs == shelf.runs
    assert restarted.close()
    (run,) = shelf.runs
    assert run.problem == task_of(problem).brief(problem)
    held_back = len(problem.text) // 10 if task_of(problem).holds_out else HELD_BACK
    assert run.right_for <= run.held_back == held_back
    reset(session, wait_for)
    qtbot.open(session, shelf.file_of(run.id))
    wait_for(session, RunState.FINISHED)
    session.step()
    qtbot.waitUntil(lambda: [run.epochs for run in shelf.runs] == [3])
    assert shelf.runs[0].id == run.id
    keeper.put()


@pytest.mark.slow
@pytest.mark.parametrize(
    "problem", PROBLEMS[:2], ids=lambda problem: task_of(problem).name, indirect=True
)
def test_keras_trains_saves_opens_and_goes_back_on_it_too(problem, qtbot, wait_for, tmp_path):
    path = str(tmp_path / "a.keras")
    session = Session(model, "keras", small(problem))
    session.set_speed(None)
    session.set_problem(problem)
    session.load_backend()
    qtbot.waitUntil(lambda: Condition.NETWORK in session.view.conditions, timeout=120_000)
    train_to_the_end(session, wait_for, 3)
    before = losses(session)
    with qtbot.waitSignal(session.continued):
        session.predict(0)
    wait_for(session, RunState.FINISHED)
    qtbot.save(session, path)
    session.set_epochs(1)
    session.branch(2)
    wait_for(session, RunState.FINISHED)
    assert losses(session) == before
    undo(session, wait_for)
    on_numpy = make_session(qtbot, settings=small(problem), pattern=problem)
    qtbot.open(on_numpy, path)
    wait_for(on_numpy, RunState.FINISHED)
    for each in (session, on_numpy):
        each.step()
        qtbot.waitUntil(lambda each=each: len(each.history) == 4)
    assert losses(on_numpy)[3] == pytest.approx(losses(session)[3], rel=1e-3)
    assert on_numpy.close()
    assert session.close()
