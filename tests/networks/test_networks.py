"""Small networks share a process, which is ended with the last of them that is needed."""

import os
import signal
import sys
from dataclasses import replace

import psutil
import pytest
from PyQt5.QtCore import QObject
from small_session import losses, make_session, train_to_the_end, undo
from small_settings import SMALL

import workshop
from networks.networks import Networks
from networks.settings import NetworkChoice
from training.states import Command, RunState

FIRST, SECOND, THIRD, FOURTH = (
    NetworkChoice("numpy", replace(SMALL, units=(units,))) for units in (2, 3, 4, 5)
)


@pytest.fixture(autouse=True)
def numpy_elsewhere(monkeypatch):
    """NumPy in the place of Keras: it is there in no time."""
    monkeypatch.setattr(workshop, "IN_OWN_PROCESS", {"numpy"})


@pytest.fixture
def networks(qapp):
    parent = QObject()
    networks = Networks(workshop, parent)
    yield networks
    assert networks.close(patience=20)


@pytest.fixture
def get(qtbot, networks):
    """The network of a choice, once it is there."""

    def get(choice, **how):
        networks.ask_for(choice, **how)
        qtbot.waitUntil(lambda: networks.has(choice))
        return networks.of(choice)

    return get


def lives(network):
    return psutil.pid_exists(network.process.pid)


def test_the_network_that_is_left_is_there_again_at_once(networks, get):
    first, second = get(FIRST), get(SECOND)
    assert first.process is second.process
    networks.keep_only([SECOND.settings])
    assert get(FIRST) is first
    networks.keep_only([FIRST.settings])
    first.initialise(0)
    second.initialise(1)
    assert first.snapshot()["weights/0"].shape != second.snapshot()["weights/0"].shape


def test_a_process_that_has_made_enough_is_ended_with_all_of_its_networks(qtbot, networks, get):
    full = [get(choice) for choice in (FIRST, SECOND, THIRD)]
    fourth = get(FOURTH)
    assert {network.process for network in full} == {full[0].process}
    assert fourth.process is not full[0].process
    networks.keep_only([THIRD.settings, FOURTH.settings])
    assert lives(full[0])
    networks.keep_only([FOURTH.settings])
    qtbot.waitUntil(lambda: not lives(full[0]))
    assert lives(fourth)
    assert not any(networks.has(choice) for choice in (FIRST, SECOND, THIRD))
    assert get(FIRST).process is fourth.process


def test_while_the_others_are_at_work_a_network_has_a_process_of_its_own(get):
    assert get(FIRST).process is not get(SECOND, apart=True).process


@pytest.mark.parametrize("large", [0, 1])
def test_a_large_network_lives_alone(get, large):
    choices = [FIRST, SECOND]
    settings = replace(choices[large].settings, units=(256,) * 2, rows=256, window=64)
    assert settings.is_slow
    choices[large] = replace(choices[large], settings=settings)
    first, second = map(get, choices)
    assert first.process is not second.process


@pytest.mark.skipif(sys.platform == "win32", reason="no process there is killed by a signal")
def test_beside_a_network_that_was_lost_another_one_is_made_all_the_same(get):
    first = get(FIRST)
    os.kill(first.process.pid, signal.SIGKILL)
    second = get(SECOND)
    second.initialise(0)
    assert second.process is not first.process


@pytest.mark.skipif(sys.platform == "win32", reason="no process is stopped there")
def test_one_that_is_not_needed_any_more_is_made_to_its_end_beside_one_that_is(
    qtbot, networks, get
):
    first = get(FIRST)
    os.kill(first.process.pid, signal.SIGSTOP)
    networks.ask_for(SECOND)
    qtbot.waitUntil(lambda: bool(networks.in_the_making))
    networks.keep_only([FIRST.settings])
    os.kill(first.process.pid, signal.SIGCONT)
    with qtbot.assertNotEmitted(networks.answered):
        qtbot.waitUntil(lambda: networks.has(SECOND))
    first.initialise(0)


@pytest.mark.skipif(sys.platform == "win32", reason="no process is stopped there")
def test_one_that_is_not_needed_any_more_does_not_outlive_the_process_of_the_other(
    qtbot, networks, get, monkeypatch
):
    first, made, create = get(FIRST), [], workshop.create_model
    monkeypatch.setattr(workshop, "create_model", lambda *of: made.append(create(*of)) or made[-1])
    os.kill(first.process.pid, signal.SIGSTOP)
    networks.ask_for(SECOND)
    qtbot.waitUntil(lambda: bool(networks.in_the_making))
    networks.keep_only([FIRST.settings])
    os.kill(first.process.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: not networks.in_the_making)
    assert not networks.has(SECOND)
    qtbot.waitUntil(lambda: not any(lives(network) for network in made))


def test_in_a_process_that_is_silent_no_network_is_made(get, monkeypatch):
    first = get(FIRST)
    monkeypatch.setattr(first, "silence", lambda: 60.0)
    assert get(SECOND).process is not first.process


def test_undo_finds_the_network_that_was_left_and_goes_on_as_if_it_had_not_been(qtbot, wait_for):
    session = make_session(qtbot, workshop)
    session.set_epochs(2)
    train_to_the_end(session, wait_for)
    left, before = session._worker._training.network, losses(session)
    session.choose_settings(SECOND.settings)
    qtbot.waitUntil(lambda: session.view.settings == SECOND.settings)
    assert session._worker._training.network is not left
    undo(session, wait_for)
    assert session._worker._training.network is left
    session.resume()
    qtbot.waitUntil(lambda: len(session.history) == 4)
    wait_for(session, RunState.FINISHED)
    assert losses(session)[:2] == before
    assert losses(session)[2] < before[1]
    assert Command.SAVE in session.view.commands
    assert session.close()
