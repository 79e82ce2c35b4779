"""What the window of writing says in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from formatting import counted, listed, one_line, quoted, shorten, shorten_start, visible
from inspection.epoch_samples import EpochSample
from inspection.gradient_follower import Look
from inspection.jobs import writing_of
from inspection.written_text import WrittenText
from tasks.registry import task_of
from tasks.sampling import Sampling
from views.writing.choices import named, percent

NO_WRITER = (
    "This network does not write: its task is another one.\nChoose a text in the main window."
)
PRESS_WRITE = "Press Write to let the network write here."
_LONGEST_BEFORE = 24
_LONGEST_COPY = 60
_FEWEST_IN_CIRCLES = 30
_TIMES_IN_CIRCLES = 3


def sample_words(sample: EpochSample) -> str:
    """What a network wrote, under its epoch and its loss."""
    loss = task_of(sample.problem).loss_unit(sample.problem).told_in_full(sample.record.loss)
    text = sample.text.strip() or sample.trouble
    return f"Epoch {sample.record.epoch:,} · {loss}\n{visible(text, spaces=True)}"


def place_words(written: WrittenText, place: int | None, symbol: str) -> str:
    """Which place of a text is looked at, and what stands there."""
    if place is None:
        return f"What was typed. Choose a {symbol} that the network wrote."
    before = (written.shown_beginning + "".join(written.shown[:place])).replace("\n", " ")
    after = f"After “{shorten_start(before, _LONGEST_BEFORE)}”"
    if place == len(written):
        return f"{after}: the next {symbol}, which is not drawn yet."
    glyph, share = written.glyphs[place], percent(written.confidences[place])
    return f"{after} it wrote “{named(glyph)}”, which it had held {share} likely."


def drawn_words(sampling: Sampling) -> str:
    """What bars say that show how likely each symbol is drawn so: not how likely it was held."""
    cuts = (
        f"top-k {sampling.top_k}" * (sampling.top_k > 0),
        f"top-p {sampling.top_p:g}" * (sampling.top_p < 1),
    )
    if sampling.temperature == 1 and not any(cuts):
        return "Each is drawn as often as the network holds it likely:"
    how = f"temperature {sampling.temperature:g}", *filter(None, cuts)
    return f"With {listed(how, 'and')}, each is drawn so often:"


def circling(text: str) -> tuple[int, int] | None:
    """How many characters at the end go in circles, and in circles of how many; None if none.

    Said of what is there at least three times, and is not short.
    """
    for period in range(1, len(text) // _TIMES_IN_CIRCLES + 1):
        turn = text[-period:]
        turns = text[-_TIMES_IN_CIRCLES * period :]
        if turns == _TIMES_IN_CIRCLES * turn:
            length = next(
                (k for k in range(period, len(text)) if text[-k - 1] != text[-k - 1 + period]),
                len(text),
            )
            if length >= _FEWEST_IN_CIRCLES:
                return length, period
    return None


def circling_words(text: str) -> str:
    """That a text goes in circles; empty where it does not. Takes long for a long text."""
    found = circling(text)
    if found is None:
        return ""
    length, period = found
    return (
        f"It goes in circles: the last {length:,} characters are "
        f"{counted(period, 'character')}, over and over."
    )


def copied_words(text: str, copied: Sequence[slice]) -> str:
    """What is told of the stretches that stand in what was learned from."""
    if not copied:
        return "No long stretch of it stands in the book word for word."
    longest = max((text[stretch] for stretch in copied), key=len)
    all_of_it = len({place for each in copied for place in range(each.start, each.stop)})
    return (
        f"Underlined stands in the book word for word, {percent(all_of_it / len(text))} of the "
        f"text. The longest has {counted(len(longest), 'character')}: "
        f"{quoted(shorten(one_line(longest), _LONGEST_COPY))}."
    )


def text_words(written: WrittenText, look: Look, *found: str) -> str:
    """All that is to be known of a text, what was found in it, and of the network that wrote it."""
    amount = counted(len(written.text), "character")
    parts = f"{amount} by the network of epoch {look.epoch:,}.", *found, _slow_words(look)
    return " ".join(part for part in parts if part)


def _slow_words(look: Look) -> str:
    """That a network writes slowly, and why; empty where it does not."""
    anew, writing = look.settings.reads_anew, writing_of(look.state.learned)
    if not anew or writing is None:
        return ""
    return (
        f"It reads {counted(anew, writing.symbol(look.state.learned))} anew for each one that it "
        f"writes, which takes {anew:,} times as long as to carry its state on."
    )
