"""How well is a book learned in a minute? Bits per held-out character, which Keras alone confirms.

``python -m benchmarks.text BOOK`` trains the network that suits text for a minute on each backend,
in the terminal as a user would, and prints the bits per character that it reports of the held-out
tenth, beside what simpler means need. Then plain Keras opens each saved file and scores it anew.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks._plain_keras import held_out_bits
from benchmarks._terminal import trained
from model import BACKENDS

AIM = 2.30
"""Bits per held-out character of Heart of Darkness after a minute on two cores."""
CLOSE = 0.005
"""Bits by which plain Keras may differ: what a row has read before its share is not the same."""


def report(book: Path, backend: str, seconds: float, further: list[str]) -> bool:
    """Measure one backend and print; whether the aim is reached and Keras agrees."""
    with tempfile.TemporaryDirectory() as folder:
        saved = Path(folder) / "book.keras"
        options = ["--task", "text", "--set", f"file={book}", "--backend", backend]
        options += ["--seconds", f"{seconds:g}", "--save", str(saved)]
        printed = trained([*options, *further])
        by_keras = held_out_bits(saved)
    epochs, result, spent = printed.epochs, printed.result, printed.seconds
    bits = epochs[-1]["bits_per_character"]
    targets = sum(epoch["targets"] for epoch in epochs)
    print(f"{backend}: {bits:.3f} bits per held-out character after {spent:.0f} s (aim: {AIM})")
    print(f"  {len(epochs)} epochs, {targets:,} targets, {targets / spent:,.0f} a second")
    print(f"  after each: {'  '.join(format(e['bits_per_character'], '.3f') for e in epochs)}")
    print(f"  the saved file, scored by plain Keras: {by_keras:.3f}")
    print(f"  simpler means: {', '.join(f'{k} {v:.2f}' for k, v in result['baselines'].items())}")
    print(f"  written: {result.get('text', '')!r}", flush=True)
    return bits <= AIM and abs(bits - by_keras) <= CLOSE


def main() -> int:
    """Measure and print; exit status 1 if an aim is missed."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.text",
        epilog="Further options, such as --learning-rate 0.01, go to the training as they are.",
    )
    parser.add_argument("book", type=Path, help="a text, such as number 219 of Project Gutenberg")
    parser.add_argument("--backends", nargs="+", choices=BACKENDS, default=list(BACKENDS))
    parser.add_argument("--seconds", type=float, default=60.0, help="of training (default: 60)")
    options, further = parser.parse_known_args()
    book = options.book.resolve()
    reached = [report(book, each, options.seconds, further) for each in options.backends]
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main())
