"""Settings so small that an epoch takes a millisecond."""

from training.settings import Settings

SMALL = Settings(units=(4, 4), rows=4, window=4, updates=4, passes=1)
