"""Settings so small that an epoch takes a millisecond."""

from dataclasses import replace

from networks.settings import Settings

SMALL = Settings(units=(4, 4), rows=4, window=4, updates=4, passes=1)
WILD = replace(
    SMALL, cell="simple_rnn", activation="linear", optimizer="sgd", clip_norm=None, window=16
).at_rate(0.005)
"""From seed 0 its loss is no number any more in the fourth epoch."""
BURSTING = replace(SMALL, activation="linear", clip_norm=None).at_rate(0.05)
"""From seed 0, two epochs on 0011 leave its losses finite, but of a free run only the first
eighty symbols or so are numbers."""
