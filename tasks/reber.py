"""The embedded Reber grammar: which symbols may come next, and one that lies far back."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from formatting import listed, quoted, share_text
from networks.fields import FieldError, OnOff, WholeNumber
from networks.ports import Ports
from networks.settings import DEFAULT_SETTINGS, LONGEST_SEQUENCE
from networks.steps import Steps
from tasks.answer import Figure
from tasks.drawn import Drawn, Reader
from tasks.drawn_answers import IN_A_ROW
from tasks.drawn_lessons import fresh, whole_rows
from tasks.drawn_task import drawn_task
from tasks.letters import letters_in
from tasks.set_by_fields import setting

_LETTERS = "BTPSXVE"
_B, _T, _P, _S, _X, _V, _E = range(len(_LETTERS))
_INNER = (
    ((_B, 1),),
    ((_T, 2), (_P, 3)),
    ((_S, 2), (_X, 4)),
    ((_T, 3), (_V, 5)),
    ((_X, 3), (_S, 6)),
    ((_P, 4), (_V, 6)),
    ((_E, 7),),
)
"""Reber's grammar: at each node the symbols that may come, and where each of them leads."""


def _embedded() -> list[tuple[tuple[int, int], ...]]:
    """B, T or P, a string of Reber's grammar, the same T or P, E; nodes as in ``_INNER``.

    The first is where a string begins, the last where it has ended and E stands for ever.
    """
    size = len(_INNER) + 1
    nodes = [((_B, 1),), ((_T, 2), (_P, 2 + size))]
    for branch, symbol in enumerate((_T, _P)):
        first = 2 + branch * size
        nodes += [tuple((s, first + to) for s, to in node) for node in _INNER]
        nodes.append(((symbol, 2 + 2 * size),))
    return [*nodes, ((_E, 3 + 2 * size),), ((_E, 3 + 2 * size),)]


_NODES = _embedded()
_ENDED = len(_NODES) - 1
_SYMBOL, _NEXT = np.array([[node[0], node[-1]] for node in _NODES]).transpose(2, 0, 1)
"""By node and by which of the two ways is gone: the symbol, and the node that it leads to."""
_LOOKED_AT = 200
"""Sequences of which all symbols are judged."""
_NEXT_CONTINUAL = np.where(_NEXT == _ENDED, 0, _NEXT)
"""The same where the next string follows."""


