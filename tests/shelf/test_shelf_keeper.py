"""Every run comes onto the shelf by itself, once, and stays there when it is left."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from small_session import Workshop, go_on_to_the_end, make_session, reset, train_to_the_end, undo
from small_settings import SMALL

import model
from shelf import shelf_keeper
from shelf.shelf_keeper import ShelfKeeper
from tasks.echo import Echo
from tasks.pattern import Pattern
from training import checkpoint_file, tested
from training.states import Condition, RunState


@pytest.fixture
def keeper(session, shelf):
    return ShelfKeeper(session, shelf)


@pytest.fixture
def train(session, keeper, wait_for):
    """Train so many epochs and rest."""

    def train_it(epochs=3, pattern="0011", keep=False):
        session.set_problem(Pattern.read(pattern))
        session.set_epochs(epochs)
        session.start(keep=keep)
        wait_for(session, RunState.FINISHED)

    return train_it


def goes_on_alone(*_):
    """In place of the steps of a free run: it is without a fault."""
    yield
    return True


def epochs(shelf):
    return [run.epochs for run in shelf.runs]


def test_a_run_that_has_finished_is_on_the_shelf(train, shelf):
    train(3)
    (run,) = shelf.runs
    assert (run.epochs, run.problem.glyphs, run.seed, run.backend) == (3, "0011", 0, "numpy")
    assert run.settings == SMALL
    assert run.parameters == sum(layer.parameters for layer in model.describe_layers(SMALL))


def test_a_run_that_was_paused_is_there_and_grows_when_it_goes_on(session, keeper, shelf, wait_for):
    session.set_epochs(10_000)
    session.start()
    wait_for(session, RunState.TRAINING)
    session.pause()
    wait_for(session, RunState.PAUSED)
    before = epochs(shelf)
    session.step()
    wait_for(session, RunState.PAUSED)
    assert [len(session.history)] == epochs(shelf)
    assert sum(before) < len(session.history)


def test_a_long_run_is_written_while_it_goes_on(
    session, keeper, shelf, wait_for, qtbot, monkeypatch
):
    """Whatever becomes of the program, not much of it is lost."""
    monkeypatch.setattr(shelf_keeper, "KEPT_EVERY", 0.05)
    session.set_epochs(10_000)
    session.start()
    qtbot.waitUntil(lambda: any(shelf.file_of(run.id).exists() for run in shelf.runs))
    (run,) = shelf.runs
    first = len(checkpoint_file.load(shelf.file_of(run.id)).records)
    qtbot.waitUntil(lambda: len(checkpoint_file.load(shelf.file_of(run.id)).records) > first)
    assert session.view.state is RunState.TRAINING
    session.pause()
    wait_for(session, RunState.PAUSED)
    assert epochs(shelf) == [len(session.history)]
    assert [kept.id for kept in shelf.runs] == [run.id]


def test_a_short_run_is_written_once_however_long_nothing_was_trained_before(
    train, shelf, monkeypatch
):
    moment = [0.0]
    monkeypatch.setattr(shelf_keeper, "time", SimpleNamespace(monotonic=lambda: moment[0]))
    put, lengths = shelf.put_training, []

    def put_training(checkpoint):
        lengths.append(len(checkpoint.records))
        put(checkpoint)

    monkeypatch.setattr(shelf, "put_training", put_training)
    for pattern in ("0011", "001"):
        moment[0] += 2 * shelf_keeper.KEPT_EVERY
        train(3, pattern)
    assert lengths == [3, 3]


def test_that_its_test_set_was_asked_is_kept_with_the_run_and_is_not_forgotten(
    train, session, shelf, qtbot, monkeypatch
):
    monkeypatch.setattr(tested, "test_set_of", str)
    train(3)
    session.note_tested(session.view.trained_problem)
    (run,) = shelf.runs
    assert run.times_tested == 1
    path = shelf.file_of(run.id)
    qtbot.waitUntil(lambda: path.exists() and checkpoint_file.load(path).times_tested == 1)
    # As if trained anew after the program was, and further.
    session._now.tested = tested.TimesTested()
    session.resume()
    qtbot.waitUntil(lambda: epochs(shelf) == [6])
    assert [run.times_tested for run in shelf.runs] == [1]


def test_beside_another_task_a_run_that_is_asked_keeps_the_parameters_of_its_own_network(
    train, session, shelf, monkeypatch
):
    monkeypatch.setattr(tested, "test_set_of", str)
    train(3)
    (before,) = shelf.runs
    session.set_problem(Echo())
    assert session.view.parameters != before.parameters
    session.note_tested(session.view.trained_problem)
    (run,) = shelf.runs
    assert (run.times_tested, run.parameters) == (1, before.parameters)


def test_of_an_earlier_epoch_whose_test_set_is_asked_the_run_knows_it(
    train, session, shelf, qtbot, wait_for, monkeypatch
):
    monkeypatch.setattr(tested, "test_set_of", str)
    train(3)
    (run,) = shelf.runs
    path = shelf.file_of(run.id)
    qtbot.waitUntil(path.exists)
    reset(session, wait_for)
    train(2)  # It repeats exactly, as what is gone back to does.
    session.note_tested(session.view.trained_problem)
    assert [(run.epochs, run.times_tested) for run in shelf.runs] == [(3, 1)]
    qtbot.waitUntil(lambda: checkpoint_file.load(path).times_tested == 1)
    assert len(checkpoint_file.load(path).records) == 3


def test_a_run_that_is_left_while_it_trains_stays(session, keeper, shelf, qtbot, wait_for):
    session.set_epochs(10_000)
    session.start()
    qtbot.waitUntil(lambda: len(session.history) >= 3)
    reset(session, wait_for)
    assert len(shelf.runs) == 1
    assert shelf.runs[0].epochs >= 3


def test_other_weights_make_another_run(train, session, shelf, wait_for):
    train(2)
    session.set_seed(session.view.seed)
    session.new_weights()
    wait_for(session, RunState.READY)
    train(2)
    assert epochs(shelf) == [2, 2]
    assert len({run.seed for run in shelf.runs}) == 2


def test_another_network_makes_another_run(train, session, shelf, qtbot):
    train(2)
    other = replace(SMALL, units=(3,))
    session.choose_settings(other)
    qtbot.waitUntil(lambda: session.view.settings == other)
    train(3)
    assert [(run.settings, run.epochs) for run in shelf.runs] == [(SMALL, 2), (other, 3)]


def test_the_same_training_once_more_is_the_same_run(train, session, shelf, wait_for):
    train(3)
    reset(session, wait_for)
    train(4)
    assert epochs(shelf) == [4]


def test_going_on_with_another_pattern_is_another_run(train, shelf):
    train(2, pattern="0011")
    train(2, pattern="01", keep=True)
    assert [(run.problem.glyphs, run.epochs) for run in shelf.runs] == [("0011", 2), ("01", 4)]


def test_a_branch_that_differs_is_another_run_and_undo_goes_back_to_the_first(
    train, session, shelf, wait_for
):
    train(4)
    session.set_problem(Pattern.read("01"))
    session.set_epochs(1)
    session.branch(2)
    wait_for(session, RunState.FINISHED)
    assert [(run.problem.glyphs, run.epochs) for run in shelf.runs] == [("0011", 4), ("01", 3)]
    undo(session, wait_for)
    go_on_to_the_end(session, wait_for)
    assert [(run.problem.glyphs, run.epochs) for run in shelf.runs] == [
        ("0011", len(session.history)),
        ("01", 3),
    ]


def test_a_run_that_is_opened_again_goes_on_in_its_place(train, session, shelf, qtbot, wait_for):
    train(2)
    run_id = shelf.runs[0].id
    qtbot.waitUntil(lambda: shelf.file_of(run_id).exists())
    reset(session, wait_for)
    qtbot.open(session, shelf.file_of(run_id))
    wait_for(session, RunState.FINISHED)
    session.step()
    qtbot.waitUntil(lambda: epochs(shelf) == [3])
    assert shelf.runs[0].id == run_id


def test_a_run_that_another_backend_goes_on_with_keeps_its_number_and_name(qtbot, shelf, wait_for):
    alike = Workshop(
        load_backend=lambda backend: None,
        create_model=lambda backend, settings: model.create_model("numpy", settings),
    )
    session = make_session(qtbot, alike)
    keeper = ShelfKeeper(session, shelf)
    train_to_the_end(session, wait_for)
    (run,) = shelf.runs
    shelf.rename(run.id, "Mine")
    qtbot.waitUntil(lambda: shelf.file_of(run.id).exists())
    session.choose_backend("keras")
    qtbot.waitUntil(lambda: Condition.NETWORK in session.view.conditions)
    qtbot.open(session, shelf.file_of(run.id))
    session.step()
    qtbot.waitUntil(lambda: epochs(shelf)[0] == run.epochs + 1)
    (longer,) = shelf.runs
    assert (longer.number, longer.title, longer.backend) == (run.number, "Mine", "keras")
    keeper.put()
    assert session.close()


def test_a_run_under_way_can_be_put_when_the_program_closes(session, keeper, shelf, qtbot):
    session.set_epochs(10_000)
    session.start()
    qtbot.waitUntil(lambda: len(session.history) >= 2)
    keeper.put()
    assert epochs(shelf) == [len(session.history)]


@pytest.mark.parametrize(("pattern", "first"), [("0011", 1), ("01", 3)])
def test_a_branch_knows_the_first_faultless_epoch_of_its_own_pattern(
    train, session, shelf, wait_for, monkeypatch, pattern, first
):
    monkeypatch.setattr("tasks.repeating._shows_no_fault", lambda *_: True)
    monkeypatch.setattr("tasks.repeating.trying_if_faultless", goes_on_alone)
    train(3)
    assert shelf.runs[0].first_faultless == 1
    session.set_problem(Pattern.read(pattern))
    session.set_epochs(4)
    session.branch(2)
    wait_for(session, RunState.FINISHED)
    assert shelf.runs[-1].first_faultless == first
