"""What nobody holds any more is destroyed on the thread of the windows."""

import gc
import sys
import threading
import weakref

import numpy as np
import psutil
import pytest
from PyQt5.QtWidgets import QDialog, QPushButton

from program import garbage
from views import layered_canvas
from views.colours import LIGHT
from views.shelf.runs_plot import RunsCanvas


@pytest.fixture
def collector(garbage_collector):
    """What all tests run with; it looks at all that is there each time."""
    usual = gc.get_threshold()
    gc.set_threshold(usual[0], 1, 1)
    yield garbage_collector
    gc.set_threshold(*usual)


def closed_dialog(destroyed_on):
    """A dialog that holds itself by a slot, as most do; nobody else does."""
    dialog = QDialog()
    button = QPushButton(dialog)
    button.clicked.connect(lambda: dialog.done(0))
    dialog.of_itself = dialog
    weakref.finalize(dialog, lambda: destroyed_on.append(threading.current_thread()))


def make_objects(count):
    return [[] for _ in range(count)]


def test_a_thread_that_computes_destroys_no_closed_dialog(qtbot, collector):
    destroyed_on = []
    closed_dialog(destroyed_on)
    thread = threading.Thread(target=make_objects, args=(100_000,))
    thread.start()
    thread.join()
    assert destroyed_on == []
    kept = []
    qtbot.waitUntil(lambda: kept.append(make_objects(1_000)) is None and bool(destroyed_on))
    assert destroyed_on == [threading.main_thread()]


def test_a_full_look_passes_over_what_was_there_before(collector):
    collector.spare_what_is_there()
    frozen = gc.get_freeze_count()
    assert frozen > 1_000
    assert len(gc.get_objects()) < frozen


def ask_for_a_drawing_in_a_window_that_nobody_holds():
    window = QDialog()
    window.of_itself = window
    RunsCanvas(LIGHT, window).draw_idle()
    gc.collect()  # What was made until now is not counted: nobody looks before more is made.


def test_no_window_goes_while_it_is_drawn(qtbot, collector, monkeypatch, capsys):
    drawn = []

    def draw(*_):
        drawn.append(len(make_objects(100_000)))
        yield

    monkeypatch.setattr(layered_canvas, "drawing_of", draw)
    ask_for_a_drawing_in_a_window_that_nobody_holds()
    collector.collect()  # As its timer may do before the drawing's turn comes.
    qtbot.waitUntil(lambda: bool(drawn))
    assert "deleted" not in capsys.readouterr().err


def test_what_waits_to_be_deleted_goes_before_python_takes_apart_what_it_holds(qapp, collector):
    """Else a timer of it calls what is left of a function, which ends the process."""
    window, gone = QDialog(), []
    window.destroyed.connect(lambda: gone.append(True))
    window.deleteLater()
    del window
    kept = make_objects(1_000)
    collector.collect()
    assert gone
    del kept


@pytest.fixture
def is_given_back():
    """Whether the system has what was freed between what is kept, as of the networks of many
    epochs once Reset has given them up."""
    states = [np.ones(15_000) for _ in range(1_000)]
    kept = states[::50]
    rest = sum(each.nbytes for each in states) - sum(each.nbytes for each in kept)
    process = psutil.Process()
    before = process.memory_info().rss
    del states
    yield lambda: before - process.memory_info().rss > 0.9 * rest
    del kept


has_to_be_asked = pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere the system has it back by itself"
)


@has_to_be_asked
def test_what_was_freed_between_what_is_kept_goes_back_to_the_system(is_given_back):
    assert not is_given_back()
    garbage.give_back()
    assert is_given_back()


@has_to_be_asked
def test_so_it_does_by_itself_after_a_while(qtbot, garbage_collector, is_given_back):
    timer = garbage_collector._giving_back
    timer.setInterval(20)
    qtbot.waitUntil(is_given_back, timeout=3_000)
    timer.setInterval(garbage.GIVEN_BACK_EVERY)
