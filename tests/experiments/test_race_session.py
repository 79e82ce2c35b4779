"""A race is started, stopped and given up at any moment, and its runs come onto the shelf."""

import threading
from dataclasses import replace

import pytest
from kept_runs import trained
from own_book import own_book
from small_session import WatchedWorkshop
from small_settings import SMALL, WILD

from cells.registry import CELLS
from experiments.race_session import RaceSession
from networks.network import BackendUnavailable
from networks.networks import Networks
from tasks.pattern import Pattern
from tasks.registry import TASKS
from training.learner import GroupPlan, Learner
from training.states import Command, RunState

MANY = 100_000


def make_plan(backend="numpy", seed=0, contestants=2):
    cells = list(CELLS)[:contestants]
    return GroupPlan(
        tuple(Learner(name, replace(SMALL, cell=name)) for name in cells),
        backend,
        Pattern.read("0011"),
        seed,
    )


class Workshop(WatchedWorkshop):
    """A network can be held back or refused."""

    def __init__(self) -> None:
        super().__init__()
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.problem = None

    def load_backend(self, backend):
        self.may_go_on.wait(20)
        if self.problem:
            raise self.problem


@pytest.fixture
def workshop():
    return Workshop()


@pytest.fixture
def race(workshop, shelf):
    race = RaceSession(workshop, shelf)
    race.set_speed(None)
    yield race
    workshop.may_go_on.set()
    assert race.close()


def explosions(race):
    return [member.exploded_in for member in race.members]


@pytest.fixture
def wait_for(qtbot, race):
    def wait(state):
        qtbot.waitUntil(lambda: race.state is state)

    return wait


def test_one_may_learn_the_same_book_cut_in_another_way(race, wait_for):
    book, fit = own_book(), TASKS["text"].fit
    settings = replace(SMALL, updates=2, passes=1)
    rows = Learner("rows", fit(book, settings))
    windows = Learner("windows", settings, otherwise=(("cut", "windows"),))
    windows = replace(windows, settings=fit(windows.learns(book), settings))
    race.start(GroupPlan((rows, windows), "numpy", book, 0), 1)
    wait_for(RunState.FINISHED)
    learned = [member.learner.learns(race.raced_on) for member in race.members]
    assert learned == [book, replace(book, cut="windows")]
    alone = trained(1, settings=windows.settings, problem=learned[1])
    assert race.members[1].history[0].loss == alone.records[0].loss
    assert [run.problem.cut for run in race._shelf.runs] == ["rows", "windows"]


def test_all_learn_what_each_would_learn_alone(race, wait_for):
    race.start(make_plan(seed=5, contestants=3), 3)
    assert race.state is RunState.WAITING
    wait_for(RunState.FINISHED)
    assert [member.learner.title for member in race.members] == list(CELLS)[:3]
    for member in race.members:
        alone = trained(epochs=3, seed=5, settings=replace(SMALL, cell=member.learner.title))
        assert [r.loss for r in member.history] == [r.loss for r in alone.records]
    assert (
        race.status
        == "Finished 3 epochs. All are on the shelf. Press Reset to choose another race."
    )
    assert race.verdict


def test_finished_contestants_are_on_the_shelf(race, shelf, wait_for):
    race.start(make_plan(), 2)
    wait_for(RunState.FINISHED)
    assert [(run.settings.cell, run.epochs) for run in shelf.runs] == [
        (member.learner.title, 2) for member in race.members
    ]


def test_contestants_that_were_deleted_from_the_shelf_stay_away(race, shelf, wait_for):
    race.start(make_plan(), 2)
    wait_for(RunState.FINISHED)
    shelf.delete([run.id for run in shelf.runs])
    race.reset()
    assert not shelf.runs