@dataclass(frozen=True)
class Reber(Drawn):
    """To say at each symbol of a string of the embedded Reber grammar which one may come next."""

    TASK = "reber"
    continual: bool = setting(
        "Conti&nual",
        "Whether strings follow each other without end, and nobody tells where one begins",
        OnOff(),
        False,
    )
    length: int = setting(
        "&Length",
        "Steps of a window: strings that stand alone are no longer",
        WholeNumber(10, LONGEST_SEQUENCE),
        20,
    )
    LETTERS = ANSWERS = _LETTERS
    # Seven symbols in, and at each step the probability of each of them out.
    ports = Ports("one-hot", len(_LETTERS), "softmax", len(_LETTERS), at_each_step=True)
    guess = 0.5  # T or P.
    # As :meth:`read` takes it.
    hint = f"a string of the grammar, up to {LONGEST_SEQUENCE} letters, as in BTBTXSET"

    @property
    def goes_on(self) -> bool:
        """Without end, if it is continual."""
        return self.continual

    @property
    def sequences(self) -> float:
        """The ways through the grammar that are short enough; a stream is never the same again."""
        if self.continual:
            return np.inf
        ways = np.zeros((len(_NODES), len(_NODES)))
        for node, ways_on in enumerate(_NODES):
            for _, to in ways_on:
                ways[node, to] += 1
        return float(np.linalg.matrix_power(ways, self.steps + 1)[0, _ENDED])

    def draw(self, rng: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
        """Strings that end within the window, which E fills up after them.

        So each begins with states of zero, and what fills the window is read after it has ended.
        """
        pieces: list[np.ndarray] = []
        while sum(map(len, pieces)) < count:
            symbols, nodes = _walk(rng, count + 8, self.steps + 1, _NEXT)
            pieces.append(symbols[nodes == _ENDED])
        symbols = np.concatenate(pieces)[:count]
        return symbols[:, :-1, None], symbols[:, 1:]

    def stream(
        self, rng: np.random.Generator, windows: int, rows: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """String after string; a window begins and ends wherever it does."""
        symbols, _ = _walk(rng, rows, windows * self.steps + 1, _NEXT_CONTINUAL)
        inputs, targets = (
            part.reshape(rows, windows, self.steps).swapaxes(0, 1)
            for part in (symbols[:, :-1], symbols[:, 1:])
        )
        return inputs[..., None], targets

    def counted(self, inputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """The T or P before the end, which is that of the beginning: it has to be remembered."""
        return (inputs[..., 0] == _E) & np.isin(targets, (_T, _P))

    def end(self, sequence: np.ndarray) -> int:
        """Before the last E, to which nothing is answered."""
        ended = self._after(sequence) == _ENDED
        return int(ended.argmax()) if ended.any() else len(sequence)

    def legal(self, sequence: np.ndarray, _targets: np.ndarray) -> np.ndarray:
        """The symbols to which a way leads on in the grammar."""
        ways = _SYMBOL[self._after(sequence)]
        return (ways[:, :, None] == np.arange(len(_LETTERS))).any(axis=1)

    def _after(self, sequence: np.ndarray) -> np.ndarray:
        """The node after each symbol, ``(steps,)``.

        Raises:
            FieldError: a symbol cannot come where it does.
        """
        following = _NEXT_CONTINUAL if self.continual else _NEXT
        nodes = [0]
        for place, symbol in enumerate(sequence[:, 0].astype(int), start=1):
            ways = np.flatnonzero(_SYMBOL[nodes[-1]] == symbol)
            if not ways.size:
                letter, known = _LETTERS[symbol], {_LETTERS[s] for s in _SYMBOL[nodes[-1]]}
                raise FieldError(
                    f"Symbol {place} is {quoted(letter)}, where the grammar has "
                    f"{listed(sorted(known), 'or')}."
                )
            nodes.append(int(following[nodes[-1], ways[0]]))
        return np.array(nodes[1:])

    def read(self, text: str) -> np.ndarray:
        """A string of the grammar or the beginning of one, of any length."""
        letters = letters_in(text, _LETTERS)
        if not 1 <= len(letters) <= LONGEST_SEQUENCE:
            raise FieldError(f"Type {self.hint}.")
        sequence = np.array([[_LETTERS.index(letter)] for letter in letters], np.float32)
        return sequence[: self.end(sequence)]

    def target_of(self, sequence: np.ndarray) -> np.ndarray:
        """The symbols that follow; after the last one that may be any legal one."""
        last = self.legal(sequence, sequence)[-1].argmax()
        return np.append(sequence[1:, 0], last).astype(int)

    def further(self, read: Reader) -> Steps[tuple[Figure, ...]]:
        """Where the most probable symbol is a legal one, beside who knows one symbol alone."""
        windows = IN_A_ROW if self.continual else 1
        windows_of_rows, _ = fresh(self, 1, _LOOKED_AT // windows, windows)
        inputs = whole_rows(windows_of_rows)
        outputs = yield from read(inputs)
        said = outputs.argmax(axis=-1)
        symbols, is_legal, legal = [], [], []
        for sequence, answers in zip(inputs, said, strict=True):
            end = self.end(sequence)
            legal.append(self.legal(sequence, answers)[:end])
            is_legal.append(legal[-1][np.arange(end), answers[:end]])
            symbols.append(sequence[:end, 0])
        share = float(np.concatenate(is_legal).mean())
        guess = _guess_from_one(np.concatenate(symbols), np.concatenate(legal))
        words = (
            "These are the answers to the last symbol but one, T or P, which has to be remembered. "
            f"Its most probable symbol is a legal one after {share_text(share)} of all symbols; "
            f"who knows the one before alone reaches {share_text(guess)}."
        )
        return (Figure("legal", share, words, guess),)


def _walk(
    rng: np.random.Generator, rows: int, steps: int, following: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Symbols, ``(rows, steps)``, on random ways from the start, and the nodes they lead to."""
    nodes = np.zeros(rows, int)
    symbols = np.empty((steps, rows), int)
    for step, way in enumerate(rng.integers(0, 2, (steps, rows))):
        symbols[step] = _SYMBOL[nodes, way]
        nodes = following[nodes, way]
    return symbols.T, nodes


def _guess_from_one(symbols: np.ndarray, legal: np.ndarray) -> float:
    """How often who answers to each symbol always the same, as well as can be, is right."""
    right = sum(legal[symbols == symbol].sum(axis=0).max() for symbol in np.unique(symbols))
    return float(right / len(symbols))


REBER = drawn_task(
    Reber,
    noun="string",
    source="embedded Reber grammar, Hochreiter & Schmidhuber 1997; continual, Gers, Schmidhuber & "
    "Cummins 2000",
    sees="It soon knows what may follow, and last of all the symbol that it has to remember.",
    settings=replace(DEFAULT_SETTINGS.at_rate(0.02), units=(12,), passes=2),
)
