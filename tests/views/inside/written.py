"""Networks that read and say one of very many symbols, and a text of them."""

from dataclasses import replace

import numpy as np
from samples import untrained_state

from inspection.microscope import Inspection, Microscope
from networks.ports import Ports
from networks.settings import Settings
from tasks.sample import Sample

GLYPHS = tuple("↵␣abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
SMALL = Settings(units=(6, 5), rows=2, window=4, updates=2, passes=1)
TEXT = "the␣river,␣and↵the␣sea".replace(",", "")


def settings_for(glyphs=GLYPHS, **chosen) -> Settings:
    """Those of a small network that reads any of these symbols and says the next."""
    count = len(glyphs)
    return replace(SMALL, ports=Ports("one-hot", count, "softmax", count, True), **chosen)


def sample_of(text=TEXT, steps=None, glyphs=GLYPHS) -> Sample:
    """The text, over and over if need be, and what follows each of its symbols."""
    length = steps or len(text)
    symbols = np.array([glyphs.index(each) for each in np.resize([*text], length + 1)])
    return Sample(
        given=symbols[:-1],
        targets=symbols[1:],
        look_at=0,
        words="a text",
        shown=tuple(glyphs[symbol] for symbol in symbols[:-1]),
        answers=length,
        features=glyphs,
        classes=glyphs,
        wanted="what follows",
    )


def inspected(sample=None, glyphs=GLYPHS, **chosen) -> Inspection:
    """What goes on in such a network while it reads a text."""
    settings = settings_for(glyphs, **chosen)
    sample = sample or sample_of(glyphs=glyphs)
    return Microscope(settings).look(1, untrained_state(None, settings), sample)