def test_pause_continue_and_step(race, wait_for, qtbot):
    race.start(make_plan(), MANY)
    qtbot.waitUntil(lambda: race.epoch >= 2)
    race.pause()
    wait_for(RunState.PAUSED)
    epoch = race.epoch
    race.step(make_plan(), MANY)
    wait_for(RunState.PAUSED)
    assert race.epoch == epoch + 1
    assert {len(member.history) for member in race.members} == {epoch + 1}
    race.resume()
    assert race.state is RunState.TRAINING
    qtbot.waitUntil(lambda: race.epoch > epoch + 2)


@pytest.fixture
def wait_for_silence(qtbot, race, monkeypatch):
    """Let a process be taken to stand still, and wait until the race says so."""

    def wait():
        monkeypatch.setattr(Networks, "silent_for", lambda *_: ["one"])
        qtbot.waitUntil(lambda: "does not answer" in race.status)

    return wait


def test_a_network_in_the_making_that_does_not_answer_can_be_left_by_pause(
    race, workshop, wait_for, wait_for_silence, monkeypatch
):
    workshop.may_go_on.clear()
    race.start(make_plan(), 2)
    wait_for_silence()
    assert Command.PAUSE in race.commands
    race.pause()
    assert race.state is RunState.PAUSED
    monkeypatch.undo()
    workshop.may_go_on.set()
    race.resume()
    wait_for(RunState.FINISHED)
    assert race.epoch == 2


def test_pausing_does_not_wait_for_ever_for_a_network_that_does_not_answer(
    race, workshop, wait_for, wait_for_silence, monkeypatch, qtbot
):
    race.start(make_plan(), MANY)
    wait_for(RunState.TRAINING)
    network, is_asked, may_answer = workshop.made[0], threading.Event(), threading.Event()
    train = network.train_pass

    def held_back(*batch):
        is_asked.set()
        assert may_answer.wait(20)
        return train(*batch)

    network.train_pass = held_back
    qtbot.waitUntil(is_asked.is_set)
    race.pause()
    assert race.state is RunState.PAUSING
    wait_for_silence()
    assert race.state is RunState.PAUSING
    assert Command.PAUSE in race.commands
    race.pause()
    assert race.state is RunState.PAUSED
    epoch = race.epoch
    monkeypatch.undo()
    may_answer.set()
    race.step(make_plan(), MANY)
    wait_for(RunState.PAUSED)
    assert race.epoch == epoch + 1


def test_a_step_asked_while_a_pause_is_on_its_way_is_done_after_it(race, qtbot, wait_for):
    race.start(make_plan(), MANY)
    qtbot.waitUntil(lambda: race.epoch >= 2)
    race.pause()
    race.step(make_plan(), MANY)
    assert race.status.endswith(", then Step…")
    paused_after = []
    race.changed.connect(lambda: race.state is RunState.PAUSED and paused_after.append(race.epoch))
    qtbot.waitUntil(lambda: len(paused_after) >= 2)
    assert paused_after[1] == paused_after[0] + 1
    race.resume()
    race.pause()
    race.step(make_plan(), MANY)
    race.reset()
    qtbot.wait(50)
    assert (race.state, race.epoch) == (RunState.READY, 0)


def test_a_step_from_the_start_is_one_epoch_of_all(race, wait_for):
    race.step(make_plan(), 5)
    wait_for(RunState.PAUSED)
    assert [len(member.history) for member in race.members] == [1, 1]
    race.resume()
    wait_for(RunState.FINISHED)
    assert race.epoch == 5
    race.resume()
    wait_for(RunState.TRAINING)
    wait_for(RunState.FINISHED)
    assert race.epoch == 10


def test_past_the_goal_the_status_says_which_epoch_runs(race, wait_for):
    told = []
    race.changed.connect(lambda: told.append(race.status))
    race.start(make_plan(), 1)
    wait_for(RunState.FINISHED)
    assert {each for each in told if each.startswith("Racing")} == {"Racing: epoch 1 of 1."}
    told.clear()
    race.step(make_plan(), 1)
    assert race.status == "Racing: epoch 2, past the goal of 1."
    wait_for(RunState.FINISHED)
    assert {*told[:-1]} == {"Racing: epoch 2, past the goal of 1."}
    assert (
        race.status
        == "Finished 2 epochs. All are on the shelf. Press Reset to choose another race."
    )


