"""A student who presses whatever there is breaks nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_random_actions_neither_raise_nor_hang(seed):
    command = [sys.executable, "-m", "tests.random_sessions", "--seed", str(seed)]
    done = subprocess.run(
        [*command, "--actions", "40"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
