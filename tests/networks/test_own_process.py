"""An object lives in a process of its own: it answers, fails and ends without a trace."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil
import pytest

from networks.own_process import OwnProcess
from networks.process_ended import ProcessEnded, ProcessGivenUp
from networks.steps import finished

ROOT = Path(__file__).parents[2]
PATIENCE = 20
"""Seconds until what has not come is taken for what never will."""


class Unknown(Exception):
    """One that the process is not told to hand on as it is."""


class Known(Exception):
    """One that it is told to."""


class Clerk:
    """What lives there."""

    def __init__(self, start):
        if start < 0:
            raise ValueError("A clerk cannot be made from this.")
        self._count = start

    def count(self, by):
        self._count += by
        return self._count

    def echo(self, said):
        return said

    def raise_known(self):
        raise Known("known")

    def raise_unknown(self):
        raise Unknown("first line\nsecond line")

    def raise_loaded(self):
        error = ValueError("its words")
        error.baggage = Unknown("of a library")
        raise error

    def modules(self):
        return sorted(sys.modules)

    def leave_a_file(self):
        with tempfile.NamedTemporaryFile(delete=False) as file:
            return file.name

    def sleep(self):
        time.sleep(10 * PATIENCE)

    def abort(self):
        os.abort()

    def die(self):
        os._exit(1)


@pytest.fixture
def begin():
    begun = []

    def begin(start=0):
        begun.append(OwnProcess("counts", Clerk, start, known=(Known,)))
        return begun[-1]

    yield begin
    for process in begun:
        process.end()


def is_gone(pid):
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def wait_until(condition):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_it_answers_call_by_call_and_remembers(begin):
    process = begin(40)
    assert process.pid != os.getpid()
    assert [process.call("count", 1), process.call("count", 1)] == [41, 42]


def test_an_error_comes_back_as_what_it_is_or_in_its_first_line(begin):
    process = begin()
    with pytest.raises(Known, match="known"):
        process.call("raise_known")
    with pytest.raises(RuntimeError, match=r"^Unknown: first line$"):
        process.call("raise_unknown")
    with pytest.raises(ValueError, match="its words") as caught:
        process.call("raise_loaded")
    assert not vars(caught.value)
    assert process.call("count", 1) == 1


def test_an_object_that_cannot_be_made_says_so_at_each_call(begin):
    process = begin(-1)
    for _ in range(2):
        with pytest.raises(ValueError, match="A clerk cannot"):
            process.call("count", 1)


def test_a_process_that_has_ended_by_itself_is_told_in_one_sentence_and_cleared_away(begin):
    process = begin()
    for method in ("die", "count"):
        with pytest.raises(ProcessEnded, match=r"^The process that counts has ended") as told:
            process.call(method)
        assert str(told.value).endswith(".")
    assert not psutil.pid_exists(process.pid)
    assert not Path(process.folder).exists()


def test_ending_it_on_another_thread_ends_the_call_that_is_under_way(begin):
    process = begin()
    process.call("count", 1)
    ender = threading.Timer(0.1, process.end)
    ender.start()
    with pytest.raises(ProcessEnded):
        process.call("sleep")
    ender.join()
    process.end()
    assert not psutil.pid_exists(process.pid)


NEEDS_SIGNALS = pytest.mark.skipif(sys.platform == "win32", reason="no process is stopped there")


@NEEDS_SIGNALS
def test_whoever_waits_can_do_other_things_until_the_answer_is_there(begin):
    process = begin(40)
    process.call("count", 1)
    os.kill(process.pid, signal.SIGSTOP)
    calling = process.calling("count", 1)
    assert [next(calling), next(calling)] == [None, None]
    os.kill(process.pid, signal.SIGCONT)
    assert finished(calling) == 42


@NEEDS_SIGNALS
def test_an_answer_that_nobody_waits_for_any_more_is_passed_over(begin):
    process = begin(40)
    process.call("count", 1)
    os.kill(process.pid, signal.SIGSTOP)
    next(process.calling("count", 1))
    os.kill(process.pid, signal.SIGCONT)
    assert process.call("count", 10) == 52


@NEEDS_SIGNALS
def test_calls_of_two_threads_are_each_answered_and_none_waits_to_be_sent(begin):
    process = begin()
    process.call("count", 1)
    os.kill(process.pid, signal.SIGSTOP)
    first, second = process.calling("count", 10), process.calling("echo", bytes(10**7))
    assert [next(first), next(second), next(first)] == [None] * 3
    answers = {}
    threads = [
        threading.Thread(target=lambda: answers.update(first=finished(first))),
        threading.Thread(target=lambda: answers.update(second=finished(second))),
    ]
    for thread in threads:
        thread.start()
    os.kill(process.pid, signal.SIGCONT)
    for thread in threads:
        thread.join(PATIENCE)
    assert answers == {"first": 11, "second": bytes(10**7)}


@NEEDS_SIGNALS
def test_only_a_process_that_stands_still_is_silent(begin):
    process = begin()
    process.call("count", 1)
    next(process.calling("sleep"))
    wait_until(lambda: process.silence() < 1)
    os.kill(process.pid, signal.SIGSTOP)
    wait_until(lambda: process.silence() > 2)
    os.kill(process.pid, signal.SIGCONT)
    wait_until(lambda: process.silence() < 1)


@NEEDS_SIGNALS
def test_one_that_is_given_up_is_ended_although_it_stands_still(begin):
    process = begin()
    process.call("count", 1)
    os.kill(process.pid, signal.SIGSTOP)
    calling = process.calling("count", 1)
    next(calling)
    process.give_up()
    with pytest.raises(ProcessGivenUp, match="that counts was ended, since it did not answer"):
        next(calling)
    assert not psutil.pid_exists(process.pid)


@NEEDS_SIGNALS
def test_a_process_that_a_signal_has_ended_tells_which(begin):
    process = begin()
    with pytest.raises(ProcessEnded, match=r"that counts has ended by itself \(SIGABRT\)"):
        process.call("abort")


@NEEDS_SIGNALS
@pytest.mark.parametrize("name", ["SIGINT", "SIGHUP"])
def test_what_a_terminal_tells_all_that_belong_to_it_does_not_end_the_process(name, begin):
    """The program may have to ask it something before it ends."""
    process = begin()
    before = process.call("count", 1)
    os.kill(process.pid, getattr(signal, name))
    assert process.call("count", 1) > before


def test_what_nobody_holds_any_more_is_ended_with_its_temporary_files():
    process = OwnProcess("counts", Clerk, 0)
    file, pid = Path(process.call("leave_a_file")), process.pid
    assert file.exists()
    assert str(file.parent) == process.folder
    del process
    assert not file.parent.exists()
    assert not psutil.pid_exists(pid)


BEGIN_ONE = f"""
import signal, sys
sys.path[:0] = {[str(ROOT), str(ROOT / "tests" / "networks")]}
from test_own_process import Clerk
from networks.own_process import OwnProcess
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    process = OwnProcess("counts", Clerk, 0)
    if {{calls}}:
        process.call("count", 1)
    print(process.pid, process.folder, flush=True)
    {{then}}
