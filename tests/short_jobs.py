"""Short jobs in the terminal, and what they say."""

import json
from itertools import islice

from networks.settings import Settings
from terminal.options import Options
from training.loop import train
from training.record import EpochRecord

TINY = Settings(units=(4, 4), rows=3, window=4, updates=5, passes=1)


def job(*patterns, **options):
    """Options of a short job on ``patterns``."""
    defaults = {"headless": True, "backend": "numpy", "epochs": 2}
    return Options(patterns=patterns or ("0,1,0,1",), **{**defaults, **options})


def tiny_job(*patterns, **options):
    """The same, of a network that takes no time."""
    return job(*patterns, settings=TINY, **options)


def records_of(network, pattern, position, count):
    """The next records of the training loop itself, without the terminal around it."""
    steps = train(network, pattern, position)
    return list(islice((step for step in steps if isinstance(step, EpochRecord)), count))


def json_lines(text):
    return [json.loads(line) for line in text.splitlines()]
