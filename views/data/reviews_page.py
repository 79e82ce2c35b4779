"""The page on which reviews are chosen, and how a network is to read them."""

from __future__ import annotations

from PyQt5.QtWidgets import QWidget

from networks.settings import Settings
from tasks.reviews.chain import chain
from tasks.reviews.download import ABOUT
from tasks.reviews.reviews import Reviews
from tasks.reviews.sentences import NAME
from tasks.task import Task
from views.data.chain_line import chain_label, show_chain
from views.data.columns_dialog import ColumnsDialog
from views.data.download_dialog import Offer
from views.data.page import DataPage, DataWords, Entries
from views.data.reading import FoundData
from views.data.reviews_reading import OpenTable, ReviewsReading
from views.data.reviews_words import facts_of
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
)


class ReviewsPage(DataPage):
    """Takes reviews from an archive, a table, a folder, the net or our own grammar.

    Below stands what is done to them before they are read, step by step.
    """

    words = WORDS
    _reading: ReviewsReading

    def __init__(self, task: Task[Reviews]) -> None:
        self._window = task.fit(task.example, task.settings).window
        super().__init__(task, ReviewsReading())
        self._reading.asked.connect(self._on_asked)
        self._reading.make_own(task.example)

    @property
    def account(self) -> str:
        """Nothing beside the chain."""
        return ""

    @property
    def facts(self) -> str:
        """Which reviews they are."""
        return facts_of(self.problem)

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
        self._chain = chain_label()
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

    def _is_of_same_data(self, found: FoundData, problem: Reviews) -> bool:
        return found.problem.corpus == problem.corpus

    # Showing it

    def _show_source(self) -> None:
        if self._found.prepared is None and not self._reading.is_under_way:
            self._reading.count(self._found)
        self._show_chain()

    def _show_chain(self) -> None:
        words = self._found.prepared
        steps = chain(self.problem, words, self._window) if words else self.problem.corpus.done
        show_chain(self._chain, steps)
