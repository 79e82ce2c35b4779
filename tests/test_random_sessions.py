"""A student who presses whatever there is breaks nothing."""

import pytest
from own_program import run_python


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_random_actions_neither_raise_nor_hang(seed):
    arguments = "-m", "tests.random_sessions", "--seed", seed, "--actions", 40
    done = run_python(*arguments, QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
