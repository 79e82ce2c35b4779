"""The program, or a script that imports it, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def run_python(*arguments, environment=None, timeout=300, check=False, **surroundings):
    """Python with these arguments, in the folder of the program, to its end; its words as text.

    ``surroundings`` are added to the environment, or take the place of what is there.
    """
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env={**(os.environ if environment is None else environment), **surroundings},
        capture_output=True,
        text=True,
        timeout=timeout,
        check=check,
    )
