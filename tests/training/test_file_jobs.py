"""Files are written to their end before the program closes, and nothing else is waited for."""

import sys
import threading
import time
from functools import partial

import pytest
from PyQt5 import sip
from PyQt5.QtCore import QObject, Qt, pyqtSignal

from training import file_jobs
from training.file_jobs import FileJobs


@pytest.fixture
def jobs(qtbot):
    return FileJobs("tried")


@pytest.fixture
def goes_on():
    """What a job may wait for; no thread is left waiting."""
    event = threading.Event()
    yield event
    event.set()


def seconds_of(work):
    began = time.monotonic()
    result = work()
    return time.monotonic() - began, result


def test_what_is_written_is_waited_for_and_told(jobs):
    written, told = [], []
    jobs.start(lambda: time.sleep(0.6), writes="a.keras")
    jobs.start(lambda: written.append("b"), writes="b.keras")
    assert jobs.close(0.1, told.append)
    assert written == ["b"]
    assert {"LSTM Lab closes as soon as a.keras is written."} <= {*told}
    assert not jobs.is_at_work


def test_who_hears_of_a_job_finds_it_done(qtbot, jobs):
    at_work = []
    for told in (jobs.done, jobs.failed):
        told.connect(lambda _: at_work.append(jobs.is_at_work), Qt.DirectConnection)
    for count, job in enumerate((lambda: 1, lambda: 1 / 0), start=1):
        jobs.start(job)
        qtbot.waitUntil(lambda count=count: len(at_work) == count)
    assert at_work == [False, False]


def test_what_a_job_says_on_its_way_is_heard_before_its_end(qtbot, jobs):
    class Teller(QObject):
        told = pyqtSignal(str)

    teller, heard = Teller(), []
    teller.told.connect(heard.append, Qt.QueuedConnection)
    jobs.done.connect(heard.append)
    jobs.start(lambda: "first ended")
    jobs.start(lambda: teller.told.emit("on the way") or "second ended")
    while jobs.is_at_work:  # No turn of the event loop: both have ended when the first is heard.
        time.sleep(0.01)
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard == ["first ended", "on the way", "second ended"]


def test_what_is_asked_for_while_it_is_waited_for_is_written_too(jobs):
    """The one who tells it lets answers come, and an answer may lead to a further file."""
    further = [lambda: jobs.start(lambda: written.append("b"), writes="b.keras")]
    written = []
    jobs.start(lambda: time.sleep(0.3), writes="a.keras")
    seconds, has_ended = seconds_of(
        lambda: jobs.close(0.1, lambda _: further.pop()() if further else None)
    )
    assert (written, has_ended) == (["b"], True)
    assert seconds < 5


def test_what_comes_once_its_window_is_gone_is_told_to_nobody(jobs, goes_on):
    jobs.start(lambda: goes_on.wait(20))
    sip.delete(jobs)
    goes_on.set()
    assert jobs.close(20)


def test_what_is_written_after_a_window_is_gone_is_written_whenever_it_goes(qtbot):
    """It may go in the very moment in which the thread is about to tell what has come."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    written = []
    try:
        several = [FileJobs("tried") for _ in range(300)]
        for count, jobs in enumerate(several):
            jobs.start(lambda: None)
            jobs.start(partial(written.append, count), writes="a.keras")
            sip.delete(jobs)
    finally:
        sys.setswitchinterval(usual)
    assert all(jobs.close(20) for jobs in several)
    assert sorted(written) == [*range(300)]


def test_what_is_read_is_not(jobs, goes_on):
    told = []
    jobs.start(lambda: goes_on.wait(20))
    seconds, has_ended = seconds_of(lambda: jobs.close(0.1, told.append))
    assert not has_ended
    assert seconds < 1
    assert not told


def test_once_all_is_written_what_is_read_behind_it_is_not_waited_for(jobs, goes_on):
    written = []
    jobs.start(lambda: time.sleep(0.5) or written.append("a"), writes="a.keras")
    jobs.start(lambda: goes_on.wait(20))
    seconds, has_ended = seconds_of(lambda: jobs.close(0.1))
    assert (written, has_ended) == (["a"], False)
    assert seconds < 2


def test_a_disk_that_hangs_is_given_up_and_that_is_told(jobs, goes_on, monkeypatch, capsys):
    monkeypatch.setattr(file_jobs, "WRITTEN_WITHIN", 0.3)
    jobs.start(lambda: goes_on.wait(20), writes="a.keras")
    seconds, has_ended = seconds_of(lambda: jobs.close(0.1))
    assert not has_ended
    assert 0.3 <= seconds < 2
    assert capsys.readouterr().err == (
        "Given up: a.keras could not be written in time. What was there before is as it was.\n"
    )


def test_what_fails_while_it_is_waited_for_is_told_where_no_window_is_any_more(jobs, capsys):
    def fail():
        time.sleep(0.3)
        raise OSError(28, "No space left on device", "a.keras")

    jobs.start(fail, "Not saved: ", writes="a.keras")
    assert jobs.close(5)
    jobs.pass_on()
    assert capsys.readouterr().err == "Not saved: No space left on device: a.keras.\n"
