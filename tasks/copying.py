"""Copy: read some symbols, wait, and write them down."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from networks.fields import FieldError, WholeNumber
from networks.ports import Ports
from networks.settings import DEFAULT_SETTINGS
from tasks.drawn import Drawn
from tasks.drawn_task import drawn_task
from tasks.set_by_fields import setting
from tasks.shapes import DELAYED

KINDS = 8
"""Different symbols, 1 to 8; 0 is a blank, and 9 the cue to write."""


@dataclass(frozen=True)
class Copy(Drawn):
    """To write down ``symbols`` symbols, after ``wait`` blanks and a cue."""

    TASK = "copy"
    symbols: int = setting("S&ymbols", "How many are to be remembered", WholeNumber(1, 10), 4)
    wait: int = setting(
        "&Wait", "Steps between the last of them and the cue", WholeNumber(0, 100), 5
    )
    LETTERS = ANSWERS = "·12345678?"  # A blank as a dot, the cue as a question mark.
    # Ten symbols in; at each step a symbol or a blank out.
    ports = Ports("one-hot", KINDS + 2, "softmax", KINDS + 1, at_each_step=True)
    guess = 1 / KINDS  # One of the eight symbols.

    @property
    def steps(self) -> int:
        """The first symbol written is the answer to the cue."""
        return 2 * self.symbols + self.wait

    @property
    def sequences(self) -> float:
        """All of them are equally likely."""
        return float(KINDS) ** self.symbols

    @property
    def steps_asked(self) -> int:
        """Blanks before the cue are no achievement."""
        return self.symbols

    def draw(self, rng: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
        """Symbols, blanks, the cue, blanks; wanted are blanks, and then the symbols."""
        inputs, targets = np.zeros((2, count, self.steps), np.int64)
        inputs[:, : self.symbols] = rng.integers(1, KINDS + 1, (count, self.symbols))
        inputs[:, self.steps - self.symbols] = KINDS + 1
        targets[:, -self.symbols :] = inputs[:, : self.symbols]
        return inputs[..., None], targets

    @property
    def hint(self) -> str:
        """The rest follows by itself."""
        return f"{self.symbols} symbols from 1 to {KINDS}"

    def read(self, text: str) -> np.ndarray:
        """The symbols alone; blanks and the cue follow by themselves."""
        symbols = "".join(text.replace(",", "").split())
        if len(symbols) != self.symbols or not set(symbols) <= set("12345678"):
            raise FieldError(f"Type {self.hint}.")
        sequence = np.zeros((self.steps, 1), np.float32)
        sequence[: self.symbols, 0] = list(map(int, symbols))
        sequence[self.steps - self.symbols] = KINDS + 1
        return sequence

    def target_of(self, sequence: np.ndarray) -> np.ndarray:
        """Blanks, and then the symbols."""
        blanks = np.zeros(self.steps - self.symbols)
        return np.concatenate([blanks, sequence[: self.symbols, 0]])


COPY = drawn_task(
    Copy,
    source="Hochreiter & Schmidhuber 1997; as here Arjovsky et al. 2016",
    sees="The share of symbols that it writes down rightly rises above a guess.",
    shape=DELAYED,
    settings=replace(DEFAULT_SETTINGS.at_rate(0.01), units=(64,)),
)