"""


@pytest.fixture
def parent(tmp_path):
    """Start a program that begins a process; the program, the process's number and its folder."""
    programs = []

    def start(then, calls=True):
        script = tmp_path / "parent.py"
        script.write_text(BEGIN_ONE.format(then=then, calls=calls))
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        programs.append(
            subprocess.Popen([sys.executable, script], text=True, start_new_session=True, **pipes)
        )
        pid, folder = programs[-1].stdout.readline().split()
        return programs[-1], int(pid), Path(folder)

    yield start
    for program in programs:
        program.kill()
        program.communicate()


def test_it_ends_with_the_program_that_has_not_ended_it(parent):
    program, pid, folder = parent("")
    assert program.communicate(timeout=PATIENCE) == ("", "")
    assert program.returncode == 0
    assert is_gone(pid)
    assert not folder.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no process there is killed by a signal")
@pytest.mark.parametrize("calls", [True, False], ids=["asked", "never asked"])
@pytest.mark.parametrize("then", ["process.call('sleep')", "input()"], ids=["busy", "idle"])
def test_it_does_not_outlive_a_program_that_is_killed(parent, then, calls):
    program, pid, folder = parent(then, calls)
    program.kill()
    wait_until(lambda: is_gone(pid))
    wait_until(lambda: not folder.exists())


@pytest.mark.skipif(sys.platform == "win32", reason="the terminal's Ctrl+C is another there")
@pytest.mark.parametrize("calls", [True, False], ids=["asked", "never asked"])
def test_control_c_ends_both_and_the_process_says_nothing(parent, calls):
    program, pid, folder = parent("input()", calls)
    os.killpg(program.pid, signal.SIGINT)  # As a terminal does: to all who belong to it.
    assert program.communicate(timeout=PATIENCE) == ("", "")
    wait_until(lambda: is_gone(pid))
    wait_until(lambda: not folder.exists())
