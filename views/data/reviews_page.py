"""The page on which reviews are chosen, and how a network is to read them."""

from __future__ import annotations

from html import escape

import numpy as np
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QWidget

from formatting import counted
from networks.settings import Settings
from tasks.reviews.chain import chain
from tasks.reviews.corpus import UNREAD, PreparationStep
from tasks.reviews.download import ABOUT
from tasks.reviews.reviews import Reviews
from tasks.reviews.sentences import NAME
from tasks.task import Task
from views.data.columns_dialog import ColumnsDialog
from views.data.download_dialog import Offer
from views.data.page import DataPage, DataWords, Entries
from views.data.reading import CountedData, FoundData
from views.data.reviews_reading import OpenTable, ReviewsReading
from views.labels import make_text
from views.questions import ask_which_folder

WORDS = DataWords(
    name="reviews",
    tip="Which reviews the network learns",
    spoken="Choose reviews",
    message="Which reviews they are, or what is wrong",
    opening="Open reviews",
    file_filter="Reviews (*.gz *.tgz *.tar *.zip *.npz *.csv *.tsv);;All files (*)",
    offer=Offer(title="Download reviews", words=ABOUT, lines=5),
    folder="reviews",
    before="the reviews before",
    offered=NAME,
    lines=2,
)
_CHAIN_MEANING = "What is done to the reviews before they are read, step by step"
_APART = "\N{EN SPACE}"
_NO_BREAK = "\N{NO-BREAK SPACE}"
_MILLION, _FIRST_IN_THOUSANDS = 1_000_000, 10_000


class ReviewsPage(DataPage):
    """Takes reviews from an archive, a table, a folder, the net or our own grammar.

    Below stands what is done to them before they are read, step by step, behind the sentence on
    the data; in the same place, how far a file is read, or why it is refused.
    """

    words = WORDS
    _reading: ReviewsReading

    def __init__(self, task: Task[Reviews]) -> None:
        self._window = task.fit(task.example, task.settings).window
        super().__init__(task, ReviewsReading())
        self._reading.asked.connect(self._on_asked)
        self._reading.counted.connect(self._on_counted)
        self._reading.make_own(task.example)

    @property
    def facts(self) -> str:
        """Which reviews they are: how many of which label, how many with stars, what is missing."""
        corpus = self.problem.corpus
        positive = int(np.count_nonzero(corpus.labels))
        starred = int(np.count_nonzero(corpus.stars))
        of_all = "all" if starred == len(corpus) else f"{starred:,}"
        stars = f", {of_all} with stars" if starred else ""
        unread = sum(step.count for step in corpus.done if step.title == UNREAD)
        missing = f"; {counted(unread, 'file')} could not be read" if unread else ""
        return (
            f"{corpus.name}: {len(corpus):,} reviews, {positive:,} positive and "
            f"{len(corpus) - positive:,} negative{stars}{missing}."
        )

    def show_settings(self, settings: Settings) -> None:
        """Follow the network, whose windows decide how much padding there is."""
        if settings.ports.padded and settings.window != self._window:
            self._window = settings.window
            self._show_chain()

    def read_file(self, path: str, texts: str = "", labels: str = "") -> None:
        """Make reviews of what is at this path; of a table, these columns may be named."""
        self._reading.read(path, self.problem, (texts, labels) if texts else None)

    def _entries(self) -> Entries:
        return {
            "&Open…": (
                "Take an archive, a table (CSV, TSV) or numbers (npz), which can be dropped onto "
                "the window, too",
                self._ask,
            ),
            "Open a &folder…": (
                "Take a folder with a folder of positive and one of negative reviews in it",
                lambda: ask_which_folder(self, "Open a folder of reviews", self.read_file),
            ),
            "&Download…": ("Fetch the Large Movie Review Dataset", self._ask_for_download),
            "Own &sentences": (
                "Take the sentences of our own grammar",
                lambda: self._reading.make_own(self.problem),
            ),
        }

    def _lines_below(self) -> tuple[QWidget, ...]:
        self._chain = make_text("reviewsChain", _CHAIN_MEANING, WORDS.lines)
        self._chain.setTextFormat(Qt.RichText)
        self._line.changed.connect(self._show_chain)
        return (self._chain,)

    # What the user asks for

    def _on_asked(self, table: OpenTable) -> None:
        """Ask for the columns of a table, and read on."""
        self._tell()
        ColumnsDialog(
            table.question,
            lambda columns: self._reading.read(table.path, self.problem, columns),
            self,
        ).open()

    # What comes of it

    def _on_counted(self, found: CountedData) -> None:
        """Show more of what is set already: nothing has arrived, and a refusal still stands."""
        if found.problem == self.problem:
            self._found = found
            self._show_chain()

    def _is_of_same_data(self, found: FoundData, problem: Reviews) -> bool:
        return found.problem.corpus == problem.corpus

    # Showing it

    def _show_source(self) -> None:
        if self._found.prepared is None and not self._reading.is_under_way:
            self._reading.count(self._found)
        self._show_chain()

    def _show_chain(self) -> None:
        """What each step has done stands in the tip."""
        words = self._found.prepared
        steps = chain(self.problem, words, self._window) if words else self.problem.corpus.done
        is_needed = self._line.is_needed
        if not is_needed:
            facts = f'<span style="color:{self._line.colour}">{escape(self._line.text)}</span>'
            self._chain.setText(f"{facts}{_APART}{' › '.join(map(_told, steps))}")
        # Never both for a moment: what is below would jump.
        first, then = (self._chain, self._line) if is_needed else (self._line, self._chain)
        first.hide()
        then.show()
        told = (f"<p><b>{escape(each.title)}</b>: {escape(each.sentence)}</p>" for each in steps)
        self._chain.setToolTip("".join(told))
        self._chain.setAccessibleDescription(" ".join(each.sentence for each in steps))


def _told(step: PreparationStep) -> str:
    """Never parted by the end of a line."""
    title = escape(step.title).replace(" ", _NO_BREAK)
    return f"{title}{_NO_BREAK}<b>{_short_count(step.count)}</b>"


def _short_count(number: int) -> str:
    """A count in few digits: 4,321, 46k, 11.9M."""
    if number >= _MILLION:
        return f"{number / _MILLION:,.1f}M"
    return f"{number / 1_000:,.0f}k" if number >= _FIRST_IN_THOUSANDS else f"{number:,}"
