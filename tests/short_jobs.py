"""Short jobs in the terminal, and what they say."""

import json

from networks.settings import Settings
from terminal.options import Options

TINY = Settings(units=(4, 4), rows=3, window=4, updates=5, passes=1)


def job(*patterns, **options):
    """Options of a short job on ``patterns``."""
    defaults = {"headless": True, "backend": "numpy", "epochs": 2}
    return Options(patterns=patterns or ("0,1,0,1",), **{**defaults, **options})


def tiny_job(*patterns, **options):
    """The same, of a network that takes no time."""
    return job(*patterns, settings=TINY, **options)


def json_lines(text):
    return [json.loads(line) for line in text.splitlines()]


def raising(error):
    """A function that fails with this, whatever it is given."""

    def fail(*_arguments, **_named):
        raise error

    return fail
