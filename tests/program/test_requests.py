"""Ctrl+C, kill and the end of the terminal end what may be ended, and nothing else."""

import signal
import time
import weakref

import pytest

from program import requests
from program.requests import Requested, Requests

OF_THE_SYSTEM = [getattr(signal, name) for name in requests.REQUESTS if hasattr(signal, name)]


def ended_by(do):
    """Number of the request that has ended it."""
    heard = Requests()
    with pytest.raises(Requested) as ended, heard:
        do(heard)
    return ended.value.number


@pytest.mark.parametrize("number", OF_THE_SYSTEM)
def test_a_request_ends_what_may_be_ended_and_says_which_one_it_was(number):
    done = []

    def learn(heard):
        with heard.interrupting():
            signal.raise_signal(number)
            done.append("learned")

    assert ended_by(learn) == number
    assert not done


@pytest.mark.parametrize("number", OF_THE_SYSTEM)
def test_elsewhere_it_is_remembered_until_all_is_done(number):
    done = []

    def learn_and_write(heard):
        with heard.interrupting():
            done.append("learned")
        signal.raise_signal(number)
        done.append("written")

    assert ended_by(learn_and_write) == number
    assert done == ["learned", "written"]


def test_what_may_be_ended_does_not_begin_after_a_request():
    done = []

    def learn(heard):
        signal.raise_signal(signal.SIGINT)
        with heard.interrupting():
            done.append("learned")

    assert ended_by(learn) == signal.SIGINT
    assert not done


def test_what_is_done_after_a_request_is_ended_only_by_a_second_wish(monkeypatch):
    moment = [time.monotonic()]
    monkeypatch.setattr(time, "monotonic", lambda: moment[0])
    done = []

    def write(*numbers):
        for number in numbers:
            signal.raise_signal(number)
        done.append("written")

    def learn_and_write(heard):
        try:
            with heard.interrupting():
                signal.raise_signal(signal.SIGTERM)
        finally:
            write(signal.SIGTERM, signal.SIGINT)
            moment[0] += 2 * requests.ONE_WISH
            write(signal.SIGTERM)  # Some send it to a program, and later to its whole group.
            write(signal.SIGINT)

    assert ended_by(learn_and_write) == signal.SIGTERM
    assert done == ["written", "written"]


def test_one_that_comes_within_a_destructor_is_not_lost_and_nothing_is_said(capsys):
    class Kept:
        """Something of which somebody is told when it goes."""

    done = []

    def learn(heard):
        kept = Kept()
        watched = weakref.ref(kept, lambda _: signal.raise_signal(signal.SIGINT))
        with heard.interrupting():
            del kept
            done.append(watched())
            heard.check()
            done.append("learned")

    assert ended_by(learn) == signal.SIGINT
    assert done == [None]
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("number", OF_THE_SYSTEM)
def test_who_started_the_program_may_want_it_not_to_listen(number):
    before = signal.signal(number, signal.SIG_IGN)
    try:
        with Requests() as heard, heard.interrupting():
            signal.raise_signal(number)
        assert signal.getsignal(number) is signal.SIG_IGN
    finally:
        signal.signal(number, before)


def test_afterwards_signals_are_heard_as_before():
    before = [signal.getsignal(number) for number in OF_THE_SYSTEM]
    with Requests():
        assert [signal.getsignal(number) for number in OF_THE_SYSTEM] != before
    assert [signal.getsignal(number) for number in OF_THE_SYSTEM] == before
