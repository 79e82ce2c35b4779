"""Whatever is asked of a session, in whatever order and however quickly: nothing is lost.

A machine presses everything at random, also what is not offered, and lets the worker run a
little in between. The losses are a function of the seed and of the pattern that each epoch
was trained on, so they must be those of a training that nobody disturbed.
"""

import time
from collections import Counter
from dataclasses import replace
from functools import cache

import held_out
import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PyQt5.QtTest import QTest
from small_settings import SMALL
from trained_epochs import train_epochs

import model
from networks.process_ended import ProcessEnded
from networks.settings import BACKEND_NAMES
from tasks.pattern import Pattern
from tasks.registry import task_of
from training import checkpoint_file
from training.loop import Position
from training.session import Session
from training.states import AT_REST, LAW, RUNNING, WAITED_FOR, Command, Condition, RunState

MOST_EPOCHS = 6
FAST, SLOW = None, 100
SHORT, LONG = Pattern("0011"), Pattern(20 * "0110100110010110" + "1")
"""The long one takes more passes an epoch than the usual ones."""
ECHO = held_out.PROBLEM
"""No network that learns a pattern can learn it; the more it learns, the worse it gets on what is
held out, so that a run may be ended early."""
PROBLEMS = st.sampled_from([SHORT, LONG, ECHO])
OTHER_UNITS = replace(SMALL, units=(3,))
OTHER_RATE = SMALL.at_rate(0.02)
SETTINGS = [SMALL, OTHER_UNITS, OTHER_RATE]
"""The last one needs no other network than the first."""
ANSWER_PENDING = {RunState.RESETTING, RunState.OPENING, RunState.GOING_BACK}
SAVED, FULL, MISSING = "saved.keras", "full.keras", "missing.keras"
PATIENCE = 20
"""Seconds until a session that has not come to rest is taken for one that never will."""


class Mortal:
    """A network that can be lost, as one in a process of its own can; closed, it is as well."""

    def __init__(self, network):
        self._network = network
        self.is_alive = True

    def __getattr__(self, name):
        value = getattr(self._network, name)
        return value if self.is_alive or not callable(value) else self._fail

    def _fail(self, *_arguments):
        raise ProcessEnded("The process has ended.")

    def close(self):
        self.is_alive = False


class Workshop:
    """The real one, but its files and networks fail when they are to, and its Keras is quick."""

    def __init__(self):
        self.files = {}
        self.networks = []

    def __getattr__(self, name):
        return getattr(model, name)

    def load_backend(self, backend):
        time.sleep(0.003 if backend == "keras" else 0)

    def create_model(self, backend, settings):
        time.sleep(0.005 if settings == OTHER_UNITS else 0)
        self.networks.append(Mortal(model.create_model("numpy", settings)))
        return self.networks[-1]

    def save(self, path, checkpoint):
        if path == FULL:
            raise OSError("The disk is full.")
        self.files[path] = checkpoint

    def load(self, path):
        try:
            return self.files[path]
        except KeyError:
            raise FileNotFoundError("There is no such file.") from None


@cache
def undisturbed(settings, seed, problems):
    """Losses of a training that nobody disturbs, an epoch on each of ``problems``; its network."""
    network = model.create_model("numpy", settings)
    if not problems:
        network.initialise(seed)
        return (), network.snapshot()
    *before, problem = problems
    losses, snapshot = undisturbed(settings, seed, tuple(before))
    network.restore(snapshot)
    if before and before[-1] != problem:
        network.reset_optimizer()
    trained_on_it = next(
        (epochs for epochs, other in enumerate(reversed(problems)) if other != problem),
        len(problems),
    )
    began = len(problems) - trained_on_it + 1
    position = Position(epoch=len(problems), began=began)
    (record,) = train_epochs(network, problem, 1, position, seed)
    return (*losses, record.loss), network.snapshot()


def problems_of(history):
    """The problem that each epoch was trained on."""
    by_period = {len(SHORT): SHORT, 0: ECHO}
    return tuple(by_period.get(record.period, LONG) for record in history)


def what_counts(view):
    """All of a view that a command could change, to be compared."""
    return (
        view.state,
        view.commands,
        view.epoch,
        view.goal,
        view.seed,
        view.backend,
        view.settings,
        view.next_settings,
        view.trained_problem,
        view.problem_changed,
    )


