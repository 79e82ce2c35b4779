"""Work in a thread of its own: what it yields arrives, and it can be cancelled."""

import threading

import pytest

from training.job import Job


@pytest.fixture
def job(qapp):
    job = Job("test-job")
    yield job
    assert job.close()


def collect(job):
    """What the job yields, as it comes."""
    things = []
    job.yielded.connect(things.append)
    return things


def test_what_a_generator_yields_arrives_in_order_and_on_the_owner_s_thread(qtbot, job):
    threads = []

    def work():
        for number in range(5):
            threads.append(threading.current_thread())
            yield number

    things = collect(job)
    job.yielded.connect(lambda _: threads.append(threading.current_thread()))
    with qtbot.waitSignal(job.ended) as ended:
        job.start(work())
    assert things == [0, 1, 2, 3, 4]
    assert ended.args == [""]
    assert not job.is_running
    assert threads.count(threading.main_thread()) == 5
    assert len(set(threads)) == 2


def endless():
    number = 0
    while True:
        yield number
        number += 1


def test_a_cancelled_work_says_nothing_more(qtbot, job):
    things = collect(job)
    with qtbot.waitSignal(job.yielded):
        job.start(endless())
    job.cancel()
    assert not job.is_running
    count = len(things)
    qtbot.wait(50)
    assert len(things) == count


def test_another_work_takes_the_place_of_the_one_that_runs(qtbot, job):
    job.start(endless())
    things = collect(job)
    with qtbot.waitSignal(job.ended):
        job.start(iter("ab"))
    assert things == ["a", "b"]


def test_a_failure_is_told_in_a_sentence_and_the_next_work_runs(qtbot, job):
    def broken():
        yield 1
        raise ValueError("the net is torn")

    with qtbot.waitSignal(job.ended) as ended:
        job.start(broken())
    assert ended.args == ["the net is torn"]
    with qtbot.waitSignal(job.ended) as ended:
        job.start(iter("a"))
    assert ended.args == [""]


def test_closed_while_it_works_it_ends(qtbot, job):
    with qtbot.waitSignal(job.yielded):
        job.start(endless())
    assert job.close()
    assert not job.is_running


def test_closed_before_it_ever_worked_it_closes_at_once(job):
    assert job.close()


def test_a_step_that_takes_long_is_not_waited_for(qtbot, job):
    begun, go_on = threading.Event(), threading.Event()

    def slow():
        begun.set()
        go_on.wait()
        yield 1

    job.start(slow())
    assert begun.wait(10)
    assert not job.close()
    go_on.set()