def test_reset_while_it_runs_keeps_the_runs_and_lets_others_race(race, shelf, wait_for, qtbot):
    race.start(make_plan(), MANY)
    qtbot.waitUntil(lambda: race.epoch >= 2)
    race.reset()
    assert race.state is RunState.READY
    assert race.epoch == 0
    assert len(shelf.runs) == 2
    race.start(make_plan(seed=1), 2)
    wait_for(RunState.FINISHED)
    assert [len(member.history) for member in race.members] == [2, 2]


def test_the_same_networks_race_again_without_being_made_anew(race, workshop, wait_for):
    for seed in (0, 1):
        race.start(make_plan(seed=seed), 1)
        wait_for(RunState.FINISHED)
        race.reset()
    assert len(workshop.made) == 2


def test_preparing_can_be_given_up(race, workshop, wait_for, qtbot):
    workshop.may_go_on.clear()
    race.start(make_plan(), 2)
    assert race.status.startswith("Preparing network 1 of 2 on NumPy")
    race.reset()
    assert race.state is RunState.READY
    workshop.may_go_on.set()
    race.start(make_plan(seed=2), 2)
    wait_for(RunState.FINISHED)


def test_it_is_told_which_network_is_being_prepared(race, wait_for):
    told = []
    race.changed.connect(lambda: told.append(race.status))
    race.start(make_plan(), 1)
    wait_for(RunState.FINISHED)
    assert any(sentence.startswith("Preparing network 2 of 2") for sentence in told)


def test_a_race_that_nobody_watches_stands_still(race, wait_for, qtbot):
    race.start(make_plan(), MANY)
    qtbot.waitUntil(lambda: race.epoch >= 1)
    race.leave()
    wait_for(RunState.PAUSED)
    assert race.epoch >= 1


def test_leaving_while_it_prepares_gives_it_up(race, workshop):
    workshop.may_go_on.clear()
    race.start(make_plan(), MANY)
    race.leave()
    assert race.state is RunState.READY


def test_a_finished_race_that_nobody_watches_lets_its_networks_go_and_still_goes_on(
    race, workshop, wait_for
):
    race.start(make_plan(seed=5), 2)
    wait_for(RunState.FINISHED)
    race.leave()
    race.watch()
    assert race.epoch == 2
    race.resume()
    assert race.state is RunState.WAITING
    wait_for(RunState.FINISHED)
    assert len(workshop.made) == 4
    for member in race.members:
        alone = trained(epochs=4, seed=5, settings=replace(SMALL, cell=member.learner.title))
        assert [r.loss for r in member.history] == [r.loss for r in alone.records]
    race.step(make_plan(), 1)
    wait_for(RunState.FINISHED)
    assert len(workshop.made) == 4


def test_leaving_while_a_finished_race_prepares_to_go_on_keeps_what_was_learned(
    race, workshop, wait_for
):
    race.start(make_plan(), 2)
    wait_for(RunState.FINISHED)
    race.leave()
    workshop.may_go_on.clear()
    race.resume()
    race.leave()
    assert (race.state, race.epoch) == (RunState.FINISHED, 2)
    workshop.may_go_on.set()
    race.resume()
    wait_for(RunState.TRAINING)
    wait_for(RunState.FINISHED)
    assert race.epoch == 4


def test_a_paused_race_keeps_its_networks_although_nobody_watches(race, workshop, wait_for, qtbot):
    race.start(make_plan(), MANY)
    qtbot.waitUntil(lambda: race.epoch >= 1)
    race.leave()
    wait_for(RunState.PAUSED)
    race.step(make_plan(), MANY)
    assert race.state is RunState.TRAINING
    wait_for(RunState.PAUSED)
    assert len(workshop.made) == 2