class SessionMachine(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.workshop = Workshop()
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(checkpoint_file, "save", self.workshop.save)
        self.patch.setattr(checkpoint_file, "load", self.workshop.load)
        held_out.install(self.patch, held_out.misleading)
        self.session = Session(self.workshop, "numpy", SMALL)
        self.asked_to_load = False
        self.is_mortal = False
        self.expected = Counter()
        self.answers = Counter()
        self.given_up = 0  # Continuations in which Pause was pressed, perhaps too late.
        self.session.continued.connect(lambda: self.count("continued"))
        self.session.saved.connect(lambda: self.count("saved"))
        self.session.problem.connect(lambda: self.count("problem"))

    def count(self, answer):
        self.answers[answer] += 1

    def teardown(self):
        try:
            if not self.asked_to_load:
                self.load()
            self.settle()
        finally:
            self.session.close()
            self.patch.undo()

    def ask(self, command, *arguments):
        """Call the method of a command; one that is not offered must change nothing."""
        before = self.session.view
        if command is Command.PAUSE and before.state is RunState.PREDICTING:
            self.given_up += 1
        method = "resume" if command is Command.CONTINUE else command.name.lower()
        getattr(self.session, method)(*arguments)
        if command not in before.commands:
            assert what_counts(self.session.view) == what_counts(before)
        return command in before.commands

    # What is asked, offered or not

    @initialize(
        problem=PROBLEMS,
        trained=st.one_of(st.none(), st.integers(0, MOST_EPOCHS + 2)),
        is_mortal=st.booleans(),
    )
    def begin(self, problem, trained, is_mortal):
        """Before anything is loaded, or after as many epochs."""
        self.is_mortal = is_mortal
        self.session.set_speed(FAST)
        self.session.set_epochs(MOST_EPOCHS)
        self.set_problem(problem)
        if trained is None:
            return
        self.load()
        self.settle()
        for _ in range(trained):
            self.ask(Command.STEP)
            self.settle()

    @rule()
    def load(self):
        self.session.load_backend()
        self.asked_to_load = True

    @rule(
        commands=st.lists(
            st.sampled_from([Command.START, Command.CONTINUE, Command.STEP, Command.PAUSE]),
            min_size=1,
        ),
        milliseconds=st.integers(0, 10),
    )
    def train(self, commands, milliseconds):
        for command in commands:
            self.ask(command)
        QTest.qWait(milliseconds)

    @rule(
        command=st.sampled_from([Command.RESET, Command.UNDO, Command.NEW_WEIGHTS]),
        settles=st.booleans(),
    )
    def leave(self, command, settles):
        self.ask(command)
        if settles:
            self.settle()

    @rule()
    def best_epoch(self):
        self.ask(Command.BEST_EPOCH)

    @rule(epoch=st.integers(1, MOST_EPOCHS), settles=st.booleans())
    def branch(self, epoch, settles):
        if settles:
            self.settle()
        if epoch in self.session.snapshots.epochs:
            self.ask(Command.BRANCH, epoch)
        else:
            before = what_counts(self.session.view)
            self.session.branch(epoch)
            assert what_counts(self.session.view) == before

    @rule(steps=st.integers(1, 20))
    def predict(self, steps):
        is_predicting = self.session.view.state is RunState.PREDICTING
        if self.ask(Command.PREDICT, steps) and not is_predicting:
            self.expected["continued"] += 1

    @rule(path=st.sampled_from([SAVED, FULL]))
    def save(self, path):
        """Whenever a dialog names a file, it is written, or it is said that it is not."""
        view = self.session.view
        has_begun = view.state in RUNNING and view.epoch in self.session.snapshots.epochs
        is_waited_for = view.state in WAITED_FOR and Condition.KNOWN_TASK in view.conditions
        can_be = has_begun or is_waited_for or Command.SAVE in view.commands
        self.session.save(path)
        self.expected["saved" if can_be and path != FULL else "problem"] += 1

    @rule(path=st.sampled_from([SAVED, MISSING]))
    def open(self, path):
        is_there = path in self.workshop.files
        if self.ask(Command.OPEN, path) and not is_there:
            self.expected["problem"] += 1

    @rule(backend=st.sampled_from([*BACKEND_NAMES]))
    def choose_backend(self, backend):
        is_another = backend != self.session.view.backend
        if self.ask(Command.CHOOSE_BACKEND, backend) and is_another:
            self.asked_to_load = True

    @rule(
        settings=st.lists(st.sampled_from(SETTINGS), min_size=1, max_size=3),
        goes_on=st.booleans(),
        settles=st.booleans(),
    )
    def choose_settings(self, settings, goes_on, settles):
        for each in settings:
            self.ask(Command.CHOOSE_SETTINGS, each)
        if goes_on:
            self.ask(Command.CONTINUE)
        if settles:
            self.settle()

    @precondition(lambda self: self.is_mortal)
    @rule()
    def lose_the_networks(self):
        """What happens to them is noticed when they are used next."""
        for network in self.workshop.networks:
            network.close()

    @rule(seed=st.integers(0, 2))
    def set_seed(self, seed):
        self.ask(Command.SET_SEED, seed)

    @rule(problem=st.one_of(PROBLEMS, st.none()))
    def set_problem(self, problem):
        """The network that suits a task takes too long to learn: another one is chosen at once."""
        self.ask(Command.SET_PROBLEM, problem)
        view = self.session.view
        if (view.next_settings or view.settings).units > SMALL.units:
            self.ask(Command.CHOOSE_SETTINGS, SMALL)

    @rule(refusal=st.sampled_from(["", "", "It is no number."]))
    def set_refusal(self, refusal):
        self.session.set_refusal(refusal)

    @rule(epochs=st.integers(1, MOST_EPOCHS))
    def set_epochs(self, epochs):
        self.session.set_epochs(epochs)

    @rule(epochs=st.integers(0, 2))
    def set_patience(self, epochs):
        self.session.set_patience(epochs)

    @rule(speed=st.sampled_from([FAST, SLOW]))
    def set_speed(self, speed):
        self.session.set_speed(speed)

    @rule(milliseconds=st.integers(0, 5))
    def run_a_little(self, milliseconds):
        QTest.qWait(milliseconds)

    @rule()
    def settle(self):
        """Let everything come to an end that has been asked for."""
        self.session.set_speed(FAST)
        deadline = time.monotonic() + PATIENCE
        while not (self.is_settled() and self.has_heard_of_files()):
            assert time.monotonic() < deadline, self.session.view
            QTest.qWait(1)
        if not self.is_mortal:  # What is asked of a lost network is not answered.
            missing = self.expected - self.answers
            assert not self.answers - self.expected
            assert missing.total() == missing["continued"] <= self.given_up
        view = self.session.view
        if view.state is RunState.WAITING:
            return
        if view.trained_problem:
            assert (view.state is RunState.FINISHED) == (view.epoch >= view.goal)
        else:
            assert (view.state, view.epoch) == (RunState.READY, 0)

    def has_heard_of_files(self):
        missing = self.expected - self.answers
        return self.is_mortal or not missing["saved"] + missing["problem"]

    def is_settled(self):
        view = self.session.view
        if not self.asked_to_load:
            return view.state in AT_REST | {RunState.WAITING}
        is_loaded = Condition.NETWORK in view.conditions
        graphs = {each.settings.graph for each in self.workshop.networks if each.is_alive}
        # Of the settings that are not in use any more, no network is kept.
        only_one = graphs <= {view.settings.graph} and view.next_settings is None
        return view.state in AT_REST and is_loaded and only_one

    # What must hold at every moment

    @invariant()
    def epochs_are_numbered_without_a_gap(self):
        epochs = [record.epoch for record in self.session.history]
        assert epochs == list(range(1, self.session.view.epoch + 1))

    @invariant()
    def what_is_shown_together_was_computed_together(self):
        for record in self.session.history:
            assert record.accuracy == np.mean(record.said == record.targets)

    @invariant()
    def only_what_is_legal_is_offered(self):
        view = self.session.view
        assert view.commands <= {row.command for row in LAW if view.state in row.states}

    @invariant()
    def what_is_offered_to_be_learned_can_be_learned(self):
        view = self.session.view
        for problem, commands, learners in (
            (view.typed, {Command.START}, {view.settings, view.next_settings} - {None}),
            (view.typed, {Command.STEP, Command.PREDICT}, {view.settings}),
            (view.trained_problem, {Command.CONTINUE}, {view.settings}),
        ):
            if view.commands & commands:
                assert any(task_of(problem).fit(problem, each) == each for each in learners)

    @invariant()
    def losses_are_those_of_an_undisturbed_training(self):
        view = self.session.view
        if view.state in ANSWER_PENDING or not view.epoch:
            return
        losses = tuple(record.loss for record in self.session.history)
        problems = problems_of(self.session.history)
        assert losses == undisturbed(view.settings, view.seed, problems)[0]

    @invariant()
    def what_is_kept_of_an_epoch_is_its_network(self):
        view, snapshots = self.session.view, self.session.snapshots
        assert set(snapshots.epochs) <= set(range(1, view.epoch + 1))
        if view.state in ANSWER_PENDING or not snapshots.epochs:
            return
        newest = snapshots.epochs[-1]
        problems = problems_of(self.session.history)[:newest]
        _, expected = undisturbed(view.settings, view.seed, problems)
        kept = snapshots.at(newest).snapshot
        assert all(np.array_equal(kept[name], expected[name]) for name in expected)


@pytest.mark.slow
def test_a_session_loses_nothing_whatever_is_asked_of_it(qtbot):
    run_state_machine_as_test(
        SessionMachine,
        settings=settings(
            max_examples=80,
            stateful_step_count=40,
        ),
    )
