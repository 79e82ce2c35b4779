"""A test that fails takes no other down with it: what it has left running is ended."""

import os
from pathlib import Path

import pytest
from own_program import run_python

TESTS = Path(__file__).parent
SUITE = """
import gc

from small_session import LONG_PATTERN, make_session
from training.states import RunState


def test_that_fails_while_a_session_trains(qtbot):
    session = make_session(qtbot, pattern=LONG_PATTERN)
    session.set_epochs(10_000)
    session.start()
    qtbot.waitUntil(lambda: session.view.state is RunState.TRAINING)
    assert False


def test_in_which_that_session_is_collected(qapp):
    gc.collect()
"""


@pytest.mark.slow
def test_a_session_that_a_failed_test_did_not_close_does_not_end_the_tests(tmp_path):
    path = tmp_path / "test_two.py"
    path.write_text(SUITE)
    suite = [path, "-c", TESTS.parent / "pyproject.toml", "-p", "conftest", "-p", "no:randomly"]
    path = os.pathsep.join(map(str, (TESTS, TESTS.parent)))
    done = run_python("-m", "pytest", "-q", *suite, "-p", "no:cacheprovider", PYTHONPATH=path)
    assert "1 failed, 1 passed" in done.stdout, done.stdout + done.stderr
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