def test_networks_are_let_go_when_no_race_is_on(race, workshop, wait_for):
    race.start(make_plan(), 1)
    wait_for(RunState.FINISHED)
    race.leave()
    assert race.state is RunState.FINISHED
    race.reset()
    race.leave()
    race.start(make_plan(seed=1), 1)
    wait_for(RunState.FINISHED)
    assert len(workshop.made) == 4


def test_a_backend_that_is_missing_is_told_about(race, workshop, qtbot):
    workshop.problem = BackendUnavailable("There is no such library.")
    with qtbot.waitSignal(race.problem) as told:
        race.start(make_plan(), 2)
    assert told.args == ["There is no such library."]
    assert race.state is RunState.READY


def test_a_race_whose_network_fails_can_go_on_and_the_next_one_works(
    race, workshop, shelf, wait_for, qtbot, monkeypatch
):
    race.start(make_plan(), MANY)
    qtbot.waitUntil(lambda: race.epoch >= 1)

    def fail(*_):
        raise RuntimeError("The process has ended.")

    with qtbot.waitSignal(race.problem) as told:
        monkeypatch.setattr(workshop.made[0], "train_pass", fail)
    assert told.args == ["The process has ended."]
    assert race.state is RunState.PAUSED
    assert len(shelf.runs) == 2
    epoch = race.epoch
    race.resume()
    qtbot.waitUntil(lambda: race.epoch > epoch)
    race.reset()
    race.start(make_plan(seed=1), 1)
    wait_for(RunState.FINISHED)


def plan_with_a_wild_one(*settings):
    return GroupPlan(
        tuple(Learner(f"{place}", each) for place, each in enumerate([*settings, WILD])),
        "numpy",
        Pattern.read("0011"),
        seed=0,
    )


def test_who_explodes_leaves_and_the_other_reaches_its_goal(race, shelf, wait_for, qtbot):
    problems = []
    race.problem.connect(problems.append)
    race.start(plan_with_a_wild_one(SMALL), 60)
    wait_for(RunState.FINISHED)
    assert problems == []
    calm, wild = (member.history for member in race.members)
    end = race.members[1].exploded_in
    assert explosions(race) == [0, len(wild) + 1]
    assert (race.epoch, len(calm)) == (60, 60)
    assert f"1 exploded in epoch {end}." in race.verdict
    assert sorted(run.epochs for run in shelf.runs) == [len(wild), 60]
    race.step(plan_with_a_wild_one(SMALL), 60)
    wait_for(RunState.FINISHED)
    assert (race.epoch, len(wild)) == (61, end - 1)


def test_a_race_of_which_all_have_exploded_is_over(race, wait_for):
    race.start(plan_with_a_wild_one(WILD.at_rate(0.05)), MANY)
    wait_for(RunState.FINISHED)
    assert all(explosions(race))
    assert race.commands == {Command.RESET}
    assert race.status.startswith("The race has ended: everyone has exploded.")
    race.reset()
    race.start(make_plan(), 1)
    wait_for(RunState.FINISHED)
    assert explosions(race) == [0, 0]


def test_what_makes_no_sense_does_nothing(race, wait_for):
    for command in (race.pause, race.resume, race.reset):
        command()
        assert race.state is RunState.READY
    race.start(make_plan(contestants=1), 2)
    assert race.state is RunState.READY
    race.start(make_plan(), 1)
    race.start(make_plan(seed=3), 9)
    wait_for(RunState.FINISHED)
    assert race.epoch == 1


@pytest.mark.parametrize("moment", ["choosing", "preparing", "racing"])
def test_it_can_be_closed_at_any_moment(workshop, shelf, moment, qtbot):
    race = RaceSession(workshop, shelf)
    if moment != "choosing":
        race.start(make_plan(), MANY)
    if moment == "racing":
        race.set_speed(None)
        qtbot.waitUntil(lambda: race.epoch >= 1)
    assert race.close()
    assert len(shelf.runs) == (2 if moment == "racing" else 0)
