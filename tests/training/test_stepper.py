"""Work in a thread of its own: what it yields arrives, it can be paused, and cancelled."""

import threading
import time

import pytest

from training.stepper import Stepper
from training.together import Beat


@pytest.fixture
def stepper(qapp):
    stepper = Stepper("test-stepper")
    yield stepper
    assert stepper.close()


def collect(stepper):
    """What the work yields, as it comes."""
    things = []
    stepper.yielded.connect(things.append)
    return things


def test_what_a_generator_yields_arrives_in_order_and_on_the_owner_s_thread(qtbot, stepper):
    threads = []

    def work():
        for number in range(5):
            threads.append(threading.current_thread())
            yield number

    things = collect(stepper)
    stepper.yielded.connect(lambda _: threads.append(threading.current_thread()))
    with qtbot.waitSignal(stepper.ended) as ended:
        stepper.start(work())
    assert things == [0, 1, 2, 3, 4]
    assert ended.args == [""]
    assert not stepper.is_running
    assert threads.count(threading.main_thread()) == 5
    assert len(set(threads)) == 2


def endless():
    number = 0
    while True:
        time.sleep(0.001)  # Who hears of more than they can take in never ends.
        yield number
        number += 1


def test_a_cancelled_work_says_nothing_more(qtbot, stepper):
    things = collect(stepper)
    with qtbot.waitSignal(stepper.yielded):
        stepper.start(endless())
    stepper.cancel()
    assert not stepper.is_running
    count = len(things)
    qtbot.wait(50)
    assert len(things) == count


def test_another_work_takes_the_place_of_the_one_that_runs(qtbot, stepper):
    stepper.start(endless())
    things = collect(stepper)
    with qtbot.waitSignal(stepper.ended):
        stepper.start(iter("ab"))
    assert things == ["a", "b"]


def test_a_failure_is_told_in_a_sentence_and_the_next_work_runs(qtbot, stepper):
    def broken():
        yield 1
        raise ValueError("the net is torn")

    with qtbot.waitSignal(stepper.ended) as ended:
        stepper.start(broken())
    assert ended.args == ["the net is torn"]
    with qtbot.waitSignal(stepper.ended) as ended:
        stepper.start(iter("a"))
    assert ended.args == [""]


def test_closed_while_it_works_it_ends(qtbot, stepper):
    with qtbot.waitSignal(stepper.yielded):
        stepper.start(endless())
    assert stepper.close()
    assert not stepper.is_running


def test_closed_before_it_ever_worked_it_closes_at_once(stepper):
    assert stepper.close()


def test_what_is_begun_once_it_is_closed_is_not_done(stepper):
    """Its thread would run on when nobody ends it any more, and take the process down."""
    for _ in "ab":
        assert stepper.close()
        stepper.start(endless())
        assert not stepper.is_running
        assert not stepper._thread.isRunning()


def test_a_step_that_takes_long_is_not_waited_for(qtbot, stepper):
    begun, go_on = threading.Event(), threading.Event()

    def slow():
        begun.set()
        go_on.wait()
        yield 1

    stepper.start(slow())
    assert begun.wait(10)
    assert not stepper.close()
    go_on.set()


def test_a_paused_work_ends_and_all_that_it_has_yielded_arrives(qtbot, stepper):
    given = []

    def work():
        for number in endless():
            given.append(number)
            yield number

    things = collect(stepper)
    with qtbot.waitSignal(stepper.yielded):
        stepper.start(work())
    with qtbot.waitSignal(stepper.ended) as ended:
        stepper.pause()
    assert ended.args == [""]
    assert not stepper.is_running
    assert things == given


def test_at_rest_a_pause_changes_nothing(qtbot, stepper):
    stepper.pause()
    things = collect(stepper)
    with qtbot.waitSignal(stepper.ended):
        stepper.start(iter("ab"))
    assert things == ["a", "b"]


def paced():
    """Two steps, and then an epoch that is not to begin yet."""
    yield 1
    yield None
    yield 2
    yield Beat.BETWEEN_EPOCHS
    yield 3


def test_an_epoch_waits_for_its_time_and_is_begun_at_once_when_the_pace_is_given_up(qtbot, stepper):
    things = collect(stepper)
    stepper.set_speed(1e-6)
    stepper.start(paced())
    qtbot.waitUntil(lambda: things == [1, 2])
    qtbot.wait(50)
    assert things == [1, 2]
    with qtbot.waitSignal(stepper.ended):
        stepper.set_speed(None)
    assert things == [1, 2, 3]


def test_who_waits_for_an_epoch_can_be_paused(qtbot, stepper):
    stepper.set_speed(1e-6)
    with qtbot.waitSignal(stepper.yielded):
        stepper.start(paced())
    with qtbot.waitSignal(stepper.ended):
        stepper.pause()
