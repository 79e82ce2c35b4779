"""Networks write in a thread of their own, from what is kept of an epoch."""

from dataclasses import replace

import numpy as np
import pytest
from own_book import own_book
from trained_epochs import begun

from inspection.gradient_follower import Look
from inspection.jobs import CopiesJob, JobThread, WriteJob
from inspection.written_text import WrittenText
from networks.settings import Settings
from tasks.sampling import Sampling
from tasks.text.book_task import fit
from tasks.writing import ToWrite
from training.checkpoint import TrainedState

BOOKS = {
    "characters": own_book(),
    "words": own_book(8_000, by="words"),
    "windows": own_book(cut="windows"),
}


def settings_for(book):
    """Those of a small network that reads the book as it is cut."""
    small = Settings(units=(6, 5), rows=4, window=8, updates=4, passes=1, embedding=3)
    return replace(fit(book, small), window=8)


@pytest.fixture
def writer(qtbot):
    writer = JobThread("writing")
    yield writer
    assert writer.close()


def look_at(book, seed=1):
    network = begun(settings_for(book), seed)
    return network, Look(network.settings, 1, TrainedState(book, snapshot=network.snapshot()))


def written_by(qtbot, writer, job):
    """All pieces of a job, as a text."""
    text = WrittenText()
    take = lambda _job, piece: text.append(piece)  # noqa: E731
    writer.gave.connect(take)
    with qtbot.waitSignal(writer.ended) as ended:
        writer.begin(job)
    writer.gave.disconnect(take)
    assert ended.args == [job, ""]
    return text


@pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS)
def test_what_it_held_likely_in_each_place_is_what_the_network_answers_to_the_text(
    qtbot, writer, book
):
    network, look = look_at(book)
    asked = ToWrite("the old captain", 30, Sampling(temperature=1, seed=5))
    text = written_by(qtbot, writer, WriteJob(look, asked))
    read = np.concatenate([book.read(asked.beginning), text.symbols])
    scale = 1 / len(book.vocabulary) if book.cut == "windows" else 1
    window, first = look.settings.reads_anew, len(read) - len(text)
    for place in range(len(text) + 1):
        seen = read[: first + place] * scale
        expected = network.answers(seen[-window:].reshape(1, -1, 1))[0, -1]
        np.testing.assert_allclose(text.probabilities_at(place), expected, atol=1e-6)
    assert text.text == "".join(book.pieces(read)[first:])


def test_the_same_is_written_again_and_after_another_epoch_another_text(qtbot, writer):
    asked = ToWrite("the ", 40, Sampling(seed=3))
    (_, one), (_, other) = (look_at(BOOKS["characters"], seed) for seed in (1, 2))
    texts = [written_by(qtbot, writer, WriteJob(look, asked)).text for look in (one, other, one)]
    assert texts[0] == texts[2] != texts[1]


def test_copies_are_found(qtbot, writer):
    book = BOOKS["characters"]
    copied = book.text[500:560]
    with qtbot.waitSignal(writer.gave) as found:
        writer.begin(CopiesJob(book, f"qqqq{copied}qqqq"))
    assert found.args[1] == (slice(4, 64),)


def test_what_cannot_be_read_ends_in_a_sentence_and_the_next_job_is_done(qtbot, writer):
    book = BOOKS["characters"]
    _, look = look_at(book)
    broken = replace(look, settings=replace(look.settings, units=(7, 5)))
    with qtbot.waitSignal(writer.ended) as ended:
        writer.begin(WriteJob(broken, ToWrite("the ", 5)))
    assert "has shape" in ended.args[1]
    assert len(written_by(qtbot, writer, WriteJob(look, ToWrite("the ", 5)))) == 5
